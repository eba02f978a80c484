import { type FrontOptions, type FrontProcess, startFront } from '../front-process.ts';

/** Queries that run at the same time: chDB uses libuv's threads. */
const THREADS = 8;

/** Starts the embedded ClickHouse in a process of its own, which ends with this one. Binds to 127.0.0.1. */
export function startClickHouse(options: FrontOptions): Promise<FrontProcess> {
  return startFront('clickhouse', options, { UV_THREADPOOL_SIZE: String(THREADS) });
}
