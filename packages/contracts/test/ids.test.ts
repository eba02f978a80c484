import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  comparableSequencer,
  deterministicId,
  findingType,
  objectVersionId,
  SEQUENCER_WIDTH,
  scanId,
} from '@dowser/contracts';
import fc from 'fast-check';

describe('ids', () => {
  test('an object version has one id, whoever tells of it', () => {
    const version = { bucket: 'b', key: 'k', versionId: '', etag: 'e' };
    assert.equal(objectVersionId(version), objectVersionId({ ...version }));
    assert.notEqual(objectVersionId(version), objectVersionId({ ...version, etag: 'f' }));
    assert.match(scanId(objectVersionId(version), 'set'), /^[0-9a-f]{32}$/);
  });

  test('different lists of parts have different ids', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), (a, b) => {
        assert.equal(deterministicId(a) === deterministicId(b), JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });
});

describe('comparableSequencer', () => {
  test('the shorter one is padded on the right', () => {
    assert.ok(comparableSequencer('0055AED6DCD90281E5') < comparableSequencer('0055AED6DCD90281E51'));
    assert.ok(comparableSequencer('ff') > comparableSequencer('0FFFFF'));
    assert.equal(comparableSequencer('a1').length, SEQUENCER_WIDTH);
  });

  test('no sequencer stays none', () => assert.equal(comparableSequencer(''), ''));
});

describe('findingType', () => {
  for (const [categories, expected] of [
    [[], ''],
    [['CREDENTIALS', 'CREDENTIALS'], 'SensitiveData:S3Object/Credentials'],
    [['FINANCIAL_INFORMATION'], 'SensitiveData:S3Object/Financial'],
    [['PERSONAL_INFORMATION'], 'SensitiveData:S3Object/Personal'],
    [['CUSTOM_IDENTIFIER'], 'SensitiveData:S3Object/CustomIdentifier'],
    [['CREDENTIALS', 'PERSONAL_INFORMATION'], 'SensitiveData:S3Object/Multiple'],
  ] as const) {
    test(`${categories.join('+') || 'nothing'} is ${expected || 'no type'}`, () => {
      assert.equal(findingType(categories), expected);
    });
  }
});
