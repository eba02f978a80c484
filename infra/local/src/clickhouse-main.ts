import { mkdirSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openEngine } from './clickhouse/engine.ts';
import { createFront } from './clickhouse/front.ts';

/** The embedded ClickHouse as a process: `--data-dir DIR [--port 0]`. One line of JSON on stdout when it is ready. */
const { values } = parseArgs({ options: { 'data-dir': { type: 'string' }, port: { type: 'string', default: '0' } } });
if (values['data-dir'] === undefined) throw new Error('--data-dir is not set: the folder that holds the tables');
const dataDir = resolve(values['data-dir']);
// The engine takes the paths of spooled rows as patterns.
if (/[*?{}[\]]/.test(dataDir)) throw new Error(`--data-dir ${dataDir}: none of * ? { } [ ] may be in the path`);
const spoolFolder = join(dataDir, 'spool');
const engine = openEngine(join(dataDir, 'engine'));
// Only now: the engine's lock says that no other process spools here.
rmSync(spoolFolder, { recursive: true, force: true });
mkdirSync(spoolFolder, { recursive: true });
const server = createFront(engine, spoolFolder);

server.listen(Number(values.port), '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ ready: true, url: `http://127.0.0.1:${port}` })}\n`);
});

process.once('SIGTERM', stop);
process.once('SIGINT', stop);

/** How often a stop looks for connections that have become idle. */
const IDLE_CHECK_MS = 50;

/** Answers what is under way, takes nothing new. */
function stop(): void {
  server.close(() => void engine.close().then(() => process.exit(0)));
  // Connections that were busy a moment ago are kept alive by their clients.
  setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
  server.closeIdleConnections();
}
