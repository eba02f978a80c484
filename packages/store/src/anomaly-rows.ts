import {
  type AccessFact,
  type Anomaly,
  type AnomalyState,
  dateOf,
  dayOf,
  type KeptAnomaly,
  type PrincipalDay,
  type Signal,
} from '@dowser/anomaly';

/** A row of principal_days as JSON, with numbers that are not quoted. */
export interface PrincipalDayRow {
  readonly day: string;
  readonly principal: string;
  readonly principal_type: PrincipalDay['principalType'];
  readonly account: string;
  readonly hours: readonly (Omit<PrincipalDay['hours'][number], 'bytesOut'> & { readonly bytes_out: number })[];
  readonly permissions: number;
  readonly controls: number;
  readonly keys: number;
  readonly prefixes: number;
  readonly addresses: number;
  readonly buckets: readonly (Omit<PrincipalDay['buckets'][number], 'bytesOut'> & { readonly bytes_out: number })[];
  readonly deleted_objects: PrincipalDay['deletedObjects'];
  readonly networks: readonly string[];
  readonly agents: readonly string[];
  readonly areas: readonly string[];
  readonly sensitive_areas: readonly string[];
  readonly sensitive_reads: number;
  readonly sensitive_objects: number;
  readonly sensitive_occurrences: number;
  readonly facts: readonly {
    readonly hour: number;
    readonly bucket: string;
    readonly kind: AccessFact['kind'];
    readonly detail: string;
    readonly requests: number;
  }[];
}

/** What a bucket holds. */
export interface BucketWeight {
  readonly objects: number;
  readonly occurrences: number;
}

export function principalDay(row: PrincipalDayRow): PrincipalDay {
  const { principal, principal_type: principalType, account, permissions, controls, keys, prefixes, addresses } = row;
  return {
    principal,
    principalType,
    account,
    day: dayOf(row.day),
    hours: row.hours.map(({ bytes_out: bytesOut, ...hour }) => ({ ...hour, bytesOut })),
    permissions,
    controls,
    keys,
    prefixes,
    addresses,
    buckets: row.buckets.map(({ bytes_out: bytesOut, ...bucket }) => ({ ...bucket, bytesOut })),
    deletedObjects: row.deleted_objects,
    networks: row.networks,
    agents: row.agents,
    areas: row.areas,
    sensitiveAreas: row.sensitive_areas,
    sensitiveReads: row.sensitive_reads,
    sensitiveObjects: row.sensitive_objects,
    sensitiveOccurrences: row.sensitive_occurrences,
  };
}

export function accessFacts(row: PrincipalDayRow, weights: ReadonlyMap<string, BucketWeight>): readonly AccessFact[] {
  const { principal, principal_type: principalType, account } = row;
  return row.facts.map(({ hour, bucket, kind, detail, requests }) => ({
    principal,
    principalType,
    account,
    day: dayOf(row.day),
    hour,
    bucket,
    kind,
    detail,
    count: requests,
    sensitiveObjects: weights.get(bucket)?.objects ?? 0,
    sensitiveOccurrences: weights.get(bucket)?.occurrences ?? 0,
  }));
}

/** A row of anomaly_log. */
export interface AnomalyRow {
  readonly anomaly_id: string;
  readonly revision: number;
  readonly changed_at: string;
  readonly state: AnomalyState;
  readonly note: string;
  readonly kind: Anomaly['kind'];
  readonly type: Anomaly['type'];
  readonly category: string;
  readonly severity: Anomaly['severity'];
  readonly principal: string;
  readonly account: string;
  readonly buckets: readonly string[];
  readonly first_day: string;
  readonly last_day: string;
  readonly days: readonly string[];
  readonly score: number;
  readonly title: string;
  readonly signals: readonly Signal[];
  readonly details: readonly string[];
  readonly sensitive_objects: number;
  readonly sensitive_occurrences: number;
}

/** Decimals of scores and surprises that are kept. */
const DECIMALS = 2;
const rounded = (value: number): number => Number(value.toFixed(DECIMALS));

export function anomalyRow({ anomaly, state, note, revision }: KeptAnomaly, changedAt: string): AnomalyRow {
  const { id, kind, type, category, severity, principal, account, buckets, title, details } = anomaly;
  return {
    anomaly_id: id,
    revision,
    changed_at: changedAt,
    state,
    note,
    kind,
    type,
    category,
    severity,
    principal,
    account,
    buckets,
    first_day: dateOf(anomaly.firstDay),
    last_day: dateOf(anomaly.lastDay),
    days: anomaly.days.map(dateOf),
    score: rounded(anomaly.score),
    title,
    signals: anomaly.signals.map(({ surprise, ...signal }) => ({ ...signal, surprise: rounded(surprise) })),
    details,
    sensitive_objects: anomaly.sensitiveObjects,
    sensitive_occurrences: anomaly.sensitiveOccurrences,
  };
}

export function keptAnomaly(row: Omit<AnomalyRow, 'changed_at'>): KeptAnomaly {
  const { kind, type, category, severity, principal, account, buckets, score, title, signals, details } = row;
  return {
    state: row.state,
    note: row.note,
    revision: row.revision,
    anomaly: {
      id: row.anomaly_id,
      kind,
      type,
      category,
      severity,
      principal,
      account,
      buckets,
      firstDay: dayOf(row.first_day),
      lastDay: dayOf(row.last_day),
      days: row.days.map(dayOf),
      score,
      title,
      signals,
      details,
      sensitiveObjects: row.sensitive_objects,
      sensitiveOccurrences: row.sensitive_occurrences,
    },
  };
}
