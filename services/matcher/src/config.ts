import { availableParallelism } from 'node:os';
import {
  busUrl,
  type Config,
  key,
  loadConfig,
  objectsUrl,
  operationKeys,
  requiredText,
  wholeNumber,
} from '@dowser/config';
import type { Pace } from '@dowser/objects';
import {
  DEFAULT_CHUNK_BYTES,
  DEFAULT_OBJECTS_IN_FLIGHT,
  identifierKeys,
  MAX_CHUNK_BYTES,
  MIN_CHUNK_BYTES,
} from '@dowser/scanner';
import { z } from 'zod';
import { DEFAULT_BATCH_MESSAGES, DEFAULT_PART_BYTES, DEFAULT_PARTITIONS_CONCURRENT } from './run-matcher.ts';

/** A key that can be guessed lets fingerprints be turned back into values. */
export const MIN_FINGERPRINT_KEY_LENGTH = 16;

/** Every key that the matcher reads. Endpoint, region and credentials of AWS are the SDK's own variables. */
export const matcherConfigSpec = (env: NodeJS.ProcessEnv) => ({
  busUrl,
  objectsUrl,
  ...identifierKeys(env),
  fingerprintKey: key({
    env: 'DOWSER_FINGERPRINT_KEY',
    file: 'matcher.fingerprintKey',
    doc: `The secret under which values are fingerprinted, ${MIN_FINGERPRINT_KEY_LENGTH} characters or more. The same in every matcher; with another one old fingerprints match nothing.`,
    schema: requiredText.pipe(
      z.string().min(MIN_FINGERPRINT_KEY_LENGTH, `is shorter than ${MIN_FINGERPRINT_KEY_LENGTH} characters`),
    ),
    secret: true,
  }),
  workers: key({
    env: 'DOWSER_WORKERS',
    file: 'matcher.workers',
    doc: 'Scanning threads. Default one per core.',
    schema: wholeNumber(availableParallelism(), 1),
  }),
  chunkBytes: key({
    env: 'DOWSER_CHUNK_BYTES',
    file: 'matcher.chunkBytes',
    doc: `Bytes a thread takes at once, ${MIN_CHUNK_BYTES} to ${MAX_CHUNK_BYTES}. Default ${DEFAULT_CHUNK_BYTES}.`,
    schema: wholeNumber(DEFAULT_CHUNK_BYTES, MIN_CHUNK_BYTES).pipe(z.number().max(MAX_CHUNK_BYTES)),
  }),
  objectsInFlight: key({
    env: 'DOWSER_OBJECTS_IN_FLIGHT',
    file: 'matcher.objectsInFlight',
    doc: `Objects read at the same time in each of the two lanes. Default ${DEFAULT_OBJECTS_IN_FLIGHT}; more hides a slow store, at the cost of memory.`,
    schema: wholeNumber(DEFAULT_OBJECTS_IN_FLIGHT, 1),
  }),
  batchMessages: key({
    env: 'DOWSER_MATCHER_BATCH_MESSAGES',
    file: 'matcher.batchMessages',
    doc: `Most tasks of one partition taken at once; they are committed together. Default ${DEFAULT_BATCH_MESSAGES}.`,
    schema: wholeNumber(DEFAULT_BATCH_MESSAGES, 1),
  }),
  partitionsConcurrent: key({
    env: 'DOWSER_MATCHER_PARTITIONS_CONCURRENT',
    file: 'matcher.partitionsConcurrent',
    doc: `Partitions of one lane worked on at the same time. Default ${DEFAULT_PARTITIONS_CONCURRENT}.`,
    schema: wholeNumber(DEFAULT_PARTITIONS_CONCURRENT, 1),
  }),
  partBytes: key({
    env: 'DOWSER_PART_BYTES',
    file: 'matcher.partBytes',
    doc: `Stored bytes after which the rest of a large text goes back to the bus, for any matcher to go on with; ${MIN_CHUNK_BYTES} or more. What a killed matcher reads again at most, and a quarter more. Default ${DEFAULT_PART_BYTES}.`,
    schema: wholeNumber(DEFAULT_PART_BYTES, MIN_CHUNK_BYTES),
  }),
  requestsPerSecond: key({
    env: 'DOWSER_S3_REQUESTS_PER_SECOND',
    file: 'matcher.requestsPerSecond',
    doc: 'Most requests a second that this matcher makes of the object store. Default 0: no limit but what the store asks for (SlowDown).',
    schema: wholeNumber(0),
  }),
  bytesPerSecond: key({
    env: 'DOWSER_S3_BYTES_PER_SECOND',
    file: 'matcher.bytesPerSecond',
    doc: 'Most stored bytes a second that this matcher reads. Default 0: no limit.',
    schema: wholeNumber(0),
  }),
  ...operationKeys,
});

export type MatcherConfig = Config<ReturnType<typeof matcherConfigSpec>>;

/** Throws ConfigError, also for identifiers that are not in the catalogue and custom ones that cannot work. */
export function loadMatcherConfig(env: NodeJS.ProcessEnv): MatcherConfig {
  return loadConfig(matcherConfigSpec(env), env);
}

/** What may be asked of the object store: 0 stands for no limit. */
export const paceOf = ({ requestsPerSecond, bytesPerSecond }: MatcherConfig): Pace => ({
  requestsPerSecond: requestsPerSecond || Number.POSITIVE_INFINITY,
  bytesPerSecond: bytesPerSecond || Number.POSITIVE_INFINITY,
});
