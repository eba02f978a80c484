import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sourcePlace } from '../src/access/network.ts';
import { FAMILY_LIMIT, userAgentFamily } from '../src/access/user-agent-family.ts';

for (const [text, address, network] of [
  ['192.0.2.255', '192.0.2.255', '192.0.2.0/24'],
  ['::ffff:192.0.2.1', '192.0.2.1', '192.0.2.0/24'],
  ['2001:db8:1:ffff::1', '2001:db8:1:ffff::1', '2001:db8:1::/48'],
  ['AWS Internal', 'AWS Internal', 'AWS Internal'],
  ['s3.amazonaws.com', 's3.amazonaws.com', 's3.amazonaws.com'],
  ['1.2.3', '1.2.3', '1.2.3'],
  ['-', '', ''],
  ['', '', ''],
] as const) {
  test(`${JSON.stringify(text)} is in ${JSON.stringify(network)}`, () => {
    assert.deepEqual(sourcePlace(text), { address, network });
  });
}

for (const [agent, family] of [
  ['[aws-cli/2.18.5 Python/3.11]', 'aws-cli'],
  ['Boto3/1.34.0', 'boto3'],
  ['aws-sdk-java/2.20.160 Linux/5.10', 'aws-sdk-java'],
  ['[S3Console/0.4, aws-internal/3]', 's3console'],
  ['Mozilla/5.0 (X11; Linux x86_64)', 'browser'],
  ['curl/8.5.0', 'curl'],
  ['athena.amazonaws.com', 'athena.amazonaws.com'],
  ['AWS Internal', 'aws'],
  ['-', ''],
  ['[]', ''],
  ['(;;)', 'other'],
] as const) {
  test(`${agent} is ${JSON.stringify(family)}`, () => assert.equal(userAgentFamily(agent), family));
}

test('a family is no longer than the limit', () => {
  assert.equal(userAgentFamily('a'.repeat(FAMILY_LIMIT)), 'a'.repeat(FAMILY_LIMIT));
  assert.equal(userAgentFamily('a'.repeat(FAMILY_LIMIT + 1)), 'a'.repeat(FAMILY_LIMIT));
});
