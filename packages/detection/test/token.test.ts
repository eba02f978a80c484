import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Surroundings } from '@dowser/identifiers';
import fc from 'fast-check';
import { compileCatalogue } from '../src/compile.ts';
import { MAX_TOKEN_LEAD, MAX_TOKEN_RUN, MAX_TOKEN_SETS, TOKEN_RUN_BITS } from '../src/kernel/memory-map.ts';
import { MAX_RUN_ENTRIES } from '../src/kernel/token-runs.ts';
import { MAX_BEGINNINGS, type TokenShape, tokenShape } from '../src/kernel/token-shape.ts';
import { buildMatchAutomaton } from '../src/pattern/automaton.ts';
import { compileProgram } from '../src/pattern/program.ts';
import { parsePattern } from '../src/pattern/tree.ts';
import { scanReference } from '../src/reference.ts';
import { MANY_GRAMS } from '../src/row-machine.ts';
import type { DataIdentifier } from '../src/types.ts';
import { anyCut } from './objects.ts';
import { row, tokens } from './rows.ts';
import { scanInWindows } from './scan-in-windows.ts';

const pieces = [
  ...['123456789', '12345678', '1234567890', '1.2.3.4', '10.0.255.1', '256.1.1.1', '2345 6789 1234', '2345'],
  ...[
    'a12',
    'b1234',
    'e123',
    'f12345',
    '"12ab"',
    "'34cd'",
    '"12ab',
    'x',
    '_',
    '1',
    'é',
    '😀',
    '\n',
    ' ',
    '  ',
    '.',
    ' .',
    '-',
    ':',
  ],
  ...[-3, -2, -1, 0, 1, 2, 3, 5, 6, 7].map((more) => `1${'a0'.repeat(MAX_TOKEN_RUN).slice(0, MAX_TOKEN_RUN + more)}`),
];
const piece = fc.constantFrom(...pieces).map((one) => Buffer.from(one));
const anyBytes = fc.uint8Array({ maxLength: 3 }).map((bytes) => Buffer.from(bytes));
const objects = fc
  .array(fc.oneof({ weight: 14, arbitrary: piece }, { weight: 1, arbitrary: anyBytes }), {
    maxLength: 300,
    size: 'max',
  })
  .map((parts) => Buffer.concat(parts));

function assertExact(rows: readonly DataIdentifier[], leastByToken: number, runs: number): number {
  const catalogue = compileCatalogue(rows);
  assert.ok(catalogue.plan.filter(({ how }) => how === 'token').length >= leastByToken);
  let found = 0;
  const property = fc.property(objects, anyCut, (bytes, sizes) => {
    const expected = scanReference(rows, bytes, { kind: 'text' });
    found += expected.length;
    assert.deepEqual(scanInWindows(catalogue, bytes, { kind: 'text' }, sizes), expected);
  });
  fc.assert(property, { numRuns: runs });
  return found;
}

test('rows found by tokens are those of the reference, in any cut', () => {
  assert.ok(assertExact(tokens, 6, 300) > 1_000);
});

test('more forms than sets share sets', () => {
  const many = Array.from({ length: 2 * MAX_TOKEN_SETS }, (_, i) => {
    return row(`R${i}`, `\\b[0-9a-${'bcdefghi'[i % 8]}]{${3 + (i >> 3)}}[.: -][0-9]`, []);
  });
  assert.ok(assertExact(many, MAX_TOKEN_SETS + 1, 50) > 500);
});

describe('the shape of a token', () => {
  const shapeOf = (pattern: string): TokenShape | undefined =>
    tokenShape(buildMatchAutomaton(compileProgram(parsePattern(pattern)))!);

  test('a lead can be so long, and no longer', () => {
    assert.equal(shapeOf(`\\B-{1,${MAX_TOKEN_LEAD}}[0-9]`)?.maxLead, MAX_TOKEN_LEAD);
    assert.equal(shapeOf(`\\B-{1,${MAX_TOKEN_LEAD + 1}}[0-9]`), undefined);
  });

  test('a match without a token has none', () => {
    assert.equal(shapeOf('[0-9]{4}'), undefined);
    assert.equal(shapeOf('--'), undefined);
    assert.equal(shapeOf('\\b[0-9]{4}|--'), undefined);
  });

  test('lengths end where the pattern ends them', () => {
    const lengths = (pattern: string): readonly bigint[] => shapeOf(pattern)!.forms.map((form) => form.lengths[0x31]!);
    assert.deepEqual(lengths('\\b1[0-9]{2,3}\\b'), [0b11000n]);
    assert.deepEqual(lengths(`\\b1[0-9]{${MAX_TOKEN_RUN - 1}}\\b`), [1n << BigInt(MAX_TOKEN_RUN)]);
    assert.deepEqual(lengths(`\\b1[0-9]{${MAX_TOKEN_RUN}}\\b`), [1n << BigInt(MAX_TOKEN_RUN + 1)]);
    assert.deepEqual(lengths(`\\b1[0-9]{${MAX_TOKEN_RUN + 40}}\\b`), [1n << BigInt(MAX_TOKEN_RUN + 1)]);
  });

  test('what stands beside it is known', () => {
    const shape = shapeOf('[ =][0-9]{2}[.]')!;
    const bytesOf = (flags: Uint8Array): string =>
      [...flags].map((flag, byte) => (flag === 1 ? String.fromCharCode(byte) : '')).join('');
    assert.equal(bytesOf(shape.before), ' =');
    assert.equal(bytesOf(shape.forms[0]!.next), '.');
  });
});

describe('the runs of word bytes after the first byte of a token', () => {
  const runsOf = (pattern: string): readonly string[] | undefined => {
    const { runs } = tokenShape(buildMatchAutomaton(compileProgram(parsePattern(pattern)))!)!;
    const bits = (run: number): string => run.toString(2).padStart(TOKEN_RUN_BITS, '0').replaceAll('0', 'w');
    return runs && [...runs.keys()].filter((run) => runs[run] === 1).map((run) => [...bits(run)].toReversed().join(''));
  };

  test('are those of the matches, as far as these reach', () => {
    assert.deepEqual(runsOf('\\b[0-9]{3}-[0-9]{2}-[0-9]{4}[.]'), ['ww1ww1wwww']);
    assert.deepEqual(runsOf('\\b[0-9][.][0-9]{1,2}[.][0-9]{4}x{4}[.]')?.toSorted(), ['1w1wwwwwww', '1ww1wwwwww']);
  });

  test('can be any after a match, and zeros after the end are no word bytes', () => {
    const any = 2 ** (TOKEN_RUN_BITS - 8);
    assert.equal(runsOf('\\b[0-9]{8}\\b')?.filter((run) => run.startsWith('wwwwwww1')).length, any);
    assert.equal(runsOf('\\b[0-9]{8}$')?.length, any);
    assert.equal(runsOf('\\b[0-9]{8}')?.length, 2 * any);
  });

  test('are told of so large an automaton, and of no larger one', () => {
    const sizeOf = (letters: number): number =>
      buildMatchAutomaton(compileProgram(parsePattern(ofLength(letters))))!.table.length;
    const ofLength = (letters: number): string => `\\b[0-9]{2}a{${letters}}x`;
    const [small, large] = [sizeOf(10), sizeOf(11)];
    const most = 10 + Math.floor((MAX_RUN_ENTRIES - small) / (large - small));
    assert.deepEqual([runsOf(ofLength(most))?.length, runsOf(ofLength(most + 1))], [1, undefined]);
  });
});

describe('what tokens begin with', () => {
  const beginningsOf = (pattern: string): readonly string[] | undefined => {
    const { beginnings } = tokenShape(buildMatchAutomaton(compileProgram(parsePattern(pattern)))!)!;
    return beginnings && [...beginnings].map((text) => Buffer.from(Uint32Array.of(text).buffer).toString('latin1'));
  };

  test('is known with the bytes after short ones, and the zeros after the end', () => {
    assert.deepEqual(beginningsOf('\\b(?:Amyas|Bo [XY])')?.toSorted(), ['Amya', 'Bo X', 'Bo Y']);
    assert.deepEqual(beginningsOf('\\bAmy(?:-| |$)')?.toSorted(), ['Amy\0', 'Amy ', 'Amy-'].sort());
    assert.deepEqual(beginningsOf('\\bJosé'), ['Jos\xc3']);
  });

  test('is unknown where a match ends before', () => {
    assert.equal(beginningsOf('\\bAm'), undefined);
    assert.equal(beginningsOf('\\bAm$'), undefined);
  });

  test('can be so much, and no more', () => {
    const most = '[a-p][a-p][a-p]x';
    assert.equal(beginningsOf(`\\b(?:${most})[0-9]`)?.length, MAX_BEGINNINGS);
    assert.equal(beginningsOf(`\\b(?:${most}|zzzz)[0-9]`), undefined);
  });
});

const words = Array.from({ length: MANY_GRAMS + 1 }, (_, i) => {
  return `${'ABCDE'[i % 5]}${'bcdef'[Math.floor(i / 5) % 5]}${'ghijklmno'[Math.floor(i / 25)]}`;
});

test('a row of very many beginnings is looked for by its tokens', () => {
  const rowOf = (count: number) => row('LISTED', `\\b(?:${words.slice(0, count).join('|')})[a-z][ -][A-Z]`, []);
  assert.deepEqual(
    [MANY_GRAMS, MANY_GRAMS + 1].map((count) => compileCatalogue([rowOf(count)]).plan[0]!.how),
    ['beginning', 'token'],
  );
});

test('rows of very many beginnings are those of the reference, in any cut, beside others and where they share sets', () => {
  const text = fc
    .array(
      fc.oneof(
        fc.constantFrom(...words),
        fc.constantFrom(...words).map((word) => ` ${word} A`),
        fc.constantFrom('x', 'xy', ' ', '-', 'é', 'A', '\n', '0', 'Abg X', '1.2.3.4'),
      ),
      {
        minLength: 40,
        maxLength: 80,
        size: 'max',
      },
    )
    .map((parts) => Buffer.from(parts.join('')));
  const many = Array.from({ length: 2 * MAX_TOKEN_SETS }, (_, i) =>
    row(`R${i}`, `\\b[0-9a-f]{${3 + i}}[.: -][0-9]`, []),
  );
  const listed = row('LISTED', `(?:^|\\b|é)(?:${words.join('|')})(?:xy)?[a-z]{0,2}[ -][A-Z]`, []);
  for (const rows of [
    [listed, ...tokens],
    [listed, ...many],
  ]) {
    const catalogue = compileCatalogue(rows);
    let found = 0;
    const property = fc.property(text, anyCut, (bytes, sizes) => {
      const expected = scanReference(rows, bytes, { kind: 'text' });
      found += expected.filter(({ identifier }) => identifier === 'LISTED').length;
      assert.deepEqual(scanInWindows(catalogue, bytes, { kind: 'text' }, sizes), expected);
    });
    fc.assert(property, { numRuns: 8 });
    assert.ok(found > 15);
  }
});

test('a pattern of too many states is tried by what it begins with', () => {
  const wide = row('WIDE', '\\bqzx[a-z]{1,80}[a-z0-9]{1,80}q[a-z0-9]{60,90}z[a-z]{40,80}Q', []);
  const catalogue = compileCatalogue([wide]);
  assert.equal(catalogue.plan[0]!.automaton, false);
  const found = `qzxab${'q'.repeat(70)}z${'a'.repeat(45)}Q`;
  for (const content of [found, `qzx ${found} qzx1`, `x${found}`, `${'qzxa '.repeat(50)}${found}`]) {
    const bytes = Buffer.from(content);
    const expected = scanReference([wide], bytes, { kind: 'text' });
    assert.deepEqual(scanInWindows(catalogue, bytes, { kind: 'text' }, [40, 400, 4_000]), expected);
  }
});

test('a pattern of too many states that is found by what stands inside is tried where its first byte stands', () => {
  const wide = row('WIDE', '\\b\\d{0,3}\\d(?: bis)? qzxq[a-z]{1,80}[a-z0-9]{1,80}q[a-z0-9]{60,90}z[a-z]{40,80}Q', []);
  const catalogue = compileCatalogue([wide]);
  const { id: _, ...plan } = catalogue.plan[0]!;
  assert.deepEqual(plan, { how: 'inside', automaton: false, limits: ['its automaton has too many states'] });
  const rest = ` qzxqab${'q'.repeat(70)}z${'a'.repeat(45)}Q`;
  let matches = 0;
  for (const before of ['7', '1234 bis', 'sis bis', '\\n12 bis', 'x12', '123456', '1 2 3 4', '']) {
    const bytes = Buffer.from(`${before}${rest} ${before}${rest}`);
    const expected = scanReference([wide], bytes, { kind: 'text' });
    matches += expected.length;
    assert.deepEqual(scanInWindows(catalogue, bytes, { kind: 'text' }, [40, 400, 4_000]), expected, before);
  }
  assert.equal(matches, 8);
});

describe('texts that are passed over', () => {
  const isTime = (_value: string, { after }: Surroundings): 'bad-format' | null =>
    /^ \d{2}:/.test(after) ? 'bad-format' : null;
  const dated = (passOver: readonly string[], pattern = '(?:^|[^\\w-])(?P<value>\\d{4}-\\d\\d\\b)'): DataIdentifier =>
    row('DATED', pattern, [], { validateInContext: isTime, passOver });

  test('leave the matches of the reference, in any cut', () => {
    const rows = [dated(['\\d{4}-\\d\\d \\d\\d:']), row('TIME', '\\b\\d\\d:\\d\\d', [])];
    const catalogue = compileCatalogue(rows);
    assert.equal(catalogue.plan[0]!.how, 'token');
    const piece = fc.constantFrom(
      '2015-04',
      '2015-04 10:15',
      ' ',
      '-',
      '10:15',
      '\\n',
      '\n',
      'é',
      'x',
      '2015-0',
      '4 1',
    );
    let found = 0;
    const property = fc.property(fc.array(piece, { maxLength: 300, size: 'max' }), anyCut, (parts, sizes) => {
      const bytes = Buffer.from(parts.join(''));
      const expected = scanReference(rows, bytes, { kind: 'text' });
      found += expected.filter(({ identifier }) => identifier === 'DATED').length;
      assert.deepEqual(scanInWindows(catalogue, bytes, { kind: 'text' }, sizes), expected);
    });
    fc.assert(property, { numRuns: 100 });
    assert.ok(found > 100, String(found));
  });

  test('are looked for before an automaton begins', () => {
    const bytes = Buffer.from(`x${'\n2015-04 10:15'.repeat(10)}`);
    const judged = (passOver: readonly string[]): number => {
      let asked = 0;
      const ask = (): null => {
        asked++;
        return null;
      };
      scanInWindows(compileCatalogue([{ ...dated(passOver), validateInContext: ask }]), bytes, { kind: 'text' }, [
        bytes.length,
      ]);
      return asked;
    };
    assert.deepEqual([judged([]), judged(['\\d{4}-\\d\\d \\d\\d:'])], [10, 0]);
  });

  test('have so many bytes of one range each, and no more', () => {
    const refusedFor = (text: string): string | undefined => compileCatalogue([dated([text])]).refused[0]?.reason;
    assert.equal(refusedFor('[0-9]{4}-[0-9]{2}[ -~]{9}'), undefined);
    for (const text of ['[0-9]{4}-[0-9]{2}[ -~]{10}', '[0-9x]{4}', '[0-9]{1,2}', 'é', '[0-9]|x'])
      assert.match(refusedFor(text)!, /at most 16 ranges of ASCII/, text);
  });

  test('are refused where another match could begin inside one', () => {
    const inside = dated(['\\d{4} \\d{4}'], '(?:^|[^\\w-])(?P<value>\\d{4}(?: \\d{4})?\\b)');
    assert.match(compileCatalogue([inside]).refused[0]!.reason, /other matches can begin inside/);
  });
});
