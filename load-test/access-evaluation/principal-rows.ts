import { areaOf, type BucketCounts, type DeletedObjects, type HourCounts, type PrincipalDay } from '@dowser/anomaly';
import { ActionClass } from '@dowser/contracts';
import type { Actor, Burst, Day } from './activity.ts';

const DENIED = 'AccessDenied';

type Counts = { -readonly [name in keyof HourCounts]: HourCounts[name] };
type InBucket = { -readonly [name in keyof BucketCounts]: BucketCounts[name] };

/** Keys of one prefix that were touched: spans of numbers, the end not included. */
type Spans = [from: number, to: number][];

/**
 * The row that the roll-up of the store makes of these calls: `test/access-evaluation.integration.test.ts` holds the two
 * together. Null for a day without a call.
 */
export function principalRow(actor: Actor, day: number, bursts: Day): PrincipalDay | null {
  if (bursts.length === 0) return null;
  const hours = new Map<number, Counts>();
  const buckets = new Map<string, InBucket>();
  const [networks, agents, addresses] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const [areas, sensitiveAreas] = [new Set<string>(), new Set<string>()];
  const touched = new Map<string, Spans>();
  const deleted = new Map<string, Omit<DeletedObjects, 'objects'> & { places: Map<string, Spans> }>();
  const sensitive = new Map<string, { spans: Spans; occurrences: number }>();
  let permissions = 0;
  let controls = 0;
  let sensitiveReads = 0;
  for (const burst of bursts) {
    const { folder, calls } = burst;
    count(
      at(hours, burst.hour, () => noCounts(burst.hour)),
      burst,
    );
    countInBucket(
      at(buckets, folder.bucket, () => ({ bucket: folder.bucket, calls: 0, writes: 0, deletes: 0, bytesOut: 0 })),
      burst,
    );
    if (burst.actionClass === ActionClass.Permission) permissions += calls;
    if (burst.actionClass === ActionClass.Control) controls += calls;
    networks.add(`${burst.network}.0/24`);
    addresses.add(`${burst.network}.${burst.host}`);
    agents.add(burst.agent);
    const keys = burst.objectsPerCall === undefined ? burst.keys : calls * burst.objectsPerCall;
    if (keys === 0) continue;
    const place = `${folder.bucket}/${folder.prefix}`;
    const span: [number, number] = [burst.firstKey, burst.firstKey + keys];
    if (burst.actionClass === ActionClass.Delete && burst.errorCode === '') {
      const { hour } = burst;
      const { bucket } = folder;
      const { places } = at(deleted, `${hour} ${bucket}`, () => ({ hour, bucket, places: new Map() }));
      at(places, place, (): Spans => []).push([...span]);
    }
    at(touched, place, (): Spans => []).push(span);
    const area = areaOf(folder.bucket, folder.prefix);
    areas.add(area);
    const held = Math.min(span[1], folder.sensitive) - span[0];
    if (held > 0 && burst.actionClass === ActionClass.Read && burst.errorCode === '') {
      sensitiveAreas.add(area);
      sensitiveReads += callsOnFirst(burst, held);
      const { occurrences } = folder;
      at(sensitive, place, () => ({ spans: [] as Spans, occurrences })).spans.push([span[0], span[0] + held]);
    }
  }
  const found = [...sensitive.values()].map(({ spans, occurrences }) => ({ objects: union(spans), occurrences }));
  return {
    principal: actor.principal,
    principalType: actor.principalType,
    account: actor.account,
    day,
    hours: [...hours.values()].sort((a, b) => a.hour - b.hour),
    permissions,
    controls,
    keys: [...touched.values()].reduce((sum, spans) => sum + union(spans), 0),
    prefixes: touched.size,
    addresses: addresses.size,
    buckets: [...buckets.values()].sort((a, b) => (a.bucket < b.bucket ? -1 : 1)),
    deletedObjects: [...deleted.values()]
      .map(({ hour, bucket, places }) => ({
        hour,
        bucket,
        objects: [...places.values()].reduce((sum, spans) => sum + union(spans), 0),
      }))
      .sort((a, b) => a.hour - b.hour || (a.bucket < b.bucket ? -1 : 1)),
    networks: [...networks].sort(),
    agents: [...agents].sort(),
    areas: [...areas].sort(),
    sensitiveAreas: [...sensitiveAreas].sort(),
    sensitiveReads,
    sensitiveObjects: found.reduce((sum, { objects }) => sum + objects, 0),
    sensitiveOccurrences: found.reduce((sum, { objects, occurrences }) => sum + objects * occurrences, 0),
  };
}

/** The number of the key that a call of a burst touches. */
export const keyOf = ({ firstKey, keys }: Burst, call: number): number => firstKey + (call % keys);

/** Calls of a burst that touch one of its first `held` keys. */
function callsOnFirst({ calls, keys }: Burst, held: number): number {
  return Math.floor(calls / keys) * held + Math.min(calls % keys, held);
}

function at<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

const noCounts = (hour: number): Counts => ({
  hour,
  calls: 0,
  reads: 0,
  lists: 0,
  writes: 0,
  deletes: 0,
  denied: 0,
  bytesOut: 0,
});

function count(counts: Counts, { actionClass, calls, bytesPerCall, errorCode }: Burst): void {
  counts.calls += calls;
  counts.bytesOut += calls * bytesPerCall;
  if (errorCode === DENIED) counts.denied += calls;
  if (actionClass === ActionClass.Read) counts.reads += calls;
  if (actionClass === ActionClass.List) counts.lists += calls;
  if (actionClass === ActionClass.Write) counts.writes += calls;
  if (actionClass === ActionClass.Delete) counts.deletes += calls;
}

function countInBucket(counts: InBucket, { actionClass, calls, bytesPerCall }: Burst): void {
  counts.calls += calls;
  counts.bytesOut += calls * bytesPerCall;
  if (actionClass === ActionClass.Write) counts.writes += calls;
  if (actionClass === ActionClass.Delete) counts.deletes += calls;
}

/** How many numbers lie in one of the spans. */
function union(spans: Spans): number {
  if (spans.length === 1) return spans[0]![1] - spans[0]![0];
  let total = 0;
  let end = Number.NEGATIVE_INFINITY;
  for (const [from, to] of spans.sort((a, b) => a[0] - b[0])) {
    total += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return total;
}
