import { TransientError } from '@dowser/pipeline';

/** kafkajs errors about the network or about brokers that are not ready, whatever their `retriable` says. */
const NETWORK_ERRORS: ReadonlySet<string> = new Set([
  'KafkaJSBrokerNotFound',
  'KafkaJSConnectionClosedError',
  'KafkaJSConnectionError',
  'KafkaJSGroupCoordinatorNotFound',
  'KafkaJSLockTimeout',
  'KafkaJSMetadataNotLoaded',
  'KafkaJSNoBrokerAvailableError',
  'KafkaJSRequestTimeoutError',
  'KafkaJSTopicMetadataNotLoaded',
]);

/** kafkajs has no class for this one: a request to a broker whose connection is being made anew. */
const NOT_CONNECTED = 'Broker not connected';

/** Thrown while reading an answer of a broker. */
const READING = /kafkajs[\\/]src[\\/]protocol[\\/](?:decoder|.*[\\/]response)\.js/;

/** Refusals that no waiting mends. */
const REFUSALS: ReadonlySet<string> = new Set([
  'KafkaJSSASLAuthenticationError',
  'KafkaJSUnsupportedMagicByteInMessageSet',
]);

interface KafkaErrorLike {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly type?: string;
  readonly retriable?: boolean;
  readonly cause?: unknown;
}

const isErrorLike = (value: unknown): value is KafkaErrorLike => value instanceof Error;

/** The error and what caused it, outermost first. */
function chain(error: unknown): KafkaErrorLike[] {
  const links: KafkaErrorLike[] = [];
  for (let link = error; isErrorLike(link) && !links.includes(link); link = link.cause) links.push(link);
  return links;
}

/** The protocol's name of the error, such as REBALANCE_IN_PROGRESS; '' when it is none of the broker's. */
export const kafkaErrorType = (error: unknown): string =>
  chain(error).find((link) => link.type !== undefined)?.type ?? '';

/**
 * The answer makes no sense. Brokers send none such: kafkajs mixes the bytes of two connections when it has connected twice at
 * once, and whatever comes on them afterwards is no better.
 */
export const isGarbled = (error: unknown): boolean =>
  chain(error).some(({ name, stack = '' }) => (name === 'RangeError' || name === 'TypeError') && READING.test(stack));

/** What kafkajs threw, as the bus's callers know it: TransientError when trying again can help, else an Error that says so. */
export function fromKafka(error: unknown, doing: string): Error {
  if (error instanceof TransientError) return error;
  const links = chain(error);
  const message = `Kafka: ${doing}: ${links.at(-1)?.message ?? String(error)}`;
  const refused = links.some((link) => REFUSALS.has(link.name));
  const mayPass = links.some(
    ({ retriable, name, message }) => retriable === true || NETWORK_ERRORS.has(name) || message === NOT_CONNECTED,
  );
  return (mayPass || isGarbled(error)) && !refused
    ? new TransientError(message, { cause: error })
    : new Error(message, { cause: error });
}
