import type { DataIdentifier } from '../data-identifier.ts';
import { ALWAYS_HIGH } from '../severity.ts';
import { allOf } from '../validators/all-of.ts';
import { entropy } from '../validators/entropy.ts';
import { githubToken } from '../validators/github-token.ts';
import { publishedExamples } from '../validators/published-examples.ts';

/** Random tokens of 24 letters and digits, or of 24 hexadecimal digits, have more; placeholders do not. */
const TOKEN_MIN_BITS = 2.8;

const afterLast =
  (separator: string) =>
  (value: string): string =>
    value.slice(value.lastIndexOf(separator) + 1);

const GITHUB_FORMS: readonly string[] = [
  'gh[pousr]_[A-Za-z0-9]{36}', // classic, OAuth, app user, app installation, refresh
  'ghr_[A-Za-z0-9]{76}',
  'github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}',
  String.raw`ghs_\d{1,20}_eyJ[A-Za-z0-9_-]{10,200}\.[A-Za-z0-9_-]{10,600}\.[A-Za-z0-9_-]{10,700}`, // since 2026
];
/** A synthetic body with the checksum that the published algorithm gives it. */
const GITHUB_CLASSIC = ['gh', 'p_', 'Qx7Rt2Lm9Kp4Wv8Zn3Hb6Yc1Jd5Fg0', '3xLShS'].join('');

const SLACK_FORMS: readonly string[] = [
  String.raw`xox[abposr]-(?:\d{1,14}-){1,3}[A-Za-z0-9]{16,64}`,
  String.raw`xox[os]-\d{8,14}-\d{8,14}-\d{8,14}-[a-f0-9]{10}`, // legacy
  String.raw`xapp-\d-[A-Z0-9]{8,14}-\d{9,14}-[a-f0-9]{64}`,
  String.raw`xoxe(?:\.xox[bp])?-\d-[A-Za-z0-9]{120,180}`,
];
const SLACK_BOT = ['xo', 'xb-', '1234567890123-1234567890123-', 'Ab3dEf6hIj9lMn2pQr5tUv8x'].join('');
const SLACK_USER = ['xo', 'xp-', '123456789012-123456789012-1234567890123-', '0a9b8c7d6e5f4a3b2c1d0e9f8a7b6c5d'].join(
  '',
);
const STRIPE_BODY = 'Qx7Rt2Lm9Kp4Wv8Zn3Hb6Yc1';

export const serviceTokens: readonly DataIdentifier[] = [
  {
    id: 'GITHUB_TOKEN',
    name: 'GitHub token',
    category: 'CREDENTIALS',
    pattern: String.raw`(?:${GITHUB_FORMS.join('|')})\b`,
    keywords: [],
    keyword: 'none',
    validate: githubToken,
    severity: ALWAYS_HIGH,
    recommended: true,
    sources: [
      'https://github.blog/2021-04-05-behind-githubs-new-authentication-token-formats/',
      'https://github.blog/changelog/2026-04-24-notice-about-upcoming-new-format-for-github-app-installation-tokens/',
    ],
    examples: [
      `token: ${GITHUB_CLASSIC}`,
      `https://${GITHUB_CLASSIC.replace('ghp', 'gho')}@github.com/o/r.git`,
      [
        'github',
        '_pat_',
        '11ABCDEFG0aBcDeFgHiJkL',
        '_',
        'Qx7Rt2Lm9Kp4Wv8Zn3Hb6Yc1Jd5Fg0UsQx7Rt2Lm9Kp4Wv8Zn3Hb6Yc1Jd5',
      ].join(''),
    ],
    counterExamples: [
      { text: `${GITHUB_CLASSIC.slice(0, -1)}8`, stoppedBy: 'bad-checksum' },
      { text: `ghp_${'x'.repeat(36)}`, stoppedBy: 'bad-checksum' },
      { text: `github_pat_${'x'.repeat(22)}_${'x'.repeat(59)}`, stoppedBy: 'low-entropy' },
      { text: GITHUB_CLASSIC.slice(0, -1), stoppedBy: 'pattern' },
    ],
  },
  {
    id: 'SLACK_TOKEN',
    name: 'Slack token',
    category: 'CREDENTIALS',
    pattern: String.raw`(?:${SLACK_FORMS.join('|')})\b`,
    keywords: [],
    keyword: 'none',
    validate: entropy(TOKEN_MIN_BITS, afterLast('-')),
    severity: ALWAYS_HIGH,
    recommended: true,
    sources: ['https://api.slack.com/concepts/token-types', 'https://api.slack.com/authentication/rotation'],
    examples: [`SLACK_TOKEN=${SLACK_BOT}`, `"token": "${SLACK_USER}"`],
    counterExamples: [
      { text: `xoxb-123456789012-123456789012-${'x'.repeat(24)}`, stoppedBy: 'low-entropy' },
      { text: 'xoxb-not-a-token', stoppedBy: 'pattern' },
    ],
  },
  {
    id: 'STRIPE_CREDENTIALS',
    name: 'Stripe API key',
    category: 'CREDENTIALS',
    pattern: String.raw`(?:sk|pk|rk)_(?:test|live)_[0-9A-Za-z]{24,247}\b`,
    keywords: [],
    keyword: 'none',
    validate: allOf(
      publishedExamples([
        ['sktest', '4eC39HqLyjWDarjtT1zdp7dc'].join(''),
        ['pktest', 'TYooMQauvdEDq54NiTphI7jx'].join(''),
      ]),
      entropy(TOKEN_MIN_BITS, afterLast('_')),
    ),
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: ['https://docs.stripe.com/keys'],
    examples: [['sk', '_live_', STRIPE_BODY].join(''), `key: ${['rk', '_test_', STRIPE_BODY].join('')}`],
    counterExamples: [
      { text: ['sk', '_test_', '4eC39HqLyjWDarjtT1zdp7dc'].join(''), stoppedBy: 'published-example' },
      { text: `sk_live_${'x'.repeat(24)}`, stoppedBy: 'low-entropy' },
      { text: 'sk_live_short', stoppedBy: 'pattern' },
    ],
  },
];
