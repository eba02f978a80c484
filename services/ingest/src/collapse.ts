import { comparableSequencer } from '@dowser/contracts';
import { Change, type Observation } from './observation.ts';
import { isDeleteMarker } from './s3-event-names.ts';

/** What the other events of the same batch make of an observation. */
export const Standing = {
  Current: 'current',
  /** A duplicate, or overtaken by a newer event of the same version: it needs no work. */
  Superseded: 'superseded',
  /** Another version of the key, or a delete marker, is newer: the version exists but is not the latest. */
  NotLatest: 'not-latest',
} as const;
export type Standing = (typeof Standing)[keyof typeof Standing];

/**
 * How each observation of a batch stands among the others of its key. Events come more than once and in any order; what
 * decides is the sequencer, which is comparable between events of one key. An event without a sequencer (restores,
 * tagging) overtakes nothing and is overtaken by nothing. Across batches the store decides, by the same rule.
 *
 * A permanent delete of one version overtakes only that version: the others are what they were.
 * Source: Amazon S3 user guide, "Event ordering and duplicate events".
 */
export function standings(observations: readonly Observation[]): readonly Standing[] {
  const result: Standing[] = observations.map(() => Standing.Current);
  for (const group of byKey(observations)) {
    if (group.length < 2) continue;
    markSuperseded(observations, group, result);
    markNotLatest(observations, group, result);
  }
  return result;
}

function byKey(observations: readonly Observation[]): Iterable<number[]> {
  const groups = new Map<string, number[]>();
  for (const [index, { object }] of observations.entries()) {
    // A bucket's name holds no slash, so bucket/key is unambiguous.
    const name = `${object.bucket}/${object.key}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [index]);
    else group.push(index);
  }
  return groups.values();
}

function markSuperseded(all: readonly Observation[], group: readonly number[], result: Standing[]): void {
  const newest = new Map<string, string>();
  for (const index of group) {
    const { versionId, sequencer } = all[index]!.object;
    const comparable = comparableSequencer(sequencer);
    if (comparable > (newest.get(versionId) ?? '')) newest.set(versionId, comparable);
  }
  const seen = new Set<string>();
  for (const index of group) {
    const { change, object } = all[index]!;
    const comparable = comparableSequencer(object.sequencer);
    const identity = JSON.stringify([change, object.versionId, object.etag, comparable]);
    const overtaken = comparable !== '' && comparable < newest.get(object.versionId)!;
    if (overtaken || seen.has(identity)) result[index] = Standing.Superseded;
    seen.add(identity);
  }
}

function markNotLatest(all: readonly Observation[], group: readonly number[], result: Standing[]): void {
  let latest: Observation | undefined;
  for (const index of group) {
    const candidate = all[index]!;
    const takesOver = candidate.change === Change.Present || isDeleteMarker(candidate.cause);
    if (!takesOver || result[index] === Standing.Superseded) continue;
    if (latest === undefined || sequencerOf(candidate) > sequencerOf(latest)) latest = candidate;
  }
  if (latest === undefined) return;
  for (const index of group) {
    const { change, object } = all[index]!;
    if (change === Change.Removed || result[index] === Standing.Superseded || object.sequencer === '') continue;
    if (object.versionId !== latest.object.versionId && sequencerOf(all[index]!) < sequencerOf(latest)) {
      result[index] = Standing.NotLatest;
    }
  }
}

const sequencerOf = (observation: Observation): string => comparableSequencer(observation.object.sequencer);
