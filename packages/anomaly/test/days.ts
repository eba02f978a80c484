import type { AccessFactKind } from '@dowser/contracts';
import {
  type AccessFact,
  type Anomaly,
  type DetectorState,
  detect,
  initialState,
  type PrincipalDay,
} from '../src/index.ts';

/** A Monday. */
export const MONDAY = 20_458;

export interface DayFields {
  readonly principal?: string;
  readonly day?: number;
  readonly reads?: number;
  readonly bytesPerRead?: number;
  readonly deletes?: number;
  readonly deletedObjects?: PrincipalDay['deletedObjects'];
  readonly denied?: number;
  readonly hours?: readonly number[];
  readonly bucket?: string;
  readonly networks?: readonly string[];
  readonly agents?: readonly string[];
  readonly areas?: readonly string[];
  readonly sensitiveAreas?: readonly string[];
  readonly sensitiveOccurrences?: number;
}

/** A day of office work, unless told otherwise; calls are spread over the hours. */
export function dayOf({
  principal = 'anna',
  day = MONDAY,
  reads = 20,
  bytesPerRead = 100_000,
  deletes = 0,
  deletedObjects = [],
  denied = 0,
  hours = [9, 10, 14],
  bucket = 'data',
  networks = ['192.0.2.0/24'],
  agents = ['boto3'],
  areas = ['data/reports/'],
  sensitiveAreas = [],
  sensitiveOccurrences = 0,
}: DayFields = {}): PrincipalDay {
  const share = (total: number, at: number): number =>
    Math.floor(total / hours.length) + (at < total % hours.length ? 1 : 0);
  const counts = hours.map((hour, at) => ({
    hour,
    calls: share(reads, at) + share(deletes, at),
    reads: share(reads, at),
    lists: 0,
    writes: 0,
    deletes: share(deletes, at),
    denied: share(denied, at),
    bytesOut: (share(reads, at) - share(denied, at)) * bytesPerRead,
  }));
  return {
    principal,
    principalType: 'user',
    account: '111122223333',
    day,
    hours: counts,
    permissions: 0,
    controls: 0,
    keys:
      reads +
      Math.max(
        deletes,
        deletedObjects.reduce((sum, { objects }) => sum + objects, 0),
      ),
    prefixes: areas.length,
    addresses: networks.length,
    buckets: [{ bucket, calls: reads + deletes, writes: 0, deletes, bytesOut: (reads - denied) * bytesPerRead }],
    deletedObjects,
    networks,
    agents,
    areas,
    sensitiveAreas,
    sensitiveReads: sensitiveAreas.length,
    sensitiveObjects: sensitiveAreas.length,
    sensitiveOccurrences,
  };
}

export const fact = (kind: AccessFactKind, fields: Partial<AccessFact> = {}): AccessFact => ({
  principal: 'anna',
  principalType: 'user',
  account: '111122223333',
  day: MONDAY,
  hour: 10,
  bucket: 'data',
  kind,
  detail: '',
  count: 1,
  sensitiveObjects: 0,
  sensitiveOccurrences: 0,
  ...fields,
});

const COLLEAGUES = 12;

/** What varies from day to day, the same in every run. */
const wobble = (day: number, who: number): number => ((day * 7 + who * 13) % 11) - 5;

export const isWorkday = (day: number): boolean => (day + 3) % 7 < 5;

/** The office on a day: `anna` and her colleagues, who work from Monday to Friday. */
export function office(day: number): readonly PrincipalDay[] {
  if (!isWorkday(day)) return [];
  return ['anna', ...Array.from({ length: COLLEAGUES }, (_, i) => `colleague-${i}`)].map((principal, who) =>
    dayOf({ principal, day, reads: 20 + who + wobble(day, who) }),
  );
}

export interface Played {
  readonly state: DetectorState;
  /** The latest of each. */
  readonly anomalies: readonly Anomaly[];
}

/** The office from MONDAY on, for so many days, with what `change` makes of each. */
export function play(
  days: number,
  change: (rows: readonly PrincipalDay[], day: number) => readonly PrincipalDay[] = (rows) => rows,
  factsOf: (day: number) => readonly AccessFact[] = () => [],
): Played {
  let state = initialState();
  const anomalies = new Map<string, Anomaly>();
  for (let day = MONDAY; day < MONDAY + days; day++) {
    const detected = detect(state, day, change(office(day), day), factsOf(day));
    state = detected.state;
    for (const anomaly of detected.anomalies) anomalies.set(anomaly.id, anomaly);
  }
  return { state, anomalies: [...anomalies.values()] };
}
