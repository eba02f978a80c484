import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { TransientError } from '@dowser/pipeline';
import kafkajs from 'kafkajs';
import { fromKafka, isGarbled, kafkaErrorType } from '../src/kafka/kafka-error.ts';

const { KafkaJSConnectionError, KafkaJSNonRetriableError, KafkaJSNumberOfRetriesExceeded } = kafkajs;

const refused = new KafkaJSConnectionError('connect ECONNREFUSED', { broker: 'one:9092' });

test('a lost connection is transient, also under the retries that were used up', () => {
  assert.ok(fromKafka(refused, 'sending') instanceof TransientError);
  const exceeded = new KafkaJSNumberOfRetriesExceeded(refused, { retryCount: 5, retryTime: 100 });
  const error = fromKafka(exceeded, 'sending to t');
  assert.ok(error instanceof TransientError);
  assert.equal(error.message, 'Kafka: sending to t: connect ECONNREFUSED');
  assert.equal(error.cause, exceeded);
});

test('a request to a broker that is not connected is transient, as kafkajs throws it', async () => {
  const Broker = createRequire(import.meta.url)('kafkajs/src/broker/index.js');
  const broker = new Broker({ connectionPool: {}, logger: { namespace: () => ({}) } });
  await assert.rejects(broker.metadata(['t']), (error) => fromKafka(error, 'sending to t') instanceof TransientError);
});

test('an answer that kafkajs cannot read is transient; an error like it elsewhere is a bug', () => {
  const Decoder = createRequire(import.meta.url)('kafkajs/src/protocol/decoder.js');
  const thrown = (work: () => unknown): unknown => {
    try {
      return work();
    } catch (cause) {
      return Object.assign(new KafkaJSNonRetriableError(cause as Error), { cause });
    }
  };
  const garbled = thrown(() => new Decoder(Buffer.alloc(2)).readInt64());
  assert.ok(isGarbled(garbled));
  assert.ok(fromKafka(garbled, 'consuming') instanceof TransientError);
  const ours = thrown(() => BigInt(Number.NaN));
  assert.ok(!isGarbled(ours));
  assert.ok(!(fromKafka(ours, 'consuming') instanceof TransientError));
});

test('what waiting does not mend is a plain error', () => {
  const error = fromKafka(new KafkaJSNonRetriableError('not authorized'), 'consuming');
  assert.ok(!(error instanceof TransientError));
  assert.equal(error.message, 'Kafka: consuming: not authorized');
});

test('a refused password is never transient, whatever wraps it', () => {
  const login = Object.assign(new Error('login failed'), { name: 'KafkaJSSASLAuthenticationError', retriable: false });
  const wrapped = Object.assign(new Error('connecting', { cause: login }), { retriable: true });
  assert.ok(!(fromKafka(wrapped, 'connecting') instanceof TransientError));
});

test('a TransientError of ours stays itself', () => {
  const ours = new TransientError('topic t does not exist');
  assert.equal(fromKafka(ours, 'sending'), ours);
});

test('the protocol name of an error is found through its causes', () => {
  const protocol = Object.assign(new Error('rebalancing'), { type: 'REBALANCE_IN_PROGRESS' });
  assert.equal(kafkaErrorType(new Error('outer', { cause: protocol })), 'REBALANCE_IN_PROGRESS');
  assert.equal(kafkaErrorType(refused), '');
});
