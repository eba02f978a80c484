import { credential } from '../credential.ts';
import type { DataIdentifier } from '../data-identifier.ts';
import { syntheticText } from '../tokens/specimen.ts';
import { allOf } from '../validators/all-of.ts';
import { entropy } from '../validators/entropy.ts';
import { githubChecksum } from '../validators/github-checksum.ts';
import {
  bitlockerGroups,
  discordBotToken,
  gitlabRoutableChecksum,
  grafanaChecksum,
} from '../validators/token-checksums.ts';

/** Synthetic bodies; what follows each is the checksum that another program computed of it. */
const NPM = ['np', 'm_', 'Qx7Rt2Lm9Kp4Wv8Zn3Hb6Yc1Jd5Fg0', '3xLShS'].join('');
const NPM_SECOND = ['np', 'm_', 'a8Kd03LwX7fQzR1RtYb52NxVcM9pTu', '4NLds5'].join('');
const GRAFANA = ['gl', 'sa_', 'Qx7Rt2Lm9Kp4Wv8Zn3Hb6Yc1Jd5Fg0Us', '_', '2a61b044'].join('');
const GRAFANA_SECOND = ['gl', 'sa_', 'a8Kd03LwX7fQzR1RtYb52NxVcM9pTuHe', '_', 'e23edd5e'].join('');
const GITLAB = ['gl', 'pat-', 'bzoxCnU6MQpRa3Rt9Zk2Lm8Pv4Yc1Nd6', '.01', '.0w', '1hnagof'].join('');
const GITLAB_SECOND = ['gl', 'rt-t1_', 'bzoxCnA6MgpRa3Rt9Zk2Lm8Pv4Yc1Nd6', '.0w', '0cyvhzv'].join('');
const DISCORD = [
  Buffer.from('1098765432109876543').toString('base64url'),
  'GaBcDe',
  'kJ8vQ2xT7nZ4mR9wL3pY6bH1cF5gD0sAuEiXo2',
].join('.');
const DISCORD_SECOND = [
  Buffer.from('298765432109876543').toString('base64url'),
  'X3k_9Q',
  'Zn3Hb6Yc1Jd5Fg0UsAeQx7Rt2Lm',
].join('.');
const RECOVERY_GROUPS = [123_453, 456_786, 654_313, 9_999, 345_675, 567_897, 111_111, 700_007];
const BITLOCKER = RECOVERY_GROUPS.map((group) => String(group).padStart(6, '0')).join('-');

/** Tokens that carry a check of themselves. GitHub's are in service-tokens.ts. */
export const checksummedCredentials: readonly DataIdentifier[] = [
  credential({
    id: 'NPM_ACCESS_TOKEN',
    name: 'npm access token',
    pattern: String.raw`npm_[0-9A-Za-z]{36}\b`,
    validate: githubChecksum,
    sources: ['https://github.blog/2021-09-23-announcing-npms-new-access-token-format/'],
    examples: [`//registry.npmjs.org/:_authToken=${NPM}`, `NPM_TOKEN=${NPM_SECOND}`],
    counterExamples: [
      { text: `npm_${'x'.repeat(36)}`, stoppedBy: 'bad-checksum' },
      { text: `${NPM.slice(0, -1)}z`, stoppedBy: 'bad-checksum' },
      { text: NPM.slice(0, -1), stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'GRAFANA_SERVICE_ACCOUNT_TOKEN',
    name: 'Grafana service account token',
    pattern: String.raw`glsa_[0-9A-Za-z]{32}_[0-9a-f]{8}\b`,
    validate: grafanaChecksum,
    sources: [
      'https://grafana.com/docs/grafana/latest/administration/service-accounts/',
      'https://github.com/grafana/grafana/tree/main/pkg/components/satokengen',
    ],
    examples: [`Bearer ${GRAFANA}`, `{"token":"${GRAFANA_SECOND}"}`],
    counterExamples: [
      { text: `${GRAFANA.slice(0, -1)}0`, stoppedBy: 'bad-checksum' },
      { text: GRAFANA.slice(0, -1), stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'GITLAB_ROUTABLE_TOKEN',
    name: 'GitLab routable token',
    pattern: String.raw`\bgl[a-z]{2,6}-[0-9A-Z_a-z-]{27,300}(?:\.[0-9a-z]{2}){1,2}[0-9a-z]{7}\b`,
    validate: gitlabRoutableChecksum,
    sources: [
      'https://docs.gitlab.com/security/tokens/#token-prefixes',
      'https://gitlab.com/gitlab-org/gitlab/-/blob/master/lib/authn/token_field/generator/routable_token.rb',
    ],
    examples: [`PRIVATE-TOKEN: ${GITLAB}`, `token = "${GITLAB_SECOND}"`],
    counterExamples: [
      { text: `${GITLAB.slice(0, -7)}0000000`, stoppedBy: 'bad-checksum' },
      { text: GITLAB.slice(0, -1), stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'DISCORD_BOT_TOKEN',
    name: 'Discord bot token',
    pattern: String.raw`\b[MNO][0-9A-Za-z]{21,25}\.[0-9A-Z_a-z-]{6}\.[0-9A-Z_a-z-]{26,40}(?:[0-9A-Z_a-z]\b|-\B)`,
    validate: allOf(
      discordBotToken,
      entropy(3, (value) => value.slice(value.lastIndexOf('.') + 1)),
    ),
    sources: [
      'https://discord.com/developers/docs/reference#authentication',
      'https://discord.com/developers/docs/reference#snowflakes',
    ],
    examples: [`Authorization: Bot ${DISCORD}`, `DISCORD_TOKEN="${DISCORD_SECOND}"`],
    counterExamples: [
      { text: `Bot N${'x'.repeat(23)}.abcdef.${'x'.repeat(27)}`, stoppedBy: 'bad-format' },
      { text: `Bot ${DISCORD.slice(0, 34)}${'x'.repeat(30)}`, stoppedBy: 'low-entropy' },
      { text: `Bot ${DISCORD.slice(0, 40)}`, stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'BITLOCKER_RECOVERY_KEY',
    name: 'BitLocker recovery key',
    pattern: String.raw`\b\d{6}(?:-\d{6}){7}\b`,
    validate: bitlockerGroups,
    sources: [
      'https://learn.microsoft.com/windows/security/operating-system-security/data-protection/bitlocker/recovery-overview',
    ],
    examples: [`Recovery Key: ${BITLOCKER}`, BITLOCKER.split('-').toReversed().join('-')],
    counterExamples: [
      { text: BITLOCKER.replace('123453', '123454'), stoppedBy: 'bad-checksum' },
      { text: BITLOCKER.replace('123453', '990000'), stoppedBy: 'bad-format' },
      { text: Array.from({ length: 8 }, () => '000000').join('-'), stoppedBy: 'low-entropy' },
      { text: BITLOCKER.slice(7), stoppedBy: 'pattern' },
    ],
  }),
  credential({
    id: 'AWS_PRESIGNED_URL',
    name: 'AWS presigned request',
    pattern: String.raw`\bX-Amz-Credential=(?:AKIA|ASIA)[2-7A-Z]{16}(?:%2F|/)[!#-&(-+.-;=?-~-]{20,900}?X-Amz-Signature=[0-9a-f]{64}\b`,
    validate: entropy(3, (value) => value.slice(-64)),
    sources: ['https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html'],
    examples: [
      `https://b.s3.amazonaws.com/k?X-Amz-Credential=${presigned('hour')}`,
      `"X-Amz-Credential=${presigned('day')}"`,
    ],
    counterExamples: [
      { text: `X-Amz-Credential=${presigned('zero').slice(0, -64)}${'0'.repeat(64)}`, stoppedBy: 'low-entropy' },
      { text: `X-Amz-Credential=${presigned('short').slice(0, -1)}`, stoppedBy: 'pattern' },
    ],
  }),
];

function presigned(seed: string): string {
  const key = ['AK', 'IA', syntheticText('234567ABCDEFGHIJKLMNOPQRSTUVWXYZ', 16, seed)].join('');
  const scope = `${key}%2F20240101%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=3600`;
  return `${scope}&X-Amz-Signature=${syntheticText('0123456789abcdef', 64, seed)}`;
}
