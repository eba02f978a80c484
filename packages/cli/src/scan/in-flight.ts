/** Works on up to `limit` items at a time; takes an item only when there is room. The first error ends it, once the others have settled. */
export async function forEachInFlight<T>(
  items: AsyncIterable<T>,
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items[Symbol.asyncIterator]();
  let failed = false;
  const loop = async (): Promise<void> => {
    try {
      for (let next = await queue.next(); !next.done && !failed; next = await queue.next()) await work(next.value);
    } catch (error) {
      failed = true;
      throw error;
    }
  };
  const results = await Promise.allSettled(Array.from({ length: limit }, loop));
  await queue.return?.();
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
