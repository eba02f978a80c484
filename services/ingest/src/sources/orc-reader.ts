import { openStore } from '@dowser/store';
import type { IngestConfig } from './config.ts';
import type { ReadOrc } from './sources/inventory-source.ts';

/** Reads ORC through ClickHouse, for which it uses a short-lived table in Dowser's database. */
export interface OrcReader {
  readonly readOrc: ReadOrc;
  close(): Promise<void>;
}

/** null without a ClickHouse URL. Connects when the first file is read, so that ClickHouse may be away until then. */
export function openOrcReader(config: IngestConfig): OrcReader | null {
  if (config.clickhouseUrl === '') return null;
  const store = openStore({
    url: config.clickhouseUrl,
    database: config.clickhouseDatabase,
    username: config.clickhouseUser,
    password: config.clickhousePassword,
  });
  return {
    async *readOrc(bytes, columns) {
      await store.migrate();
      yield* store.readOrc(bytes, columns);
    },
    close: () => store.close(),
  };
}
