import pLimit from 'p-limit';

/** Manifests that are remembered: some two years of 10 buckets' inventories a day. One that was forgotten is read again. */
export const REMEMBERED_MANIFESTS_MAX = 10_000;

/** Manifests read at the same time: a small one does not wait for the end of a large one. */
export const MANIFESTS_AT_ONCE = 4;

export type RunInventory = (manifest: string, signal: AbortSignal) => Promise<void>;

/**
 * Each manifest once in this process: S3 announces manifest.json and manifest.checksum, and events come twice. One that fails may
 * be tried again.
 */
export function oncePerManifest(run: RunInventory, rememberedMax = REMEMBERED_MANIFESTS_MAX): RunInventory {
  const runs = new Map<string, Promise<void>>();
  const few = pLimit(MANIFESTS_AT_ONCE);
  return (manifest, signal) => {
    const known = runs.get(manifest);
    if (known !== undefined) return known;
    if (runs.size >= rememberedMax) runs.delete(runs.keys().next().value!);
    const running = few(() => run(manifest, signal));
    runs.set(manifest, running);
    running.catch(() => runs.delete(manifest));
    return running;
  };
}
