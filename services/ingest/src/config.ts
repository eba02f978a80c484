import {
  busUrl,
  type Config,
  clickhouseAccount,
  flag,
  key,
  loadConfig,
  objectsUrl,
  operationKeys,
  optionalClickhouseUrl,
  textList,
  wholeNumber,
} from '@dowser/config';
import { ConfigError } from '@dowser/pipeline';
import { z } from 'zod';
import type { Policy } from './core.ts';
import type { TagTerm } from './filter.ts';
import { isoTime, parseS3Location, type S3Location } from './s3-values.ts';

const locationList = textList.transform((texts, context) =>
  texts.flatMap((written): S3Location[] => {
    const location = parseS3Location(written);
    if (location !== null) return [location];
    context.addIssue({ code: 'custom', message: `${written} is not s3://bucket/key` });
    return [];
  }),
);
const manifestList = textList.pipe(
  z.array(z.string().regex(/^s3:\/\/[^/]+\/(.*\/)?manifest\.json$/s, 'is not s3://bucket/…/manifest.json')),
);
const optionalTime = z.preprocess(
  (value) => (value === undefined || value === '' ? null : value instanceof Date ? value.toISOString() : value),
  z
    .string()
    .transform((written, context) => {
      const time = isoTime(written);
      if (time === null) context.addIssue({ code: 'custom', message: `${written} is not an ISO 8601 time` });
      return time;
    })
    .nullable(),
);
const optionalBytes = z.preprocess(
  (value) => (value === undefined || value === '' ? null : value),
  z.coerce.number().int().nonnegative().nullable(),
);
const tagList = textList.transform((terms) =>
  terms.map((term): TagTerm => {
    const equals = term.indexOf('=');
    return equals === -1 ? { key: term, value: null } : { key: term.slice(0, equals), value: term.slice(equals + 1) };
  }),
);

/** SQS's limits on a visibility timeout, and a second less would leave no time to renew. */
const VISIBILITY_SECONDS_MIN = 10;

/** Every key that ingest reads. Endpoint, region and credentials of AWS are the SDK's own variables (AWS_REGION, AWS_ENDPOINT_URL …). */
export const ingestConfigSpec = {
  busUrl,
  objectsUrl,
  clickhouseUrl: optionalClickhouseUrl,
  ...clickhouseAccount,
  ...operationKeys,
  once: key({
    env: 'DOWSER_ONCE',
    file: 'ingest.once',
    doc: 'true: exit when listings and inventories are done and the queues are empty. Default false.',
    schema: flag(false),
  }),
  queueUrls: key({
    env: 'DOWSER_QUEUE_URLS',
    file: 'ingest.queueUrls',
    doc: 'SQS queues that S3 event notifications, EventBridge events and CloudTrail announcements arrive in.',
    schema: textList.pipe(z.array(z.url('is not a URL'))),
  }),
  queueReceivers: key({
    env: 'DOWSER_QUEUE_RECEIVERS',
    file: 'ingest.queueReceivers',
    doc: 'Receive loops per queue, each with up to 10 messages in hand. Default 2; more when events queue up.',
    schema: wholeNumber(2, 1),
  }),
  queueVisibilitySeconds: key({
    env: 'DOWSER_QUEUE_VISIBILITY_SECONDS',
    file: 'ingest.queueVisibilitySeconds',
    doc: `Seconds (${VISIBILITY_SECONDS_MIN} or more) after which a crashed receiver's messages come again. Renewed while work goes on. Default 60.`,
    schema: wholeNumber(60, VISIBILITY_SECONDS_MIN),
  }),
  listings: key({
    env: 'DOWSER_LISTINGS',
    file: 'ingest.listings',
    doc: 'Buckets or prefixes to list: s3://bucket/prefix.',
    schema: locationList,
  }),
  relistSeconds: key({
    env: 'DOWSER_RELIST_SECONDS',
    file: 'ingest.relistSeconds',
    doc: 'Seconds between listings for what is new or changed; 0 lists once. Default 0.',
    schema: wholeNumber(0),
  }),
  inventories: key({
    env: 'DOWSER_INVENTORIES',
    file: 'ingest.inventories',
    doc: 'S3 Inventory manifests to read at the start: s3://bucket/…/manifest.json.',
    schema: manifestList,
  }),
  bulkBacklog: key({
    env: 'DOWSER_BULK_BACKLOG',
    file: 'ingest.bulkBacklog',
    doc: 'Tasks on the bulk lane at most: inventories and listings wait for the matchers beyond it, and are read by turns. Default 50000.',
    schema: wholeNumber(50_000, 1),
  }),
  liveBacklog: key({
    env: 'DOWSER_LIVE_BACKLOG',
    file: 'ingest.liveBacklog',
    doc: 'Tasks on the live lane beyond which a bucket that announces more than its equal share of them has the rest worked off on the bulk lane, so that the events of others do not wait for it: as many as the matchers work off in a second or two. Default 500.',
    schema: wholeNumber(500, 1),
  }),
  inventoryDestinations: key({
    env: 'DOWSER_INVENTORY_DESTINATIONS',
    file: 'ingest.inventoryDestinations',
    doc: 'Where S3 Inventory writes: s3://bucket/prefix. An event for a manifest under it has the inventory read.',
    schema: locationList,
  }),
  cloudTrailLogs: key({
    env: 'DOWSER_CLOUDTRAIL_LOGS',
    file: 'ingest.cloudTrailLogs',
    doc: 'Where CloudTrail writes: s3://bucket/prefix. A log under it that a queue announces is read for who accesses the data. Give logs a queue of their own where events must not wait for them.',
    schema: locationList,
  }),
  accessLogs: key({
    env: 'DOWSER_ACCESS_LOGS',
    file: 'ingest.accessLogs',
    doc: 'Where S3 writes server access logs: s3://bucket/prefix. Read as those of CloudTrail are.',
    schema: locationList,
  }),
  buckets: key({
    env: 'DOWSER_BUCKETS',
    file: 'ingest.buckets',
    doc: 'Buckets whose objects are taken. Default: all.',
    schema: textList,
  }),
  versions: key({
    env: 'DOWSER_VERSIONS',
    file: 'ingest.versions',
    doc: 'latest or all: whether versions that are not the latest are scanned. Default latest.',
    schema: z.preprocess((value) => value ?? 'latest', z.enum(['latest', 'all'])),
  }),
  readAnyExtension: key({
    env: 'DOWSER_READ_ANY_EXTENSION',
    file: 'ingest.readAnyExtension',
    doc: 'true: look into images, films and the like as well, whatever the name says. Default false.',
    schema: flag(false),
  }),
  prefixes: key({
    env: 'DOWSER_FILTER_PREFIXES',
    file: 'ingest.filter.prefixes',
    doc: 'Only keys that start with one of these.',
    schema: textList,
  }),
  excludePrefixes: key({
    env: 'DOWSER_FILTER_EXCLUDE_PREFIXES',
    file: 'ingest.filter.excludePrefixes',
    doc: 'No keys that start with one of these.',
    schema: textList,
  }),
  suffixes: key({
    env: 'DOWSER_FILTER_SUFFIXES',
    file: 'ingest.filter.suffixes',
    doc: 'Only keys that end with one of these.',
    schema: textList,
  }),
  excludeSuffixes: key({
    env: 'DOWSER_FILTER_EXCLUDE_SUFFIXES',
    file: 'ingest.filter.excludeSuffixes',
    doc: 'No keys that end with one of these.',
    schema: textList,
  }),
  minBytes: key({
    env: 'DOWSER_FILTER_MIN_BYTES',
    file: 'ingest.filter.minBytes',
    doc: 'Smallest object, in stored bytes.',
    schema: optionalBytes,
  }),
  maxBytes: key({
    env: 'DOWSER_FILTER_MAX_BYTES',
    file: 'ingest.filter.maxBytes',
    doc: 'Largest object, in stored bytes.',
    schema: optionalBytes,
  }),
  storageClasses: key({
    env: 'DOWSER_FILTER_STORAGE_CLASSES',
    file: 'ingest.filter.storageClasses',
    doc: 'Only these storage classes (STANDARD, STANDARD_IA …). Costs a HEAD for each event, which does not carry the class.',
    schema: textList,
  }),
  modifiedAfter: key({
    env: 'DOWSER_FILTER_MODIFIED_AFTER',
    file: 'ingest.filter.modifiedAfter',
    doc: 'Only objects modified at or after this ISO 8601 time. Costs a HEAD for each event.',
    schema: optionalTime,
  }),
  modifiedBefore: key({
    env: 'DOWSER_FILTER_MODIFIED_BEFORE',
    file: 'ingest.filter.modifiedBefore',
    doc: 'Only objects modified before this ISO 8601 time. Costs a HEAD for each event.',
    schema: optionalTime,
  }),
  tags: key({
    env: 'DOWSER_FILTER_TAGS',
    file: 'ingest.filter.tags',
    doc: 'Only objects with one of these tags: key=value, or key for any value. Costs a request for each object.',
    schema: tagList,
  }),
  excludeTags: key({
    env: 'DOWSER_FILTER_EXCLUDE_TAGS',
    file: 'ingest.filter.excludeTags',
    doc: 'No objects with one of these tags. Costs a request for each object.',
    schema: tagList,
  }),
} as const;

export type IngestConfig = Config<typeof ingestConfigSpec>;

/** Throws ConfigError with everything that is wrong. */
export function loadIngestConfig(env: NodeJS.ProcessEnv): IngestConfig {
  const config = loadConfig(ingestConfigSpec, env);
  if (config.queueUrls.length + config.listings.length + config.inventories.length > 0) return config;
  throw new ConfigError(['Nothing to take in: set DOWSER_QUEUE_URLS, DOWSER_LISTINGS or DOWSER_INVENTORIES']);
}

/** The part of the configuration that decides about single objects. */
export function policyOf(config: IngestConfig): Policy {
  return {
    buckets: config.buckets,
    allVersions: config.versions === 'all',
    readAnyExtension: config.readAnyExtension,
    filter: config,
  };
}
