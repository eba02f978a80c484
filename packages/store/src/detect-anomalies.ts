import type { ClickHouseClient } from '@clickhouse/client';
import {
  type AccessFact,
  type Anomaly,
  type AnomalyState,
  type Assessment,
  DEFAULT_SETTINGS,
  type DetectorState,
  dateOf,
  dayOf,
  detect,
  initialState,
  type KeptAnomaly,
  type PrincipalDay,
  reconcile,
} from '@dowser/anomaly';
import {
  type AnomalyRow,
  accessFacts,
  anomalyRow,
  type BucketWeight,
  keptAnomaly,
  type PrincipalDayRow,
  principalDay,
} from './anomaly-rows.ts';
import { select } from './statements.ts';
import { toStoreError } from './store-error.ts';
import { weighAnomalies } from './weigh-anomalies.ts';

/** Days up to the latest that are gone through; what is older has next to no weight in any baseline. */
export const DETECTION_DAYS = 92;
/** The last of them, in which anomalies are raised, revised and withdrawn. */
export const REPORTED_DAYS = 35;

/** The last days with access, which are gone through each time; those before only when they have changed, or a day has passed. */
const OPEN_DAYS = 2;

/** How far the days were gone through, and what they showed. */
interface Checkpoint {
  readonly first: number;
  /** The versions of the days, from `first` on. */
  readonly versions: ReadonlyMap<number, string>;
  readonly state: DetectorState;
  readonly anomalies: ReadonlyMap<string, Anomaly>;
  readonly assessments: readonly Assessment[];
}

/** What one process remembers between two looks; without it the days are gone through anew, to the same end. */
export interface DetectionMemory {
  checkpoint: Checkpoint | null;
}

export interface DetectOptions {
  /** When what is found is said to have been found. */
  readonly now: Date;
  /** One in so many ordinary principal-days may be taken for an anomaly. */
  readonly falseAlarmDays: number;
  /** Accounts of one's own: what is opened to them is no anomaly. */
  readonly trustedAccounts: readonly string[];
}

export interface DetectedAnomalies {
  /** Principal-days that were looked at. */
  readonly principalDays: number;
  /** Anomalies that are new or have changed. */
  readonly changed: number;
}

const UNQUOTED = 'SETTINGS output_format_json_quote_64bit_integers = 0';

/**
 * Goes through the days of access, and brings the table of anomalies to what they show. The same days give the same anomalies,
 * so that it may be done at any time, any number of times, by any number of processes at once.
 */
export async function detectAnomalies(
  client: ClickHouseClient,
  memory: DetectionMemory,
  { now, falseAlarmDays, trustedAccounts }: DetectOptions,
): Promise<DetectedAnomalies> {
  const settings = { ...DEFAULT_SETTINGS, falseAlarmRate: 1 / falseAlarmDays, trustedAccounts };
  const versions = await dayVersions(client);
  const days = [...versions.keys()];
  const last = days.at(-1);
  if (last === undefined) return { principalDays: 0, changed: 0 };
  const first = last - DETECTION_DAYS + 1;
  const from = last - REPORTED_DAYS + 1;
  const settled = new Map([...versions].filter(([day]) => day >= first && day <= last - OPEN_DAYS));
  const known = stillHolds(memory.checkpoint, first, settled) ? memory.checkpoint : null;
  const anomalies = new Map(known?.anomalies);
  const assessments = [...(known?.assessments ?? [])];
  const weights = await bucketWeights(client);
  let principalDays = 0;
  let state = known?.state ?? initialState();
  memory.checkpoint = known;
  const keep = (): void => {
    memory.checkpoint ??= {
      first,
      versions: settled,
      state,
      anomalies: new Map(anomalies),
      assessments: [...assessments],
    };
  };
  for await (const { day, rows, facts } of daysFrom(client, known === null ? first : last - OPEN_DAYS + 1, weights)) {
    if (day > last - OPEN_DAYS) keep();
    const detected = detect(state, day, rows, facts, settings);
    state = detected.state;
    principalDays += rows.length;
    for (const anomaly of detected.anomalies) anomalies.set(anomaly.id, anomaly);
    if (day >= from) assessments.push(...detected.assessments);
  }
  const reported = [...anomalies.values()].filter(({ lastDay }) => lastDay >= from);
  const found = { anomalies: await weighAnomalies(client, reported), assessments, from };
  const changed = reconcile(found, await keptSince(client, from));
  await write(client, changed, now);
  return { principalDays, changed: changed.length };
}

/** What grows with each computation of a day, by day. */
async function dayVersions(client: ClickHouseClient): Promise<ReadonlyMap<number, string>> {
  const rows = await select<{ day: string; version: string }>(
    client,
    `SELECT day, toString(max(version)) AS version FROM access_principal_day_log
     WHERE day > (SELECT max(day) FROM principal_days) - ${DETECTION_DAYS}
       AND day <= (SELECT max(day) FROM principal_days)
     GROUP BY day ORDER BY day`,
    {},
  );
  return new Map(rows.map(({ day, version }) => [dayOf(day), version]));
}

function stillHolds(
  checkpoint: Checkpoint | null,
  first: number,
  versions: ReadonlyMap<number, string>,
): checkpoint is Checkpoint {
  return (
    checkpoint !== null &&
    checkpoint.first === first &&
    checkpoint.versions.size === versions.size &&
    [...versions].every(([day, version]) => checkpoint.versions.get(day) === version)
  );
}

/** The days that have rows, in order. */
async function* daysFrom(
  client: ClickHouseClient,
  first: number,
  weights: ReadonlyMap<string, BucketWeight>,
): AsyncGenerator<{ day: number; rows: readonly PrincipalDay[]; facts: readonly AccessFact[] }> {
  let date = '';
  let rows: PrincipalDay[] = [];
  let facts: AccessFact[] = [];
  const result = await asked(() =>
    client.query({
      query: `SELECT * FROM principal_days WHERE day >= {first:Date} ORDER BY day, principal ${UNQUOTED}`,
      query_params: { first: dateOf(first) },
      format: 'JSONEachRow',
    }),
  );
  for await (const batch of result.stream<PrincipalDayRow>()) {
    for (const row of batch.map((one) => one.json())) {
      if (row.day !== date && rows.length > 0) {
        yield { day: dayOf(date), rows, facts };
        rows = [];
        facts = [];
      }
      date = row.day;
      rows.push(principalDay(row));
      facts.push(...accessFacts(row, weights));
    }
  }
  if (rows.length > 0) yield { day: dayOf(date), rows, facts };
}

async function bucketWeights(client: ClickHouseClient): Promise<ReadonlyMap<string, BucketWeight>> {
  const rows = await select<BucketWeight & { bucket: string }>(
    client,
    `SELECT bucket, objects, occurrences FROM by_bucket ${UNQUOTED}`,
    {},
  );
  return new Map(rows.map(({ bucket, ...weight }) => [bucket, weight]));
}

/** Those that a day of these may belong to. */
async function keptSince(client: ClickHouseClient, from: number): Promise<readonly KeptAnomaly[]> {
  const rows = await select<AnomalyRow>(
    client,
    `SELECT * EXCEPT (changed_at) FROM anomalies WHERE last_day >= {from:Date} - ${REPORTED_DAYS} ${UNQUOTED}`,
    { from: dateOf(from) },
  );
  return rows.map(keptAnomaly);
}

/** Sets the state of an anomaly by hand; false when there is none of this id. */
export async function setAnomalyState(
  client: ClickHouseClient,
  id: string,
  { state, note }: { readonly state: AnomalyState; readonly note: string },
  now: Date,
): Promise<boolean> {
  const [row] = await select<AnomalyRow>(
    client,
    `SELECT * EXCEPT (changed_at) FROM anomalies WHERE anomaly_id = {id:String} ${UNQUOTED}`,
    { id },
  );
  if (row === undefined) return false;
  const known = keptAnomaly(row);
  await write(client, [{ ...known, state, note, revision: known.revision + 1 }], now);
  return true;
}

async function write(client: ClickHouseClient, changed: readonly KeptAnomaly[], now: Date): Promise<void> {
  if (changed.length === 0) return;
  const values = changed.map((one) => anomalyRow(one, now.toISOString()));
  await asked(() => client.insert({ table: 'anomaly_log', values, format: 'JSONEachRow' }));
}

async function asked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toStoreError(error, 'the detection of anomalies', false);
  }
}
