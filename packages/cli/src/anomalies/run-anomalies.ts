import { AnomalyState } from '@dowser/anomaly';
import { openStore } from '@dowser/store';
import { print } from '../output.ts';
import { openEndpoint } from '../query/clickhouse-endpoint.ts';
import { explained, openClient } from '../query/open-client.ts';
import { runQuery } from '../query/run-query.ts';
import { WorkError } from '../work-error.ts';
import { type AnomalyLine, anomalyLines } from './anomaly-lines.ts';

export interface ListOptions {
  /** ClickHouse's name of a format; null for people. */
  readonly format: string | null;
  readonly all: boolean;
  readonly url: string | undefined;
}

/** Prints the anomalies, the worst first. */
export async function listAnomalies({ format, all, url }: ListOptions): Promise<void> {
  const sql = `SELECT * FROM anomalies${all ? '' : " WHERE state = 'open'"}`;
  if (format !== null) return runQuery(sql, format, url);
  const endpoint = await openEndpoint(url, process.env);
  const client = openClient(endpoint, { output_format_json_quote_64bit_integers: 0 });
  try {
    const result = await client.query({ query: sql, format: 'JSONEachRow' });
    const rows = await result.json<AnomalyLine>();
    for (const row of rows) await print(`${anomalyLines(row)}\n`);
    if (rows.length === 0) await print('no anomalies of access\n');
  } catch (error) {
    throw explained(error, endpoint.url);
  } finally {
    await client.close();
    await endpoint.release();
  }
}

export interface DecideOptions {
  readonly id: string;
  readonly archive: boolean;
  readonly note: string;
  readonly url: string | undefined;
}

/** Archives or reopens one. Throws WorkError when there is none of this id. */
export async function decideAnomaly({ id, archive, note, url }: DecideOptions): Promise<void> {
  const endpoint = await openEndpoint(url, process.env);
  const store = openStore(endpoint);
  try {
    const state = archive ? AnomalyState.Archived : AnomalyState.Open;
    const known = await store.setAnomalyState(id, { state, note }, new Date());
    if (!known)
      throw new WorkError(`no anomaly has the id ${JSON.stringify(id)}: dowser anomalies --all shows all ids`);
    await print(`${id}: ${state}\n`);
  } finally {
    await store.close();
    await endpoint.release();
  }
}
