import assert from 'node:assert/strict';
import { test } from 'node:test';
import RE2 from 're2';
import { type DataIdentifier, type Gate, identifiers, MAX_MATCH_BYTES } from '../src/index.ts';

const KEYWORD_DISTANCE = 30;

type Gates = Pick<DataIdentifier, 'pattern' | 'keywords' | 'validate' | 'validateInContext'>;

interface Outcome {
  readonly value: string;
  readonly stoppedBy: Gate | null;
}

/** A row, and its other ways of writing as rows. */
function variants(row: DataIdentifier): readonly Gates[] {
  return [row, ...(row.also ?? []).map(({ keywords = [], ...variant }) => ({ ...variant, keywords }))];
}

function keywordNear(row: Gates, text: string, start: number, end: number): boolean {
  if (row.keywords.length === 0) return true;
  const before = text.slice(0, start);
  const after = text.slice(end);
  return row.keywords.some((keyword) => {
    const source = keyword.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '[ _-]?');
    const last = [...before.matchAll(new RegExp(source, 'giu'))].at(-1);
    const next = new RegExp(source, 'iu').exec(after);
    const gapBefore = last === undefined ? Number.POSITIVE_INFINITY : start - last.index - last[0].length;
    return Math.min(gapBefore, next?.index ?? Number.POSITIVE_INFINITY) <= KEYWORD_DISTANCE;
  });
}

const patterns = new Map(identifiers.flatMap(variants).map(({ pattern }) => [pattern, new RE2(pattern, 'gu')]));

/** As matchAll, which would compile the pattern anew. */
function matches(row: Gates, text: string): readonly RegExpExecArray[] {
  const pattern = patterns.get(row.pattern)!;
  const found: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) found.push(match);
  return found;
}

/** What becomes of each candidate of the row, gate by gate. */
function outcomes(row: DataIdentifier, text: string): readonly Outcome[] {
  return variants(row).flatMap((variant) => outcomesOf(variant, text));
}

function outcomesOf(row: Gates, text: string): readonly Outcome[] {
  return matches(row, text).map((match) => {
    const value = match.groups?.value ?? match[0];
    const start = match.index + match[0].indexOf(value);
    const end = start + value.length;
    const around = { before: text.slice(0, start), after: text.slice(end) };
    const refusal = row.validate?.(value) ?? row.validateInContext?.(value, around) ?? null;
    const stoppedBy = refusal ?? (keywordNear(row, text, start, end) ? null : 'keyword-missing');
    return { value, stoppedBy };
  });
}

function accepted(row: DataIdentifier, text: string): readonly Outcome[] {
  return outcomes(row, text).filter(({ stoppedBy }) => stoppedBy === null);
}

for (const row of identifiers) {
  test(`${row.id}: its examples are found and its counter-examples stop at the gate they name`, () => {
    assert.ok(row.examples.length >= 2, 'at least two examples');
    assert.ok(row.counterExamples.length >= 2, 'at least two counter-examples');
    for (const text of row.examples) {
      assert.equal(accepted(row, text).length, 1, text);
    }
    for (const { text, stoppedBy } of row.counterExamples) {
      const gates = outcomes(row, text).map((outcome) => outcome.stoppedBy);
      if (stoppedBy === 'pattern') assert.deepEqual(gates, [], text);
      else assert.ok(gates.includes(stoppedBy) && !gates.includes(null), `${text}: ${gates}`);
    }
  });

  test(`${row.id}: an example is found between other text, and twice when it is there twice`, () => {
    for (const text of row.examples) {
      const expected = accepted(row, text);
      for (const wrapped of [`"${text}"`, `a,${text},b`, `x\n${text}\ny`, `é ${text} é`]) {
        assert.deepEqual(accepted(row, wrapped), expected, wrapped);
      }
      for (const separator of [',', '\n', '", "']) {
        const twice = `${text}${separator}${text}`;
        assert.equal(accepted(row, twice).length, 2, twice);
      }
    }
  });

  test(`${row.id}: the pattern is bounded, and whole`, () => {
    for (const { pattern } of variants(row)) {
      const bare = pattern.replace(/\\./g, 'x').replace(/\[(?:\^?\])?[^\]]*\]/g, 'x');
      assert.doesNotMatch(bare, /[*+]|\{\d*,\}/, 'an endless repeat');
      assert.doesNotMatch(pattern, /\(\?[=!]|\(\?<[=!]|\\[1-9]/, 'RE2 has no look-around and no back-references');
    }
    for (const text of row.examples) {
      for (const { value } of outcomes(row, text)) assert.ok(Buffer.byteLength(value) <= MAX_MATCH_BYTES);
    }
  });

  test(`${row.id}: has keywords exactly when it needs one, a severity at the first occurrence, and sources`, () => {
    assert.equal(row.keywords.length > 0, row.keyword === 'required');
    assert.equal(new Set(row.keywords.map((keyword) => keyword.toLowerCase())).size, row.keywords.length);
    assert.ok(Object.values(row.severity).includes(1));
    assert.ok(row.sources.length > 0 && row.name !== '');
  });
}
