import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { MAX_PROBE_OFFSET, type Probe, probesOf } from '../src/kernel/probes.ts';
import { buildMatchAutomaton } from '../src/pattern/automaton.ts';
import { compileProgram } from '../src/pattern/program.ts';
import { parsePattern } from '../src/pattern/tree.ts';

const probesOfPattern = (pattern: string): readonly Probe[] =>
  probesOf(buildMatchAutomaton(compileProgram(parsePattern(pattern)))!);
const offsets = (pattern: string): number[] => probesOfPattern(pattern).map(({ offset }) => offset);
/** What a probe allows, of ASCII. */
const allowed = ({ set }: Probe): string => Buffer.from([...set.keys()].filter((byte) => set[byte] === 1)).toString();

describe('the bytes that refuse the most are probed', () => {
  test('what is rarest', () => {
    const [first, second] = probesOfPattern('[a-z]{3}-[a-z]{2}~[a-z]{4}');
    assert.deepEqual([first!.offset, second!.offset].sort(), [3, 6]);
    assert.deepEqual([allowed(first!), allowed(second!)].sort(), ['-', '~']);
  });

  test('not where a match may have ended before', () => {
    assert.deepEqual(offsets('[a-z](?:b~)?').sort(), [0, 0]);
    assert.deepEqual(offsets('[a-z]b(?:~)?').sort(), [0, 1]);
  });

  test('at the last offset, and none after it', () => {
    assert.ok(offsets(`[a-z]{${MAX_PROBE_OFFSET}}~`).includes(MAX_PROBE_OFFSET));
    assert.ok(!offsets(`[a-z]{${MAX_PROBE_OFFSET + 1}}~`).includes(MAX_PROBE_OFFSET + 1));
  });

  test('the end of the window is a zero', () => {
    const [probe] = probesOfPattern('ab$');
    assert.equal(allowed(probesOfPattern('ab$').find(({ offset }) => offset === 2)!), '\0');
    assert.ok(probe!.offset > 0);
  });
});

test('no match is refused', () => {
  const patterns = [
    '[a-c]{1,3}[-.]?[0-9]{2,4}',
    '(?:ab|[0-9]{3}-)c?[é~]{2}x',
    'a(?:b|cd|efg)h{2,5}',
    '[^a]{2}b{1,2}.{3}c',
    '[0-9]{2,5}$',
  ];
  for (const pattern of patterns) {
    const probes = probesOfPattern(pattern);
    fc.assert(
      fc.property(
        fc.stringMatching(new RegExp(`^(?:${pattern})$`, 'u')),
        fc.string({ maxLength: 4 }),
        (match, after) => {
          const text = Buffer.from(match + (pattern.endsWith('$') ? '' : after));
          for (const { offset, set } of probes)
            assert.equal(set[text[offset] ?? 0], 1, `${pattern} ${match} ${offset}`);
        },
      ),
      { numRuns: 60 },
    );
  }
});
