const sleepers = new Map<string, Set<() => void>>();

/** Calls `wake` whenever a bus of this process changes the file; returns the way out. Other processes are seen by polling. */
export function onChange(path: string, wake: () => void): () => void {
  const all = sleepers.get(path) ?? new Set();
  sleepers.set(path, all.add(wake));
  return () => {
    all.delete(wake);
    if (all.size === 0 && sleepers.get(path) === all) sleepers.delete(path);
  };
}

/** Says that the file has something new. */
export function changed(path: string): void {
  for (const wake of sleepers.get(path) ?? []) wake();
}
