import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { CONFIG_FILE_ENV, loadConfig } from '@dowser/config';
import type { Occurrence } from '@dowser/contracts';
import { severityOf } from '@dowser/identifiers';
import { chooseIdentifiers, createScanner, identifierKeys, type ScanSource } from '../src/index.ts';

/** The shipped examples, as a service reads them, with a list of what is not to be reported. */
const env = {
  [CONFIG_FILE_ENV]: fileURLToPath(new URL('../../identifiers/examples/custom-identifiers.yaml', import.meta.url)),
  DOWSER_IDENTIFIERS: 'USA_SOCIAL_SECURITY_NUMBER',
};
const settings = {
  ...loadConfig(identifierKeys(env), env),
  allowLists: [
    { name: 'test people', words: ['536-22-8726', 'mrn-0000001'] },
    { name: 'test cards', regex: '40128888.*' },
  ],
};
const scanner = await createScanner({ ...settings, fingerprintKey: 'a key of the test', workers: 1 });
after(() => scanner.close());

async function found(name: string, content: string): Promise<readonly string[]> {
  const bytes = Buffer.from(content);
  const source: ScanSource = {
    name,
    open: async () => ({
      size: bytes.length,
      bytes: (async function* () {
        yield bytes;
      })(),
    }),
  };
  const occurrences: Occurrence[] = [];
  await scanner.scan(source, { onOccurrences: async (batch) => void occurrences.push(...batch) });
  return occurrences
    .toSorted((a, b) => a.start - b.start)
    .map(({ identifier, start, end }) => `${identifier} ${bytes.toString('utf8', start, end)}`);
}

describe('custom identifiers on the production path', () => {
  test('every one of the shipped ones does what its examples say', async () => {
    const rows = chooseIdentifiers({ identifiers: 'none', customIdentifiers: settings.customIdentifiers });
    assert.equal(rows.length, 9);
    for (const { id, examples, counterExamples } of rows) {
      // The list of test cards is for the test after this one.
      for (const example of examples.filter((text) => !text.includes('40128888'))) {
        const ids = (await found('a.txt', example)).map((line) => line.split(' ')[0]);
        assert.ok(ids.includes(id), `${id}: ${example}`);
      }
      for (const { text } of counterExamples) {
        const ids = (await found('a.txt', text)).map((line) => line.split(' ')[0]);
        assert.ok(!ids.includes(id), `${id}: ${text}`);
      }
    }
  });

  test('in text, the keyword comes before, within the distance to the end of the match', async () => {
    const at = (gap: number): string => `insurance${' '.repeat(gap)}ABC123456789`;
    assert.deepEqual(await found('a.txt', at(18)), ['INSURANCE_MEMBER_NUMBER ABC123456789']);
    assert.deepEqual(await found('a.txt', at(19)), []);
    assert.deepEqual(await found('a.txt', 'ABC123456789 insurance'), []);
  });

  test('in a table, a column name counts in every line, and other cells do not', async () => {
    const table = [
      'id,Member ID,Patient ID,payment_token,note',
      `1,ABC123456789,MRN:12345678,1234567890123456_ABCD1234,${'x'.repeat(200)} token 1234567890123456_ABCD1234`,
      '2,insurance,ABC123456789,,MRN:12345678',
    ].join('\n');
    assert.deepEqual(await found('a.csv', table), [
      'INSURANCE_MEMBER_NUMBER ABC123456789',
      'HOSPITAL_RECORD_NUMBER MRN:12345678',
      'PAYMENT_TOKEN 1234567890123456_ABCD1234',
    ]);
  });

  test('in JSON, a key on the path counts, and neighbours do not', async () => {
    const lines = [
      { insurance: { numbers: [{ value: 'ABC123456789' }] }, other: 'ABC123456789' },
      { note: 'insurance ABC123456789', more: 'insurance', value: 'ABC123456789' },
    ];
    const content = lines.map((line) => JSON.stringify(line)).join('\n');
    assert.deepEqual(await found('a.jsonl', content), [
      'INSURANCE_MEMBER_NUMBER ABC123456789',
      'INSURANCE_MEMBER_NUMBER ABC123456789',
    ]);
  });

  test('ignore words and checksums refuse', async () => {
    const content = ['Copyright ACME: internal class, proprietary class', 'DEA AB1234563, DEA AB1234564'].join('\n');
    assert.deepEqual(await found('a.txt', content), [
      'PROPRIETARY_CODE proprietary class',
      'PRESCRIBER_NUMBER AB1234563',
    ]);
  });

  test('what an allow list has is not reported, whatever finds it', async () => {
    const content = 'SSN 536-22-8726, SSN 536-22-8727\nmrn MRN-0000001, MRN-0000002\ncard number 4012888888881881';
    assert.deepEqual(await found('a.txt', content), [
      'USA_SOCIAL_SECURITY_NUMBER 536-22-8727',
      'HOSPITAL_RECORD_NUMBER MRN-0000002',
    ]);
  });

  test('severity follows their levels', () => {
    const row = chooseIdentifiers(settings).find(({ id }) => id === 'HOSPITAL_RECORD_NUMBER')!;
    assert.deepEqual(
      [1, 9, 10].map((count) => severityOf(row.severity, count)),
      ['Medium', 'Medium', 'High'],
    );
  });
});

test('another list or another identifier is another identifier set', async () => {
  const variants = [
    settings,
    { ...settings, allowLists: [] },
    { ...settings, customIdentifiers: settings.customIdentifiers.slice(1) },
    { ...settings, customIdentifiers: settings.customIdentifiers.map((one) => ({ ...one, ignoreWords: ['else'] })) },
    { ...settings, customIdentifiers: settings.customIdentifiers.map((one) => ({ ...one, maximumMatchDistance: 9 })) },
  ];
  const ids = new Set<string>();
  for (const variant of variants) {
    const own = await createScanner({ ...variant, fingerprintKey: 'a key of the test', workers: 1 });
    ids.add(own.identifierSetId);
    await own.close();
  }
  assert.equal(ids.size, variants.length);
  assert.ok(ids.has(scanner.identifierSetId));
});
