import type { DataIdentifier } from '../data-identifier.ts';
import {
  base62,
  base64,
  base64url,
  bech32Upper,
  digits,
  hex,
  lower36,
  upperHex,
  uuid,
  wordDots,
} from '../tokens/alphabet.ts';
import { token } from '../tokens/token.ts';

const ATLASSIAN = 'https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/';
const DROPBOX = 'https://developers.dropbox.com/oauth-guide';
const PLANETSCALE = 'https://planetscale.com/docs/api/reference/service-tokens';
const SUPABASE = 'https://supabase.com/docs/guides/api/api-keys';
const AIRTABLE = 'https://airtable.com/developers/web/api/authentication';
const CONFLUENT =
  'https://docs.confluent.io/cloud/current/security/authenticate/workload-identities/service-accounts/api-keys/overview.html';
const CONTENTFUL = 'https://www.contentful.com/developers/docs/references/authentication/';

/** Office and design applications, content, maps, and hosted databases. */
export const applicationCredentials: readonly DataIdentifier[] = [
  token('ATLASSIAN_API_TOKEN', 'Atlassian API token', ATLASSIAN, [
    ['ATATT3xFfGF0', base64url(150, 200), '=', base62(8)],
    ['ATATT3', base64url(186)],
  ]),
  token('ATLASSIAN_LEGACY_API_TOKEN', 'Atlassian API token, older form', ATLASSIAN, [[base62(24)]], {
    keywords: [
      'atlassian api token',
      'atlassian token',
      'jira api token',
      'jira token',
      'confluence api token',
      'confluence token',
    ],
  }),
  token(
    'TRELLO_TOKEN',
    'Trello token',
    'https://developer.atlassian.com/cloud/trello/guides/rest-api/api-introduction/',
    [['ATTA', hex(64), upperHex(8)]],
  ),
  token(
    'TRELLO_API_KEY',
    'Trello API key',
    'https://developer.atlassian.com/cloud/trello/guides/rest-api/api-introduction/',
    [[hex(32)]],
    {
      keywords: ['trello api key', 'trello key', 'trello'],
    },
  ),
  token('NOTION_TOKEN', 'Notion integration token', 'https://developers.notion.com/docs/authorization', [
    ['ntn_', digits(11), base62(35)],
  ]),
  token(
    'NOTION_LEGACY_TOKEN',
    'Notion integration token, older form',
    'https://developers.notion.com/docs/authorization',
    [['secret_', base62(43)]],
  ),
  token('AIRTABLE_PERSONAL_ACCESS_TOKEN', 'Airtable personal access token', AIRTABLE, [
    ['pat', base62(14), '.', hex(64)],
  ]),
  token('AIRTABLE_API_KEY', 'Airtable API key', AIRTABLE, [['key', base62(14)]], {
    keywords: ['airtable api key', 'airtable'],
  }),
  token('FIGMA_TOKEN', 'Figma personal access token', 'https://www.figma.com/developers/api#access-tokens', [
    ['figd_', base64url(40)],
    ['figo_', base64url(40)],
  ]),
  token('CLICKUP_API_TOKEN', 'ClickUp API token', 'https://developer.clickup.com/docs/authentication', [
    ['pk_', digits(6, 9), '_', base62(32)],
  ]),
  token(
    'TYPEFORM_TOKEN',
    'Typeform personal access token',
    'https://www.typeform.com/developers/get-started/personal-access-token/',
    [['tfp_', base64url(40, 59)]],
  ),
  token(
    'HUBSPOT_PRIVATE_APP_TOKEN',
    'HubSpot private app token',
    'https://developers.hubspot.com/docs/api/private-apps',
    [
      ['pat-na1-', ...uuid],
      ['pat-na2-', ...uuid],
      ['pat-eu1-', ...uuid],
      ['pat-ap1-', ...uuid],
    ],
  ),
  token('HUBSPOT_API_KEY', 'HubSpot API key', 'https://developers.hubspot.com/docs/api/overview', [uuid], {
    keywords: ['hubspot api key', 'hapikey', 'hubspot'],
  }),
  token(
    'SALESFORCE_ACCESS_TOKEN',
    'Salesforce access token',
    'https://help.salesforce.com/s/articleView?id=sf.remoteaccess_access_tokens.htm',
    [['00D', base62(12, 15), '!', wordDots(80, 260)]],
  ),
  token(
    'ZENDESK_API_TOKEN',
    'Zendesk API token',
    'https://developer.zendesk.com/api-reference/introduction/security-and-auth/',
    [[base62(40)]],
    {
      keywords: ['zendesk api token', 'zendesk token', 'zendesk secret', 'zendesk'],
    },
  ),
  token(
    'INTERCOM_ACCESS_TOKEN',
    'Intercom access token',
    'https://developers.intercom.com/docs/build-an-integration/learn-more/authentication',
    [
      // base64 of "tok:".
      ['dG9rO', base62(50, 60), '='],
    ],
  ),
  token('DROPBOX_ACCESS_TOKEN', 'Dropbox access token', DROPBOX, [
    ['sl.', base64url(130, 240)],
    ['sl.u.', base64url(130, 900)],
    ['sl.u.', base64url(900), base64url(1, 900)],
  ]),
  token('DROPBOX_APP_SECRET', 'Dropbox app secret', DROPBOX, [[lower36(15)]], {
    keywords: ['dropbox app secret', 'dropbox secret', 'dropbox app key'],
  }),
  token('CONTENTFUL_PERSONAL_ACCESS_TOKEN', 'Contentful management token', CONTENTFUL, [['CFPAT-', base64url(43)]]),
  token('CONTENTFUL_DELIVERY_TOKEN', 'Contentful delivery or preview token', CONTENTFUL, [[base64url(43)]], {
    keywords: ['contentful access token', 'contentful delivery token', 'contentful'],
  }),
  token('MAPBOX_SECRET_TOKEN', 'Mapbox secret token', 'https://docs.mapbox.com/help/dive-deeper/access-tokens/', [
    ['sk.eyJ', base64url(60, 120), '.', base64url(22)],
  ]),
  token('MAPBOX_PUBLIC_TOKEN', 'Mapbox public token', 'https://docs.mapbox.com/help/dive-deeper/access-tokens/', [
    ['pk.eyJ', base64url(60, 120), '.', base64url(22)],
  ]),
  token('FRAME_IO_TOKEN', 'Frame.io token', 'https://developer.frame.io/docs/getting-started/authentication', [
    ['fio-u-', base64url(64)],
  ]),
  token('GHOST_ADMIN_API_KEY', 'Ghost Admin API key', 'https://docs.ghost.org/admin-api/', [[hex(24), ':', hex(64)]]),
  token(
    'SANITY_TOKEN',
    'Sanity API token',
    'https://www.sanity.io/docs/content-lake/http-auth',
    [['sk', base62(80, 180)]],
    { keywords: ['sanity token', 'sanity api token', 'sanity'] },
  ),
  token('BEAMER_API_TOKEN', 'Beamer API token', 'https://www.getbeamer.com/api', [['b_', base64url(44)]], {
    keywords: ['beamer', 'beamer api key'],
  }),
  token('SUPABASE_PERSONAL_ACCESS_TOKEN', 'Supabase personal access token', SUPABASE, [['sbp_', hex(40)]]),
  token('SUPABASE_SECRET_KEY', 'Supabase secret key', SUPABASE, [['sb_secret_', base64url(22), '_', base64url(8)]]),
  token('PLANETSCALE_SERVICE_TOKEN', 'PlanetScale service token', PLANETSCALE, [['pscale_tkn_', base64url(32, 64)]]),
  token('PLANETSCALE_OAUTH_TOKEN', 'PlanetScale OAuth token', PLANETSCALE, [['pscale_oauth_', base64url(32, 64)]]),
  token('PLANETSCALE_PASSWORD', 'PlanetScale password', PLANETSCALE, [['pscale_pw_', base64url(32, 64)]]),
  token('NEON_API_KEY', 'Neon API key', 'https://neon.com/docs/manage/api-keys', [['napi_', lower36(64)]]),
  token('CONFLUENT_API_SECRET', 'Confluent Cloud API secret', CONFLUENT, [['cflt', base62(60)], [base64(64)]], {
    keywords: [
      'confluent api secret',
      'confluent cloud api secret',
      'confluent secret',
      'confluent',
      'kafka api secret',
    ],
  }),
  token('CONFLUENT_API_KEY', 'Confluent Cloud API key', CONFLUENT, [[base62(16)]], {
    keywords: ['confluent api key', 'confluent cloud api key', 'confluent key'],
  }),
  token(
    'SNOWFLAKE_PASSWORD',
    'Snowflake password in configuration',
    'https://docs.snowflake.com/en/user-guide/snowsql-config',
    [[base64url(12, 64)]],
    {
      keywords: ['snowflake password', 'snowsql pwd', 'snowflake pwd', 'snowflake token', 'snowflake pat'],
    },
  ),
  token(
    'MONGODB_ATLAS_PRIVATE_KEY',
    'MongoDB Atlas private API key',
    'https://www.mongodb.com/docs/atlas/configure-api-access/',
    [uuid],
    {
      keywords: ['atlas private key', 'mongodb atlas private key', 'mongodb atlas api key', 'atlas api key'],
    },
  ),
  token(
    'MONGODB_ATLAS_SERVICE_ACCOUNT_SECRET',
    'MongoDB Atlas service account secret',
    'https://www.mongodb.com/docs/atlas/configure-api-access/',
    [['mdb_sa_sk_', base64url(40)]],
  ),
  token(
    'COCKROACHDB_CLOUD_API_KEY',
    'CockroachDB Cloud API key',
    'https://www.cockroachlabs.com/docs/cockroachcloud/managing-access',
    [['CCDB1_', base62(22), '_', base62(40)]],
  ),
  token('AGE_SECRET_KEY', 'age secret key', 'https://age-encryption.org/v1', [['AGE-SECRET-KEY-1', bech32Upper(58)]]),
  token(
    'AUTHRESS_ACCESS_KEY',
    'Authress service client access key',
    'https://authress.io/knowledge-base/docs/authorization/service-clients/',
    [
      ['sc_', base62(5, 30), '.', base62(4, 6), '.acc_', base62(10, 32), '.', base64url(30, 120)],
      ['sc_', base62(5, 30), '.', base62(4, 6), '.acc-', base62(10, 32), '.', base64url(30, 120)],
    ],
  ),
  token(
    'ADOBE_CLIENT_SECRET',
    'Adobe OAuth client secret',
    'https://developer.adobe.com/developer-console/docs/guides/authentication/',
    [['p8e-', base64url(32)]],
  ),
  token('ADAFRUIT_IO_KEY', 'Adafruit IO key', 'https://io.adafruit.com/api/docs/#authentication', [
    ['aio_', base62(28)],
  ]),
  token(
    'INTRA42_CLIENT_SECRET',
    '42 school API client secret',
    'https://api.intra.42.fr/apidoc/guides/getting_started',
    [
      ['s-s4t2ud-', hex(64)],
      ['s-s4t2af-', hex(64)],
    ],
  ),
  token(
    'SETTLEMINT_ACCESS_TOKEN',
    'SettleMint access token',
    'https://console.settlemint.com/documentation/platform-components/security-and-authentication/application-access-tokens',
    [
      ['sm_aat_', base62(16)],
      ['sm_pat_', base62(16)],
      ['sm_sat_', base62(16)],
    ],
  ),
  token('VERCEL_BLOB_TOKEN', 'Vercel Blob read-write token', 'https://vercel.com/docs/vercel-blob/using-blob-sdk', [
    ['vercel_blob_rw_', base62(12, 24), '_', base62(24, 40)],
  ]),
  token('ZAPIER_WEBHOOK_URL', 'Zapier webhook', 'https://help.zapier.com/hc/en-us/articles/8496288690317', [
    ['hooks.zapier.com/hooks/catch/', digits(5, 10), '/', lower36(6, 8)],
  ]),
  token(
    'ABLY_API_KEY',
    'Ably API key',
    'https://ably.com/docs/auth/basic',
    [[base64url(6), '.', base64url(6), ':', base64url(22, 43)]],
    { keywords: ['ably api key', 'ably key', 'ably'] },
  ),
];
