import { credential } from '../credential.ts';
import type { DataIdentifier } from '../data-identifier.ts';
import {
  base62,
  base64,
  base64url,
  digits,
  hex,
  lower36,
  lowerLetters,
  percentBase64,
  upper36,
  uuid,
} from '../tokens/alphabet.ts';
import type { Form } from '../tokens/form.ts';
import { placeholder, specimen } from '../tokens/specimen.ts';
import { looksRandom, token } from '../tokens/token.ts';

const SLACK_WEBHOOKS = 'https://api.slack.com/messaging/webhooks';
const TWILIO = 'https://www.twilio.com/docs/iam/api-keys';
const MAILGUN = 'https://documentation.mailgun.com/docs/mailgun/api-reference/authentication/';
const BREVO = 'https://developers.brevo.com/docs/getting-started';
const X_AUTH = 'https://docs.x.com/resources/fundamentals/authentication/overview';
const META = 'https://developers.facebook.com/docs/facebook-login/guides/access-tokens/';
const TELEGRAM: Form = [digits(8, 10), ':AA', base64url(33)];
const TEAMS_SITE = '.webhook.office.com/webhookb2/';

/** Mail, telephony, chat and social networks. Slack's tokens are one row of service-tokens.ts, Discord's of credentials-structured.ts. */
export const messagingCredentials: readonly DataIdentifier[] = [
  token('SLACK_WEBHOOK_URL', 'Slack incoming webhook', SLACK_WEBHOOKS, [
    ['hooks.slack.com/services/T', upper36(8, 12), '/B', upper36(8, 12), '/', base62(23, 25)],
  ]),
  token('SLACK_WORKFLOW_WEBHOOK_URL', 'Slack workflow webhook', SLACK_WEBHOOKS, [
    ['hooks.slack.com/workflows/T', upper36(8, 12), '/A', upper36(8, 12), '/', digits(15, 20), '/', base62(22, 26)],
    ['hooks.slack.com/triggers/T', upper36(8, 12), '/', digits(10, 20), '/', hex(32)],
  ]),
  token(
    'MICROSOFT_TEAMS_WEBHOOK_URL',
    'Microsoft Teams incoming webhook',
    'https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook',
    [['https://', lower36(1, 40), TEAMS_SITE, ...uuid, '@', ...uuid, '/IncomingWebhook/', hex(32), '/', ...uuid]],
  ),
  token('DISCORD_WEBHOOK_URL', 'Discord webhook', 'https://discord.com/developers/docs/resources/webhook', [
    ['discord.com/api/webhooks/', digits(17, 20), '/', base64url(60, 80)],
    ['discordapp.com/api/webhooks/', digits(17, 20), '/', base64url(60, 80)],
  ]),
  token(
    'DISCORD_CLIENT_SECRET',
    'Discord client secret',
    'https://discord.com/developers/docs/topics/oauth2',
    [[base64url(32)]],
    {
      keywords: ['discord client secret', 'discord secret'],
    },
  ),
  credential({
    id: 'TELEGRAM_BOT_TOKEN',
    name: 'Telegram bot token',
    // After `bot` in addresses of the API.
    pattern: String.raw`(?:^|[^0-9A-Za-z_.:-]|bot)(?P<value>\d{8,10}:AA[0-9A-Za-z_-]{32}(?:[0-9A-Za-z_]\b|-\B))`,
    validate: looksRandom([TELEGRAM]),
    sources: ['https://core.telegram.org/bots/api#authorizing-your-bot'],
    examples: [
      `TELEGRAM_TOKEN=${specimen(TELEGRAM, 'telegram')}`,
      `https://api.telegram.org/bot${specimen(TELEGRAM, 'telegram bot')}/getMe`,
    ],
    counterExamples: [
      { text: `TELEGRAM_TOKEN=${placeholder(TELEGRAM)}`, stoppedBy: 'low-entropy' },
      { text: `TELEGRAM_TOKEN=${specimen(TELEGRAM, 'telegram').slice(0, -1)}`, stoppedBy: 'pattern' },
    ],
  }),
  token('TWILIO_API_KEY', 'Twilio API key', TWILIO, [['SK', hex(32)]]),
  token('TWILIO_ACCOUNT_SID', 'Twilio account SID', TWILIO, [['AC', hex(32)]], {
    keywords: ['twilio account sid', 'twilio', 'account sid'],
  }),
  token('TWILIO_AUTH_TOKEN', 'Twilio auth token or API secret', TWILIO, [[hex(32)], [base62(32)]], {
    keywords: ['twilio auth token', 'twilio token', 'twilio api secret', 'twilio authtoken', 'twilio'],
  }),
  token(
    'SENDGRID_API_KEY',
    'SendGrid API key',
    'https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys',
    [['SG.', base64url(22), '.', base64url(43)]],
  ),
  token('MAILGUN_API_KEY', 'Mailgun API key', MAILGUN, [['key-', hex(32)]]),
  token('MAILGUN_SIGNING_KEY', 'Mailgun sending or signing key', MAILGUN, [[hex(32), '-', hex(8), '-', hex(8)]]),
  token('MAILGUN_PUBLIC_KEY', 'Mailgun public validation key', MAILGUN, [['pubkey-', hex(32)]]),
  token('MAILCHIMP_API_KEY', 'Mailchimp API key', 'https://mailchimp.com/developer/marketing/guides/quick-start/', [
    [hex(32), '-us', digits(1, 2)],
  ]),
  token(
    'MANDRILL_API_KEY',
    'Mailchimp Transactional (Mandrill) API key',
    'https://mailchimp.com/developer/transactional/guides/quick-start/',
    [['md-', base64url(22)], [base64url(22)]],
    {
      keywords: ['mandrill api key', 'mandrill', 'mailchimp transactional'],
    },
  ),
  token('POSTMARK_SERVER_TOKEN', 'Postmark server token', 'https://postmarkapp.com/developer/api/overview', [uuid], {
    keywords: ['postmark api token', 'postmark server token', 'postmark token', 'x-postmark-server-token', 'postmark'],
  }),
  token('BREVO_API_KEY', 'Brevo (Sendinblue) API key', BREVO, [['xkeysib-', hex(64), '-', base62(16)]]),
  token('BREVO_SMTP_KEY', 'Brevo (Sendinblue) SMTP key', BREVO, [['xsmtpsib-', hex(64), '-', base62(16)]]),
  token('RESEND_API_KEY', 'Resend API key', 'https://resend.com/docs/api-reference/introduction', [
    ['re_', base62(8), '_', base62(24)],
  ]),
  token(
    'MAILERSEND_API_TOKEN',
    'MailerSend API token',
    'https://developers.mailersend.com/general.html#authentication',
    [['mlsn.', hex(64)]],
  ),
  token('MAILJET_API_KEY', 'Mailjet API or secret key', 'https://dev.mailjet.com/email/guides/', [[hex(32)]], {
    keywords: ['mailjet api key', 'mailjet secret key', 'mj apikey private', 'mj apikey public', 'mailjet'],
  }),
  token('SPARKPOST_API_KEY', 'SparkPost API key', 'https://developers.sparkpost.com/api/', [[hex(40)]], {
    keywords: ['sparkpost api key', 'sparkpost'],
  }),
  token('KLAVIYO_PRIVATE_KEY', 'Klaviyo private API key', 'https://developers.klaviyo.com/en/docs/authenticate_', [
    ['pk_', hex(34)],
  ]),
  token(
    'CUSTOMER_IO_API_KEY',
    'Customer.io API key',
    'https://docs.customer.io/integrations/api/',
    [[hex(20)], [hex(32)]],
    {
      keywords: ['customerio api key', 'customer.io', 'customer io', 'customerio'],
    },
  ),
  token(
    'VONAGE_API_SECRET',
    'Vonage (Nexmo) API secret',
    'https://developer.vonage.com/en/getting-started/concepts/authentication',
    [[base62(16)]],
    {
      keywords: ['nexmo api secret', 'vonage api secret', 'nexmo secret', 'vonage secret'],
    },
  ),
  token('MESSAGEBIRD_ACCESS_KEY', 'MessageBird access key', 'https://developers.messagebird.com/api/', [[base62(25)]], {
    keywords: ['messagebird access key', 'messagebird api key', 'messagebird'],
  }),
  token('PLIVO_AUTH_TOKEN', 'Plivo auth token', 'https://www.plivo.com/docs/account/api/overview', [[base62(40)]], {
    keywords: ['plivo auth token', 'plivo'],
  }),
  token(
    'SENDBIRD_API_TOKEN',
    'Sendbird API token',
    'https://sendbird.com/docs/chat/platform-api/v3/prepare-to-use-api',
    [[hex(40)]],
    {
      keywords: ['sendbird api token', 'sendbird'],
    },
  ),
  token(
    'PUSHER_APP_SECRET',
    'Pusher app secret',
    'https://pusher.com/docs/channels/library_auth_reference/rest-api/',
    [[hex(20)]],
    {
      keywords: ['pusher app secret', 'pusher secret', 'pusher app key', 'pusher key'],
    },
  ),
  token('PUBNUB_SECRET_KEY', 'PubNub secret key', 'https://www.pubnub.com/docs/general/setup/account-setup', [
    ['sec-c-', base64(48)],
  ]),
  token('PUBNUB_KEYS', 'PubNub publish or subscribe key', 'https://www.pubnub.com/docs/general/setup/account-setup', [
    ['pub-c-', ...uuid],
    ['sub-c-', ...uuid],
  ]),
  token('ONESIGNAL_API_KEY', 'OneSignal REST API key', 'https://documentation.onesignal.com/docs/en/keys-and-ids', [
    ['os_v2_app_', lower36(103)],
    ['os_v2_org_', lower36(103)],
  ]),
  token(
    'MATTERMOST_ACCESS_TOKEN',
    'Mattermost access token',
    'https://developers.mattermost.com/integrate/reference/personal-access-token/',
    [[lower36(26)]],
    {
      keywords: ['mattermost token', 'mattermost access token', 'mattermost'],
    },
  ),
  token('FACEBOOK_ACCESS_TOKEN', 'Facebook access token', META, [['EAA', base62(100, 250)]]),
  token('FACEBOOK_APP_SECRET', 'Facebook app secret', META, [[hex(32)]], {
    keywords: ['facebook app secret', 'fb app secret', 'facebook secret', 'facebook client secret'],
  }),
  token('FACEBOOK_APP_TOKEN', 'Facebook app access token', META, [[digits(15, 17), '|', base64url(27, 32)]]),
  token('INSTAGRAM_ACCESS_TOKEN', 'Instagram access token', 'https://developers.facebook.com/docs/instagram-platform', [
    ['IGQVJ', base64url(100, 200)],
    ['IGAA', base62(100, 200)],
  ]),
  token('X_BEARER_TOKEN', 'X (Twitter) bearer token', X_AUTH, [['AAAAAAAAAAAAAAAAAAAAA', percentBase64(60, 120)]]),
  token('X_ACCESS_TOKEN', 'X (Twitter) access token', X_AUTH, [[digits(8, 20), '-', base62(40)]], {
    keywords: ['twitter access token', 'access token', 'oauth token', 'twitter'],
  }),
  token('X_API_SECRET', 'X (Twitter) API or access token secret', X_AUTH, [[base62(50)], [base62(45)]], {
    keywords: [
      'twitter api secret',
      'twitter consumer secret',
      'twitter access token secret',
      'twitter secret',
      'consumer secret',
    ],
  }),
  token(
    'LINKEDIN_CLIENT_SECRET',
    'LinkedIn client secret',
    'https://learn.microsoft.com/linkedin/shared/authentication/authentication',
    [['WPL_AP1.', base62(16), '.', base62(6), '=='], [base62(16)]],
    { keywords: ['linkedin client secret', 'linkedin secret'] },
  ),
  token(
    'TWITCH_CLIENT_SECRET',
    'Twitch client secret or token',
    'https://dev.twitch.tv/docs/authentication/',
    [[lower36(30)]],
    {
      keywords: [
        'twitch client secret',
        'twitch secret',
        'twitch',
        'twitch access token',
        'twitch token',
        'twitch oauth',
      ],
    },
  ),
  token(
    'GOOGLE_APP_PASSWORD',
    'Google app password',
    'https://support.google.com/accounts/answer/185833',
    [[lowerLetters(4), ' ', lowerLetters(4), ' ', lowerLetters(4), ' ', lowerLetters(4)], [lowerLetters(16)]],
    { keywords: ['gmail app password', 'google app password', 'gmail password'] },
  ),
  token('FLICKR_API_KEY', 'Flickr API key', 'https://www.flickr.com/services/api/', [[hex(32)]], {
    keywords: ['flickr api key', 'flickr'],
  }),
];
