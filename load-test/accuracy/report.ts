import type { ByConfidence, Noise, Score } from './measure.ts';
import type { Strength } from './subject.ts';

const MEGABYTE = 1e6;
const NOISIEST = 12;

export interface Group {
  readonly positives: number;
  readonly recall: number;
  readonly precision: number;
}

export interface Summary {
  readonly identifiers: number;
  readonly withGenerator: number;
  readonly groups: Readonly<Record<Strength, Group>>;
  /** Reports of the recommended set, for each megabyte of each corpus. */
  readonly recommendedPerMegabyte: Readonly<Record<string, number>>;
}

const percent = (part: number, whole: number): number => (whole === 0 ? 100 : (100 * part) / whole);
const shown = (value: number): string => (Math.floor(value * 100) / 100).toFixed(2);

function group(scores: readonly Score[]): Group {
  const sum = (of: (score: Score) => number): number => scores.reduce((total, score) => total + of(score), 0);
  const [positives, found, wrong] = [sum((s) => s.positives), sum((s) => s.found), sum((s) => s.falsePositives)];
  return { positives, recall: percent(found, positives), precision: percent(found, found + wrong) };
}

function perMegabyte({ bytes, counts }: Noise, includes: (id: string) => boolean): number {
  let total = 0;
  for (const [id, count] of counts) if (includes(id)) total += count;
  return (total * MEGABYTE) / bytes;
}

export function summaryOf(
  scores: readonly Score[],
  noise: readonly Noise[],
  recommended: ReadonlySet<string>,
  all: number,
): Summary {
  const measured = scores.filter(({ positives }) => positives > 0);
  const of = (strength: Strength): Group => group(measured.filter((score) => score.strength === strength));
  return {
    identifiers: all,
    withGenerator: measured.length,
    groups: { checksum: of('checksum'), prefix: of('prefix'), format: of('format'), learned: of('learned') },
    recommendedPerMegabyte: Object.fromEntries(
      noise.map((one) => [one.corpus, Number(perMegabyte(one, (id) => recommended.has(id)).toFixed(3))]),
    ),
  };
}

export function markdown(
  scores: readonly Score[],
  noise: readonly Noise[],
  recommended: ReadonlySet<string>,
  summary: Summary,
  byConfidence: ByConfidence,
): string {
  const lines = ['# Accuracy', '', '`npm run eval` makes this table; [README](../README.md#accuracy) says how.', ''];
  lines.push('| values | positives | recall % | precision % |', '| --- | ---: | ---: | ---: |');
  for (const [strength, { positives, recall, precision }] of Object.entries(summary.groups)) {
    lines.push(`| ${strength} | ${positives} | ${shown(recall)} | ${shown(precision)} |`);
  }
  lines.push('', `${summary.withGenerator} of ${summary.identifiers} identifiers have a generator.`, '');
  if (noise.length > 0) lines.push(...noiseTable(noise, recommended));
  lines.push(...confidenceTable(byConfidence));
  lines.push(
    '| identifier | kind | positives | recall % | near misses | false reports | precision % | others’ values | missed in |',
  );
  lines.push('| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |');
  for (const score of scores.filter(({ positives }) => positives > 0)) {
    const { id, strength, positives, found, nearMisses, falsePositives, confused, missedIn } = score;
    const precision = shown(percent(found, found + falsePositives));
    lines.push(
      `| ${id} | ${strength} | ${positives} | ${shown(percent(found, positives))} | ${nearMisses} | ${falsePositives} | ${precision} | ${confused} | ${missedIn.join(', ')} |`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function noiseTable(noise: readonly Noise[], recommended: ReadonlySet<string>): readonly string[] {
  const lines = [
    '| text without sensitive data | MB | recommended, reports per MB | all, reports per MB | most of them |',
    '| --- | ---: | ---: | ---: | --- |',
  ];
  for (const one of noise) {
    const most = [...one.counts]
      .sort((a, b) => b[1] - a[1])
      .slice(0, NOISIEST)
      .map(([id, count]) => `${id} ${count}`);
    lines.push(
      `| ${one.corpus} | ${(one.bytes / MEGABYTE).toFixed(1)} | ${perMegabyte(one, (id) => recommended.has(id)).toFixed(3)} | ${perMegabyte(one, () => true).toFixed(2)} | ${most.join(', ')} |`,
    );
  }
  return [...lines, ''];
}

/** Of the reports in labelled documents and near misses, how many are right; and how many there are where nothing is. */
function confidenceTable(byConfidence: ByConfidence): readonly string[] {
  const rows = [...byConfidence].sort(([a], [b]) => b - a);
  return [
    '| confidence | right | right % | others’ values | known secrets as generic ones | wrong | in text without sensitive data |',
    '| ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows.map(([confidence, { right, others, generic, wrong, noise }]) => {
      return `| ${confidence} | ${right} | ${shown(percent(right, right + others + wrong))} | ${others} | ${generic} | ${wrong} | ${noise} |`;
    }),
    '',
  ];
}

export function jsonLines(
  scores: readonly Score[],
  noise: readonly Noise[],
  recommended: ReadonlySet<string>,
  summary: Summary,
): string {
  const rows = scores
    .filter(({ positives }) => positives > 0)
    .map((score) => ({ ...score, recommended: recommended.has(score.id) }));
  const heard = noise.map(({ corpus, bytes, counts }) => ({ corpus, bytes, reports: Object.fromEntries(counts) }));
  return [summary, ...heard, ...rows].map((line) => `${JSON.stringify(line)}\n`).join('');
}
