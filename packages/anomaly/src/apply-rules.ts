import { AccessFactKind, deterministicId } from '@dowser/contracts';
import { type AssessedDay, usualOf } from './assess-day.ts';
import type { Day } from './day.ts';
import { categoryOf } from './describe.ts';
import { type Anomaly, AnomalyKind, type AnomalyType, DestructiveType, SignalName } from './detection.ts';
import { MEASURES } from './measures.ts';
import type { AccessFact } from './principal-day.ts';
import { ruleSeverity } from './severity.ts';
import type { DetectorState, Weakened } from './state.ts';

/** The same again within so many days is no news, and belongs to the same sequence. */
export const STANDING_DAYS = 30;
/** Deletes from a bucket so many days after its versions were given up are held against it. */
export const WEAKENED_DAYS = 7;
/** Objects deleted there, or written under a strange key, from which it is a sequence of destruction. */
export const DESTROYED_MIN = 10;
/** Deletes of so many times what is usual for the principal. */
const DELETES_TIMES = 2;

const KEY_WRITES: ReadonlySet<AccessFactKind> = new Set([
  AccessFactKind.CustomerKeyWrite,
  AccessFactKind.ForeignKeyWrite,
]);
const WEAKENING: ReadonlySet<AccessFactKind> = new Set([AccessFactKind.VersioningOff, AccessFactKind.ShortExpiry]);
/** Not wrong by itself, but by whom: what is met in the first days is taken for usual. */
const USUAL_AT_FIRST: ReadonlySet<AccessFactKind> = new Set([AccessFactKind.TrailRead, ...KEY_WRITES]);
const DELETES = MEASURES.findIndex(({ name }) => name === SignalName.Deletes);

export interface Rules {
  readonly anomalies: readonly Anomaly[];
  readonly state: Pick<DetectorState, 'standing' | 'sequences' | 'weakened'>;
}

/** Facts whose detail is the account that gains by it. */
const OF_ACCOUNTS: ReadonlySet<AccessFactKind> = new Set([
  AccessFactKind.CrossAccountPolicy,
  AccessFactKind.CrossAccountAcl,
  AccessFactKind.ExternalReplication,
  AccessFactKind.ForeignKeyWrite,
]);

/** The facts without those that concern none but accounts that are trusted. */
export function strangers(facts: readonly AccessFact[], trusted: readonly string[]): readonly AccessFact[] {
  return facts.filter(({ kind, detail }) => !OF_ACCOUNTS.has(kind) || !trusted.includes(detail));
}

/** The exact rules: what a day's facts, and the calls that follow them, are. */
export function applyRules(
  state: DetectorState,
  day: Day,
  assessed: readonly AssessedDay[],
  facts: readonly AccessFact[],
  warmingUp: boolean,
): Rules {
  const standing = new Map([...state.standing].filter(([, last]) => day - last <= STANDING_DAYS));
  const sequences = new Map([...state.sequences].filter(([, { lastDay }]) => day - lastDay <= STANDING_DAYS));
  const weakened = new Map([...state.weakened].filter(([, since]) => day - since.day <= WEAKENED_DAYS));
  for (const { kind, bucket, hour } of facts) {
    if (WEAKENING.has(kind) && bucket !== '' && !weakened.has(bucket)) weakened.set(bucket, { day, hour });
  }
  const anomalies: Anomaly[] = [];
  const raise = (key: string, found: Anomaly): void => {
    const before = sequences.get(key);
    const whole = before === undefined ? found : goesOn(before, found);
    sequences.set(key, whole);
    anomalies.push(whole);
  };
  const groups = Map.groupBy(facts, ({ kind, principal, bucket }) => [kind, principal, bucket].join('\n'));
  for (const group of groups.values()) {
    const { kind } = group[0]!;
    const news = group.filter((fact) => !standing.has(keyOf(fact)));
    const silent = warmingUp && USUAL_AT_FIRST.has(kind);
    if (!KEY_WRITES.has(kind) || silent) {
      for (const fact of group) standing.set(keyOf(fact), day);
      if (news.length > 0 && !silent) anomalies.push(settingAnomaly(news));
      continue;
    }
    for (const fact of group) if (standing.has(keyOf(fact))) standing.set(keyOf(fact), day);
    if (sumOf(news) >= DESTROYED_MIN) raise(`${kind}\n${news[0]!.principal}`, keyAnomaly(news));
  }
  for (const one of assessed) {
    for (const bucket of deletedFrom(one, weakened)) {
      raise(`delete\n${one.row.principal}\n${bucket.bucket}`, deleteAnomaly(one, bucket, facts));
    }
  }
  return { anomalies, state: { standing, sequences, weakened } };
}

const sumOf = (facts: readonly AccessFact[]): number => facts.reduce((sum, { count }) => sum + count, 0);

/** Writes under a strange key are usual for a bucket, anything else for a principal. */
function keyOf({ kind, principal, bucket, detail }: AccessFact): string {
  return [kind, KEY_WRITES.has(kind) ? '' : principal, bucket, detail].join('\n');
}

/** Buckets without versions from which more was deleted than this principal usually deletes at all. */
function deletedFrom(
  { row, measured }: AssessedDay,
  weakened: ReadonlyMap<string, Weakened>,
): readonly { readonly bucket: string; readonly deletes: number }[] {
  const usual = usualOf(measured[DELETES]!, MEASURES[DELETES]!.floor);
  return row.buckets.flatMap(({ bucket, deletes }) => {
    const since = weakened.get(bucket);
    if (since === undefined) return [];
    const fromHour = since.day === row.day ? since.hour : 0;
    const after = row.hours.reduce((sum, hour) => (hour.hour >= fromHour ? sum + hour.deletes : sum), 0);
    const named = row.deletedObjects.filter((one) => one.bucket === bucket && one.hour >= fromHour);
    const counted = Math.max(
      Math.min(deletes, after),
      named.reduce((sum, { objects }) => sum + objects, 0),
    );
    return counted >= Math.max(DESTROYED_MIN, DELETES_TIMES * usual) ? [{ bucket, deletes: counted }] : [];
  });
}

/** A sequence that lasts is one anomaly. */
function goesOn(before: Anomaly, found: Anomaly): Anomaly {
  return {
    ...before,
    lastDay: found.lastDay,
    days: [...new Set([...before.days, ...found.days])],
    title: found.title,
    buckets: [...new Set([...before.buckets, ...found.buckets])].sort(),
    details: [...new Set([...before.details, ...found.details])].sort(),
    severity: found.severity,
    sensitiveObjects: Math.max(before.sensitiveObjects, found.sensitiveObjects),
    sensitiveOccurrences: Math.max(before.sensitiveOccurrences, found.sensitiveOccurrences),
  };
}

function ruleAnomaly(
  type: AnomalyType,
  {
    principal,
    account,
    day,
    bucket,
    sensitiveObjects,
    sensitiveOccurrences,
  }: Omit<AccessFact, 'kind' | 'detail' | 'hour' | 'count' | 'principalType'>,
  title: string,
  details: readonly string[],
): Anomaly {
  return {
    id: deterministicId([AnomalyKind.Basic, type, principal, bucket, String(day)]),
    kind: AnomalyKind.Basic,
    type,
    category: categoryOf(type),
    severity: ruleSeverity(type, sensitiveObjects),
    principal,
    account,
    buckets: bucket === '' ? [] : [bucket],
    firstDay: day,
    lastDay: day,
    days: [day],
    score: 0,
    title,
    signals: [],
    details,
    sensitiveObjects,
    sensitiveOccurrences,
  };
}

function settingAnomaly(news: readonly AccessFact[]): Anomaly {
  const [fact] = news as [AccessFact];
  const details = [...new Set(news.map(({ detail }) => detail).filter((detail) => detail !== ''))].sort();
  const where = fact.bucket === '' ? '' : ` on ${fact.bucket}`;
  const what = details.length === 0 ? '' : ` (${details.slice(0, 3).join(', ')}${details.length > 3 ? ', …' : ''})`;
  return ruleAnomaly(fact.kind, fact, `${fact.principal}: ${WORDS[fact.kind]}${where}${what}`, details);
}

function keyAnomaly(news: readonly AccessFact[]): Anomaly {
  const [fact] = news as [AccessFact];
  const details = [...new Set(news.map(({ kind, detail }) => (detail === '' ? kind : `${kind} ${detail}`)))].sort();
  const title = `${fact.principal}: ${sumOf(news)} objects on ${fact.bucket} ${WORDS[fact.kind]}`;
  return ruleAnomaly(DestructiveType.RansomEncryption, fact, title, details);
}

function deleteAnomaly(
  { row }: AssessedDay,
  { bucket, deletes }: { readonly bucket: string; readonly deletes: number },
  facts: readonly AccessFact[],
): Anomaly {
  const known = facts.find((fact) => fact.bucket === bucket);
  const title = `${row.principal}: ${deletes} deletes on ${bucket}, of which no versions are kept any more`;
  const { principal, account, day } = row;
  const sensitive = {
    sensitiveObjects: known?.sensitiveObjects ?? 0,
    sensitiveOccurrences: known?.sensitiveOccurrences ?? 0,
  };
  return ruleAnomaly(DestructiveType.UnversionedDelete, { principal, account, day, bucket, ...sensitive }, title, [
    `deletes ${deletes}`,
  ]);
}

const WORDS: Readonly<Record<AccessFactKind, string>> = {
  [AccessFactKind.PublicPolicy]: 'a policy lets everyone in',
  [AccessFactKind.PublicAcl]: 'an access list lets everyone in',
  [AccessFactKind.AuthenticatedUsersAcl]: 'an access list lets all AWS accounts in',
  [AccessFactKind.CrossAccountPolicy]: 'a policy lets another account in',
  [AccessFactKind.CrossAccountAcl]: 'an access list lets another account in',
  [AccessFactKind.PublicAccessBlockRemoved]: 'public access is no longer blocked',
  [AccessFactKind.EncryptionOff]: 'the default encryption was removed',
  [AccessFactKind.LoggingOff]: 'access logging was switched off',
  [AccessFactKind.TrailOff]: 'a trail was stopped or cut',
  [AccessFactKind.VersioningOff]: 'versioning was suspended',
  [AccessFactKind.ShortExpiry]: 'everything expires within days',
  [AccessFactKind.ExternalReplication]: 'objects are replicated to another account',
  [AccessFactKind.TrailRead]: "a trail's own files were read",
  [AccessFactKind.TrailTampered]: "a trail's own files were changed or deleted",
  [AccessFactKind.CustomerKeyWrite]: 'written under a key that only the caller has',
  [AccessFactKind.ForeignKeyWrite]: "written under another account's key",
};
