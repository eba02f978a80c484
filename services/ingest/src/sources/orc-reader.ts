import type { Store } from '@dowser/store';
import type { ReadOrc } from './inventory-source.ts';

/** Reads ORC through ClickHouse, in Dowser's database; connects when the first file is read, so that it may be away until then. */
export function orcReader(store: Store): ReadOrc {
  return async function* (bytes, columns) {
    await store.migrate();
    yield* store.readOrc(bytes, columns);
  };
}
