import assert from 'node:assert/strict';
import { test } from 'node:test';
import { identifiers, selectIdentifiers, UnknownIdentifiersError } from '../src/index.ts';

test('all is the catalogue; recommended is part of it', () => {
  assert.deepEqual(selectIdentifiers('all'), identifiers);
  const recommended = selectIdentifiers('recommended');
  assert.ok(recommended.length < identifiers.length);
  assert.ok(recommended.every((row) => row.recommended));
});

test("ids select rows once each, in the catalogue's order", () => {
  const ids = ['USA_SOCIAL_SECURITY_NUMBER', 'PKCS', 'USA_SOCIAL_SECURITY_NUMBER'];
  assert.deepEqual(
    selectIdentifiers(ids).map(({ id }) => id),
    ['PKCS', 'USA_SOCIAL_SECURITY_NUMBER'],
  );
  assert.deepEqual(selectIdentifiers([]), []);
});

test('every unknown id is reported at once, with the ids nearest to it', () => {
  const attempt = () => selectIdentifiers(['USA_SOCIAL_SECURTY_NUMBER', 'PKCS', 'github', 'slack_token']);
  assert.throws(attempt, (error) => {
    assert.ok(error instanceof UnknownIdentifiersError);
    assert.deepEqual(
      error.unknown.map(({ id }) => id),
      ['USA_SOCIAL_SECURTY_NUMBER', 'github', 'slack_token'],
    );
    assert.deepEqual(
      error.unknown.map(({ nearest }) => nearest[0]),
      ['USA_SOCIAL_SECURITY_NUMBER', 'GITHUB_TOKEN', 'SLACK_TOKEN'],
    );
    assert.match(error.message, /3 unknown/);
    assert.match(error.message, /"github": did you mean GITHUB_TOKEN/);
    return true;
  });
});
