import assert from 'node:assert/strict';
import { test } from 'node:test';
import { identifierEnvironment } from '../src/identifier-settings.ts';
import { UsageError } from '../src/usage-error.ts';

test('the options go before the environment, and a relative file is made absolute', () => {
  const env = { DOWSER_CONFIG: 'a.yaml', DOWSER_IDENTIFIERS: 'all', OTHER: '1' };
  assert.deepEqual(identifierEnvironment({ folder: '/here' }, env), { ...env, DOWSER_CONFIG: '/here/a.yaml' });
  assert.deepEqual(identifierEnvironment({ folder: '/here', config: 'b.yaml', identifiers: 'none' }, env), {
    DOWSER_CONFIG: '/here/b.yaml',
    DOWSER_IDENTIFIERS: 'none',
    OTHER: '1',
  });
  assert.deepEqual(identifierEnvironment({ config: '/c.yaml' }, {}), { DOWSER_CONFIG: '/c.yaml' });
  assert.deepEqual(identifierEnvironment({}, { DOWSER_CONFIG: '' }), { DOWSER_CONFIG: '' });
});

test('an empty list of identifiers is refused', () => {
  for (const identifiers of ['', ' , ']) assert.throws(() => identifierEnvironment({ identifiers }, {}), UsageError);
});
