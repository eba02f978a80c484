import pLimit from 'p-limit';

/** Manifests that are remembered: some two years of 10 buckets' inventories a day. One that was forgotten is read again. */
export const REMEMBERED_MANIFESTS_MAX = 10_000;

export type RunInventory = (manifest: string, signal: AbortSignal) => Promise<void>;

/**
 * Each manifest once in this process, one after the other: S3 announces manifest.json and manifest.checksum, events come
 * twice, and several readings at the same time would only compete. One that fails may be tried again.
 */
export function oncePerManifest(run: RunInventory, rememberedMax = REMEMBERED_MANIFESTS_MAX): RunInventory {
  const runs = new Map<string, Promise<void>>();
  const oneAtATime = pLimit(1);
  return (manifest, signal) => {
    const known = runs.get(manifest);
    if (known !== undefined) return known;
    if (runs.size >= rememberedMax) runs.delete(runs.keys().next().value!);
    const running = oneAtATime(() => run(manifest, signal));
    runs.set(manifest, running);
    running.catch(() => runs.delete(manifest));
    return running;
  };
}
