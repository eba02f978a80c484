import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { identifiers } from '@dowser/identifiers';
import fc from 'fast-check';
import RE2 from 're2';
import { compileCatalogue, compiled } from '../src/compile.ts';
import { buildMatchAutomaton, MAX_STATES, type MatchAutomaton, matchEnd } from '../src/pattern/automaton.ts';
import { compileProgram, MAX_INSTRUCTIONS } from '../src/pattern/program.ts';
import { BeyondParser, parsePattern } from '../src/pattern/tree.ts';

function automatonOf(pattern: string): ReturnType<typeof buildMatchAutomaton> {
  return buildMatchAutomaton(compileProgram(parsePattern(new RE2(pattern, 'gu').internalSource)));
}

/** Matches of the automaton, each beginning at or after the end of the one before. */
function ownSpans(automaton: MatchAutomaton, bytes: Buffer): readonly string[] {
  const spans: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = matchEnd(automaton, bytes, at);
    if (end > at) spans.push(`${at}-${end}`);
    at = Math.max(end, at + 1);
  }
  return spans;
}

function re2Spans(pattern: string, bytes: Buffer): readonly string[] {
  const regex = new RE2(pattern, 'gu');
  const spans: string[] = [];
  for (let match = regex.exec(bytes); match !== null; match = regex.exec(bytes)) {
    if (match[0].length === 0) regex.lastIndex++;
    else spans.push(`${match.index}-${match.index + match[0].length}`);
  }
  return spans;
}

describe('finds what RE2 finds', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['a|ab', 'abab'],
    ['(?:a|ab)(?:c|bcd)', 'abcd'],
    ['a{1,3}?b?', 'aaab'],
    ['\\b\\d{3}\\b', '123 1234 a123 _123 123'],
    ['\\B\\d{2}', '12345'],
    ['^a|b$', 'aabb'],
    ['(?m)^a$', 'a\na\nba\na'],
    ['(?i)sk', 'SK sK \u017f\u212a'],
    ['[^é]{2}', 'aéb\u{1f600}cé'],
    ['(?s).{2}', 'a\nb'],
    ['[[:^alpha:]]{2}', 'a12é\u{1f600}'],
  ];
  for (const [pattern, text] of cases) {
    test(`${pattern} in ${JSON.stringify(text)}`, () => {
      const spans = re2Spans(pattern, Buffer.from(text));
      assert.ok(spans.length > 0);
      assert.deepEqual(ownSpans(automatonOf(pattern)!, Buffer.from(text)), spans);
    });
  }

  test('in the examples of every identifier', () => {
    const text = Buffer.from(identifiers.flatMap((row) => row.examples).join('\n'));
    let compared = 0;
    for (const { row, machine } of compiled(compileCatalogue(identifiers)).rows) {
      if (machine.automaton === undefined) continue;
      compared++;
      assert.deepEqual(ownSpans(machine.automaton, text), re2Spans(row.pattern, text), row.id);
    }
    assert.ok(compared > identifiers.length / 2);
  });

  test('for any pattern in any bytes', () => {
    const atom = fc.constantFrom(
      'a',
      'k',
      '[a-f]',
      '[^b-z]',
      '\\d',
      '\\w',
      '\\s',
      '.',
      'é',
      '(?i:sK)',
      '\\b',
      '\\B',
      '^',
      '$',
      '(?m:^|$)',
      '[^é]',
      '(?:)',
    );
    const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
      pattern: fc.oneof(
        { maxDepth: 4 },
        atom,
        fc.tuple(atom, tie('pattern')).map((parts) => parts.join('')),
        fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(?:${a}|${b})`),
        fc.tuple(tie('pattern'), fc.constantFrom('?', '??', '{2}', '{0,3}', '{1,2}?')).map(([a, n]) => `(?:${a})${n}`),
      ),
    }));
    const piece = fc.constantFrom('a', 'b', 'k', 'K', '\u212a', 'ſ', '0', '1', ' ', '\n', 'é', '😀', '_');
    const bytes = fc
      .array(
        fc.oneof(
          piece.map((one) => Buffer.from(one)),
          fc.uint8Array({ maxLength: 2 }),
        ),
        { maxLength: 24 },
      )
      .map((parts) => Buffer.concat(parts));
    const property = fc.property(pattern, bytes, (source, text) => {
      assert.deepEqual(ownSpans(automatonOf(source)!, text), re2Spans(source, text));
    });
    fc.assert(property, { numRuns: 1_500 });
  });
});

describe('left to RE2', () => {
  for (const pattern of ['\\pL', 'a*', 'a+', 'a{3,}', '(?i)[à-é]']) {
    test(pattern, () => assert.throws(() => automatonOf(pattern), BeyondParser));
  }

  test('a pattern of too many instructions', () => {
    const longest = `a{${1000}}`;
    const times = Math.floor((MAX_INSTRUCTIONS - 1) / 1000);
    assert.equal(compileProgram(parsePattern(longest.repeat(times))).instructions.length, times * 1000 + 1);
    assert.throws(() => compileProgram(parsePattern(longest.repeat(times + 1))), BeyondParser);
  });

  test('an automaton of too many states', () => {
    const states = (count: number): number =>
      automatonOf(`a{${count % 1000}}${'a{1000}'.repeat(count / 1000)}`)?.table.length ?? 0;
    // One state more than instructions, for the end of the search; two columns and the end of the text.
    assert.equal(states(MAX_STATES - 2), MAX_STATES * 3);
    assert.equal(states(MAX_STATES - 1), 0);
  });
});
