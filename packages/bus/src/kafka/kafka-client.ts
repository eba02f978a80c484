import { isGarbled } from './kafka-error.ts';
import { SilentError, within } from './within.ts';

/** What kafkajs's producer and admin have in common. */
export interface Connectable {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
}

/** A kafkajs client that is made when it is first needed, and again when it could not connect, fell silent or got garbled answers. */
export interface KafkaClient<T> {
  /** One request. Throws SilentError when it is not answered in `timeoutMs`: then it may have been done or not. */
  use<R>(work: (client: T) => Promise<R>): Promise<R>;
  /** Does not wait for a connection that does not answer. */
  close(): Promise<void>;
}

/**
 * kafkajs can wait for ever: for a request that it lost, or for a connection that ended before it began. No timeout of its own
 * ends that wait, and what is asked of the same client afterwards may wait behind it.
 */
export function createKafkaClient<T extends Connectable>(create: () => T, timeoutMs: number): KafkaClient<T> {
  let client: Promise<T> | null = null;
  const connect = async (): Promise<T> => {
    const created = create();
    await created.connect();
    return created;
  };
  return {
    async use(work) {
      client ??= connect();
      const current = client;
      try {
        const connected = await within(timeoutMs, current).catch((error: unknown) => {
          if (client === current) client = null;
          throw error;
        });
        return await within(timeoutMs, work(connected));
      } catch (error) {
        if ((error instanceof SilentError || isGarbled(error)) && client === current) {
          client = null;
          // May wait for an answer that never comes.
          current.then((silent) => silent.disconnect()).catch(() => {});
        }
        throw error;
      }
    },
    async close() {
      const closing = client?.catch(() => null).then((open) => open?.disconnect());
      client = null;
      await within(timeoutMs, closing ?? Promise.resolve()).catch((error: unknown) => {
        if (!(error instanceof SilentError)) throw error;
      });
    },
  };
}
