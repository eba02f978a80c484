import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { busConformance } from '@dowser/testkit';

busConformance('SQLite', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'dowser-bus-'));
  return {
    url: `sqlite:${join(directory, 'bus.db')}`,
    options: { sessionTimeoutMs: 1_000, rebalanceGraceMs: 300 },
    tearDown: () => rm(directory, { recursive: true, force: true }),
  };
});
