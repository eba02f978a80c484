import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaAvailability } from './kafka-availability.ts';
import { type KafkaBroker, startKafka } from './start-kafka.ts';

export interface KafkaUnderTest {
  /** `host:port[,host:port]` */
  readonly brokers: string;
  /** Absent when the broker is somebody else's, which a test must not kill. */
  readonly broker?: KafkaBroker;
  tearDown(): Promise<void>;
}

export interface KafkaForTests {
  /** Why tests that need a broker cannot run here; false when they can, or have to because REQUIRE_KAFKA=1. */
  readonly skip: string | false;
  /** The brokers of DOWSER_TEST_KAFKA, or one started for this process on a directory of its own. */
  start(): Promise<KafkaUnderTest>;
}

/** A real Kafka for tests. Says loudly on stderr when there is none. */
export async function kafkaForTests(env: NodeJS.ProcessEnv): Promise<KafkaForTests> {
  const availability = await kafkaAvailability(env);
  if ('missing' in availability) {
    const reason = `no Kafka: ${availability.missing}`;
    const start = (): Promise<never> => Promise.reject(new Error(`REQUIRE_KAFKA=1, but ${reason}`));
    if (env.REQUIRE_KAFKA === '1') return { skip: false, start };
    console.error(`!!! KAFKA TESTS SKIPPED !!! ${reason}`);
    return { skip: reason, start };
  }
  if ('brokers' in availability) {
    const { brokers } = availability;
    return { skip: false, start: async () => ({ brokers, tearDown: async () => {} }) };
  }
  return { skip: false, start: launchOwn };
}

async function launchOwn(): Promise<KafkaUnderTest> {
  const dataDir = await mkdtemp(join(tmpdir(), 'dowser-kafka-'));
  const broker = await startKafka({ dataDir, log: console.error });
  return {
    brokers: broker.brokers,
    broker,
    async tearDown() {
      await broker.kill();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
