import { type Planted, PlantLedger } from './plantable.ts';
import { type SampleObject, type SampleOptions, sampleObjects } from './sample-objects.ts';

export interface SampleManifest {
  readonly objects: number;
  readonly bytes: number;
  /** By identifier, over all objects. */
  readonly planted: readonly Planted[];
  /** Values planted, over all objects and identifiers. */
  readonly plantedTotal: number;
  /** By key. */
  readonly entries: ReadonlyMap<string, Omit<SampleObject, 'body'>>;
}

/** What a complete and exact scan of the sample must report. */
export function sampleManifest(options: SampleOptions): SampleManifest {
  const entries = new Map<string, Omit<SampleObject, 'body'>>();
  const total = new PlantLedger();
  let bytes = 0;
  for (const { body: _, ...entry } of sampleObjects(options)) {
    entries.set(entry.key, entry);
    bytes += entry.size;
    for (const { identifier, count } of entry.planted) total.add(identifier, count);
  }
  const planted = total.planted();
  return {
    objects: entries.size,
    bytes,
    planted,
    plantedTotal: planted.reduce((sum, { count }) => sum + count, 0),
    entries,
  };
}
