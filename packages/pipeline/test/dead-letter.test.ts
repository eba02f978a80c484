import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RejectCode } from '@dowser/contracts';
import { DEAD_LETTER_DETAIL_LIMIT, DEAD_LETTER_PAYLOAD_LIMIT, deadLetter } from '@dowser/pipeline';

const letter = (payloadBytes: number, detailCharacters: number) =>
  deadLetter({
    stage: 's',
    origin: 'o',
    code: RejectCode.UnknownSchema,
    detail: 'd'.repeat(detailCharacters),
    payload: Buffer.alloc(payloadBytes, 7),
    at: new Date(0),
  });

test('an input at the limits is whole in its dead letter', () => {
  const { payload, detail } = letter(DEAD_LETTER_PAYLOAD_LIMIT, DEAD_LETTER_DETAIL_LIMIT);
  assert.equal(Buffer.from(payload, 'base64').length, DEAD_LETTER_PAYLOAD_LIMIT);
  assert.equal(detail, 'd'.repeat(DEAD_LETTER_DETAIL_LIMIT));
});

test('one more of each is cut, and said to be', () => {
  const { payload, detail } = letter(DEAD_LETTER_PAYLOAD_LIMIT + 1, DEAD_LETTER_DETAIL_LIMIT + 1);
  assert.equal(Buffer.from(payload, 'base64').length, DEAD_LETTER_PAYLOAD_LIMIT);
  assert.match(detail, /d … \(1 more characters\) \(payload cut to \d+ bytes\)$/);
});
