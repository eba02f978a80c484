import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeConfig, key, requiredText, text, textList, wholeNumber } from '@dowser/config';
import { z } from 'zod';

const spec = {
  busUrl: key({ env: 'DOWSER_BUS_URL', file: 'bus.url', doc: 'Where the topics are.', schema: requiredText }),
  batch: key({ env: 'DOWSER_BATCH', file: 'batch', doc: 'Messages a batch.', schema: wholeNumber(500) }),
  level: key({ env: 'DOWSER_LEVEL', file: 'log.level', doc: 'Least level.', schema: text('info') }),
  buckets: key({ env: 'DOWSER_BUCKETS', file: 'buckets', doc: 'Only these.', schema: textList }),
  password: key({ env: 'DOWSER_PW', file: 'pw', doc: 'Of the user.', schema: text('hidden-default'), secret: true }),
  hmac: key({ env: 'DOWSER_KEY', file: 'key', doc: 'Of the installation.', schema: requiredText, secret: true }),
  until: key({ env: 'DOWSER_UNTIL', file: 'until', doc: 'End.', schema: z.string().optional() }),
};

test('every key is listed with both names, its default and its meaning', () => {
  const help = describeConfig('The sink.', spec);
  assert.match(help, /^The sink\.\n/);
  assert.match(help, /DOWSER_CONFIG/);
  for (const { env, file, doc } of Object.values(spec)) {
    assert.ok(help.includes(`  ${env}\n      in the file: ${file}; `), env);
    assert.ok(help.includes(`      ${doc}\n`), env);
  }
});

test('defaults are what an absent key gives', () => {
  const line = (file: string): string => describeConfig('', spec).match(new RegExp(`in the file: ${file}; (.*)`))![1]!;
  assert.equal(line('bus\\.url'), 'required');
  assert.equal(line('batch'), 'default: 500');
  assert.equal(line('log\\.level'), 'default: info');
  assert.equal(line('buckets'), 'default: none');
  assert.equal(line('until'), 'default: none');
});

test('a secret is never shown, its default neither', () => {
  const help = describeConfig('', spec);
  assert.match(help, /in the file: key; required, never shown/);
  assert.match(help, /in the file: pw; optional, never shown/);
  assert.ok(!help.includes('hidden-default'));
});
