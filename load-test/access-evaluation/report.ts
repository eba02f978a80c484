import { baselineNames } from './baselines.ts';
import { UNJUDGED_DAYS } from './evaluate-org.ts';
import { ANY_SIZE, type ClassSummary, OBJECTS_AIM, type Share, type WorldSummary } from './summary.ts';

/** What the page says of how the run was made. */
export interface RunFacts {
  readonly seed: string;
  readonly orgs: number;
  readonly principalsPerOrg: number;
  readonly days: number;
  readonly episodes: number;
}

/** The last line of the command. */
export function lastLine(reported: WorldSummary): string {
  const recall = bySize(reported, ({ recall }) => recall.value);
  const baselines = Object.fromEntries(
    baselineNames.map((name) => [
      name,
      {
        falseAlarmRate: rounded(reported.cuts[name].falseAlarmRate, 6),
        cut: rounded(reported.cuts[name].at, 3),
        recall: bySize(reported, (summary) => summary.baselines[name]),
      },
    ]),
  );
  return JSON.stringify({
    benignPrincipalDays: reported.benignPrincipalDays,
    falseAlarmRate: rounded(reported.falseAlarms.value, 6),
    recall,
    baselines,
  });
}

function bySize(
  { classes }: WorldSummary,
  value: (summary: ClassSummary) => number,
): Readonly<Record<string, Readonly<Record<string, number>>>> {
  const table: Record<string, Record<string, number>> = {};
  for (const summary of classes) {
    table[summary.attackClass] ??= {};
    table[summary.attackClass]![summary.sizes] = rounded(value(summary), 4);
  }
  return table;
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

/** One line for each world, class and span of sizes, with everything that was counted. */
export function jsonLines(summaries: readonly WorldSummary[], facts: RunFacts): readonly string[] {
  return summaries.flatMap(({ world, classes, ...rest }) => [
    JSON.stringify({ world, ...facts, ...rest }),
    ...classes.map((summary) => JSON.stringify({ world, ...summary })),
  ]);
}

const percent = (value: number, digits = 1): string => `${(100 * value).toFixed(digits)} %`;
const perThousand = ({ value, low, high }: Share): string =>
  `${(1_000 * value).toFixed(2)} in 1,000 (95 % interval ${(1_000 * low).toFixed(2)} to ${(1_000 * high).toFixed(2)})`;
const between = ({ value, low, high }: Share): string =>
  `${percent(value)} (${percent(low, 0)} to ${percent(high, 0)})`;
const hours = (value: number): string => (value >= 48 ? `${(value / 24).toFixed(1)} d` : `${value.toFixed(1)} h`);
const bytes = (value: number): string =>
  value >= 1e9
    ? `${(value / 1e9).toFixed(1)} GB`
    : value >= 1e6
      ? `${(value / 1e6).toFixed(1)} MB`
      : `${Math.round(value / 1e3)} kB`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** The page of the results. */
export function markdown(tuning: WorldSummary, reported: WorldSummary, facts: RunFacts): string {
  return `# Access anomalies: what the detector finds, and what it costs

Made by \`npm run eval:access\`; [how](../README.md#access-anomalies). ${facts.orgs} organisations of ${facts.principalsPerOrg} principals, ${facts.days} days, of which
the first ${UNJUDGED_DAYS} are not judged; ${facts.episodes} attacks of each class and span of sizes. The detector was tuned on the world \`${tuning.world}\`;
the figures are those of \`${reported.world}\`, in which people and programs come about by another generator, with other distributions.
The attacks are of the same code in both.

**False alarms** in \`${reported.world}\`: ${reported.falseAlarms.count} in ${reported.benignPrincipalDays.toLocaleString('en')} benign principal-days: ${perThousand(reported.falseAlarms)}.
In \`${tuning.world}\`: ${tuning.falseAlarms.count} in ${tuning.benignPrincipalDays.toLocaleString('en')}: ${perThousand(tuning.falseAlarms)}.

A size is a multiple of the victim's own 99th percentile of active days. Recall with its 95 % interval (Wilson). Delay is from the
attack's first call to the one that raised the alert, when the aggregates are up to date; bytes lost are those carried away
until then, of missed attacks all. *At 1 in 1,000*: the recall, were the score cut where one in 1,000 benign days of this world
lies above. *By object ${OBJECTS_AIM}*: alerted with at most so many calls of the attack made.

${classTable(reported)}

## Beside simple baselines

Each baseline is cut where it raises as many false alarms in \`${reported.world}\` as the detector, which a baseline in use cannot know.

${baselineTable(reported)}

Cut at: ${baselineNames.map((name) => `${name} ${Number(reported.cuts[name].at.toPrecision(3))}`).join(', ')}.

## Who raises false alarms

${kindTable(reported)}

Their types: ${typesOf(reported)}.

## The world it was tuned on

${classTable(tuning)}

${kindTable(tuning)}

Their types: ${typesOf(tuning)}.
`;
}

function classTable({ classes }: WorldSummary): string {
  return table(
    [
      'class',
      'size',
      'attacks',
      'recall',
      'at 1 in 1,000',
      'delay, median',
      'p90',
      'bytes lost, median',
      'p90',
      `by object ${OBJECTS_AIM}`,
    ],
    classes.map((one) => [
      one.attackClass,
      one.sizes,
      String(one.recall.of),
      between(one.recall),
      percent(one.recallAtRate),
      hours(one.delayHours[0]),
      hours(one.delayHours[1]),
      bytes(one.bytesBefore[0]),
      bytes(one.bytesBefore[1]),
      percent(one.byObjectsAim, 0),
    ]),
  );
}

function baselineTable({ classes }: WorldSummary): string {
  return table(
    ['class', 'size', 'detector', ...baselineNames],
    classes
      .filter(({ sizes }) => sizes !== ANY_SIZE)
      .map((one) => [
        one.attackClass,
        one.sizes,
        percent(one.recall.value),
        ...baselineNames.map((name) => percent(one.baselines[name])),
      ]),
  );
}

function kindTable({ kinds }: WorldSummary): string {
  return table(
    ['kind of principal', 'benign days', 'false alarms', 'in 1,000'],
    Object.entries(kinds).map(([kind, { days, alarms }]) => [
      kind,
      days.toLocaleString('en'),
      String(alarms),
      ((1_000 * alarms) / Math.max(1, days)).toFixed(2),
    ]),
  );
}

function typesOf({ alarmTypes }: WorldSummary): string {
  const types = Object.entries(alarmTypes).sort(([, a], [, b]) => b - a);
  return types.length === 0 ? 'none' : types.map(([type, count]) => `${type} ${count}`).join(', ');
}
