interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R | Promise<R>) => void;
}

export interface GatherOptions<T, R> {
  /** Most weight of a group; a heavier item goes by itself. */
  readonly mostWeight: number;
  readonly weightOf: (item: T) => number;
  /** Deals with a group; one promise for each item. */
  readonly send: (items: readonly T[]) => readonly Promise<R>[];
}

/** Items that come in the same turn of the event loop go together, in order. */
export function gather<T, R>({ mostWeight, weightOf, send }: GatherOptions<T, R>): (item: T) => Promise<R> {
  let waiting: Waiting<T, R>[] = [];
  let weight = 0;
  const flush = (): void => {
    const group = waiting;
    waiting = [];
    weight = 0;
    if (group.length === 0) return;
    const results = send(group.map(({ item }) => item));
    for (const [i, { resolve }] of group.entries()) resolve(results[i]!);
  };
  return (item) =>
    new Promise((resolve) => {
      const added = weightOf(item);
      if (weight + added > mostWeight) flush();
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({ item, resolve });
      weight += added;
      if (weight >= mostWeight) flush();
    });
}
