import { base62Of, crc32 } from '../check-digits.ts';
import { BASE62, type Random, textOf } from '../random.ts';
import { type Subject, subject } from '../subject.ts';

const WORD = '[A-Za-z0-9]';
const URL64 = '[A-Za-z0-9_-]';
const HEX = '[0-9a-f]';

/** Forms as the vendors print them; text in quotes is put together at run time, so that this file holds no secret. */
const TOKENS: readonly (readonly [string, ...string[]])[] = [
  ['OPENAI_API_KEY', `sk-proj-${URL64}{74}T3BlbkFJ${URL64}{74}`, `sk-${WORD}{20}T3BlbkFJ${WORD}{20}`],
  ['ANTHROPIC_API_KEY', `sk-ant-api03-${URL64}{93}AA`],
  ['HUGGING_FACE_TOKEN', 'hf_[A-Za-z]{34}'],
  ['GROQ_API_KEY', `gsk_${WORD}{52}`],
  ['REPLICATE_API_TOKEN', `r8_${WORD}{37}`],
  ['PERPLEXITY_API_KEY', `pplx-${WORD}{48}`],
  ['DATABRICKS_TOKEN', `dapi${HEX}{32}`],
  ['NOTION_TOKEN', `ntn_###########${WORD}{35}`],
  ['AIRTABLE_PERSONAL_ACCESS_TOKEN', `pat${WORD}{14}.${HEX}{64}`],
  ['FIGMA_TOKEN', `figd_${URL64}{40}`],
  ['LINEAR_API_KEY', `lin_api_${WORD}{40}`],
  ['POSTMAN_API_KEY', `PMAK-${HEX}{24}-${HEX}{34}`],
  ['DIGITALOCEAN_PERSONAL_ACCESS_TOKEN', `dop_v1_${HEX}{64}`],
  ['DIGITALOCEAN_OAUTH_TOKEN', `doo_v1_${HEX}{64}`],
  ['GITLAB_PERSONAL_ACCESS_TOKEN', `glpat-${URL64}{20}`],
  ['GITLAB_DEPLOY_TOKEN', `gldt-${URL64}{20}`],
  ['GITLAB_RUNNER_TOKEN', `glrt-${URL64}{20}`],
  ['GITLAB_TRIGGER_TOKEN', `glptt-${HEX}{40}`],
  ['SONAR_TOKEN', `squ_${HEX}{40}`, `sqp_${HEX}{40}`],
  ['SLACK_TOKEN', `xoxb-[0-9]{12}-[0-9]{12}-${WORD}{24}`, `xoxp-[0-9]{12}-[0-9]{12}-[0-9]{12}-${HEX}{32}`],
  ['SLACK_WEBHOOK_URL', `https://hooks.slack.com/services/T[A-Z0-9]{8}/B[A-Z0-9]{8}/${WORD}{24}`],
  ['DISCORD_WEBHOOK_URL', `https://discord.com/api/webhooks/[1-9][0-9]{17}/${URL64}{68}`],
  ['TELEGRAM_BOT_TOKEN', `[1-9]#########:AA${URL64}{33}`],
  ['TWILIO_API_KEY', `SK${HEX}{32}`],
  ['SENDGRID_API_KEY', `SG.${URL64}{22}.${URL64}{43}`],
  ['MAILCHIMP_API_KEY', `${HEX}{32}-us1#`],
  ['MAILGUN_API_KEY', `key-${HEX}{32}`],
  ['BREVO_API_KEY', `xkeysib-${HEX}{64}-${WORD}{16}`],
  ['RESEND_API_KEY', `re_${WORD}{8}_${WORD}{24}`],
  ['HASHICORP_VAULT_SERVICE_TOKEN', `hvs.${WORD}{24}`, `hvs.${URL64}{90}A`],
  ['TERRAFORM_CLOUD_TOKEN', `${WORD}{14}.atlasv1.${URL64}{64}`],
  ['PULUMI_ACCESS_TOKEN', `pul-${HEX}{40}`],
  ['DOPPLER_PERSONAL_TOKEN', `dp.pt.${WORD}{43}`],
  ['NEW_RELIC_USER_KEY', 'NRAK-[A-Z0-9]{27}'],
  ['DYNATRACE_TOKEN', 'dt0c01.[A-Z2-7]{24}.[A-Z2-7]{64}'],
  ['GRAFANA_CLOUD_TOKEN', `glc_eyJ${WORD}{60}`],
  ['PYPI_API_TOKEN', `pypi-AgEIcHlwaS5vcmc${URL64}{120}`],
  ['RUBYGEMS_API_KEY', `rubygems_${HEX}{48}`],
  ['CRATES_IO_API_TOKEN', `cio${WORD}{32}`],
  ['NUGET_API_KEY', 'oy2[a-z0-9]{43}'],
  ['DOCKER_HUB_PERSONAL_ACCESS_TOKEN', `dckr_pat_${URL64}{27}`],
  ['STRIPE_CREDENTIALS', `sk_live_${WORD}{24}`, `rk_live_${WORD}{24}`, `pk_test_${WORD}{24}`, `sk_live_51${WORD}{97}`],
  ['STRIPE_WEBHOOK_SECRET', `whsec_${WORD}{32}`],
  ['SQUARE_ACCESS_TOKEN', `EAAA${URL64}{60}`],
  ['SHOPIFY_ACCESS_TOKEN', `shpat_${HEX}{32}`],
  ['SHOPIFY_SHARED_SECRET', `shpss_${HEX}{32}`],
  ['EASYPOST_API_KEY', `EZAK${WORD}{54}`],
  ['SHIPPO_API_TOKEN', `shippo_live_${HEX}{40}`],
  ['GOOGLE_OAUTH_CLIENT_SECRET', `GOCSPX-${URL64}{27}A`],
  ['GOOGLE_OAUTH_ACCESS_TOKEN', `ya29.a0${URL64}{120}`],
  ['AWS_ACCESS_KEY_ID', 'AKIA[A-Z2-7]{16}', 'ASIA[A-Z2-7]{16}'],
  ['ALIBABA_ACCESS_KEY_ID', `LTAI5t${WORD}{18}`],
  ['PLANETSCALE_PASSWORD', `pscale_pw_${URL64}{43}`],
  ['TAILSCALE_KEY', `tskey-auth-k${WORD}{10}CNTRL-${WORD}{32}`],
  ['BUILDKITE_API_TOKEN', `bkua_${HEX}{40}`],
  ['SENTRY_USER_TOKEN', `sntryu_${HEX}{64}`],
  ['POSTHOG_PERSONAL_API_KEY', `phx_${WORD}{43}`],
  ['OPENAI_ADMIN_KEY', `sk-admin-${URL64}{74}T3BlbkFJ${URL64}{74}`],
  ['ANTHROPIC_ADMIN_KEY', `sk-ant-admin01-${URL64}{93}AA`],
  ['XAI_API_KEY', `xai-${WORD}{80}`],
  ['OPENROUTER_API_KEY', `sk-or-v1-${HEX}{64}`],
  ['NVIDIA_API_KEY', `nvapi-${URL64}{64}`],
  ['TAVILY_API_KEY', `tvly-${WORD}{32}`],
  ['LANGSMITH_API_KEY', `lsv2_pt_${HEX}{32}_${HEX}{10}`],
  ['HUGGING_FACE_ORGANIZATION_TOKEN', 'api_org_[A-Za-z]{34}'],
  ['ATLASSIAN_API_TOKEN', `ATATT3xFfGF0${URL64}{171}=[0-9A-F]{8}`, `ATATT3${URL64}{186}`],
  ['TYPEFORM_TOKEN', `tfp_${WORD}{44}_${WORD}{14}`],
  ['CLICKUP_API_TOKEN', 'pk_[0-9]{8}_[A-Z0-9]{32}'],
  ['CONTENTFUL_PERSONAL_ACCESS_TOKEN', `CFPAT-${URL64}{43}`],
  ['MAPBOX_SECRET_TOKEN', `sk.eyJ1Ijoi${WORD}{60}.${URL64}{22}`],
  ['SUPABASE_PERSONAL_ACCESS_TOKEN', `sbp_${HEX}{40}`],
  ['PLANETSCALE_OAUTH_TOKEN', `pscale_oauth_${URL64}{43}`],
  ['PLANETSCALE_SERVICE_TOKEN', `pscale_tkn_${URL64}{43}`],
  ['AGE_SECRET_KEY', 'AGE-SECRET-KEY-1[AC-HJ-NP-Z02-9]{58}'],
  ['AZURE_AD_CLIENT_SECRET', `${WORD}{3}8Q~${URL64}{33}A`],
  ['GOOGLE_CLOUD_HMAC_KEY', 'GOOG1E[A-Z0-9]{55}'],
  ['DIGITALOCEAN_REFRESH_TOKEN', `dor_v1_${HEX}{64}`],
  ['CLOUDFLARE_ORIGIN_CA_KEY', `v1.0-${HEX}{24}-${HEX}{146}`],
  ['TENCENT_SECRET_ID', `AKID${WORD}{32}`],
  ['YANDEX_CLOUD_API_KEY', `AQVN${WORD}{35}A`],
  ['GITLAB_FEED_TOKEN', `glft-${URL64}{20}`],
  ['GITLAB_INCOMING_MAIL_TOKEN', `glimt-${WORD}{25}`],
  ['GITLAB_AGENT_TOKEN', `glagent-${WORD}{50}`],
  ['GITLAB_OAUTH_APPLICATION_SECRET', `gloas-${HEX}{64}`],
  ['GITLAB_RUNNER_REGISTRATION_TOKEN', `GR1348941${WORD}{20}`],
  ['BITBUCKET_APP_PASSWORD', `ATBB${WORD}{24}[0-9A-F]{8}`],
  ['HARNESS_TOKEN', `pat.${WORD}{22}.${HEX}{24}.${WORD}{20}`],
  ['OCTOPUS_DEPLOY_API_KEY', 'API-[A-Z0-9]{26}'],
  ['SOURCEGRAPH_ACCESS_TOKEN', `sgp_${HEX}{40}`],
  ['JFROG_API_KEY', `AKCp8${WORD}{68}`],
  ['NETLIFY_ACCESS_TOKEN', `nfp_${WORD}{36}`],
  ['RENDER_API_KEY', `rnd_${WORD}{28}`],
  ['HEROKU_API_KEY', `HRKU-AA${URL64}{58}`],
  ['PREFECT_API_KEY', `pnu_[a-z0-9]{36}`],
  ['INFRACOST_API_KEY', `ico-${WORD}{32}`],
  ['LINEAR_OAUTH_TOKEN', `lin_oauth_${HEX}{64}`],
  ['README_API_KEY', 'rdme_[a-z0-9]{70}'],
  ['KLAVIYO_PRIVATE_KEY', `pk_${HEX}{34}`],
  ['MAILERSEND_API_TOKEN', `mlsn.${HEX}{64}`],
  ['BREVO_SMTP_KEY', `xsmtpsib-${HEX}{64}-${WORD}{16}`],
  ['FACEBOOK_ACCESS_TOKEN', `EAA${WORD}{120}`],
  ['INSTAGRAM_ACCESS_TOKEN', `IGQVJ${WORD}{140}`],
  [
    'X_BEARER_TOKEN',
    `AAAAAAAAAAAAAAAAAAAAA${WORD}{90}`,
    `AAAAAAAAAAAAAAAAAAAAA${WORD}{12}%2B${WORD}{28}%3D${WORD}{50}`,
  ],
  ['HASHICORP_VAULT_BATCH_TOKEN', `hvb.${URL64}{140}A`],
  ['DOPPLER_SERVICE_TOKEN', `dp.st.prd.${WORD}{43}`],
  ['ONEPASSWORD_SERVICE_ACCOUNT_TOKEN', `ops_eyJ${WORD}{300}`],
  ['ONEPASSWORD_SECRET_KEY', 'A3-[A-Z0-9]{6}-[A-Z0-9]{6}-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}'],
  ['NEW_RELIC_INSERT_KEY', `NRII-${URL64}{31}A`],
  ['NEW_RELIC_BROWSER_KEY', `NRJS-${HEX}{19}`],
  ['SENTRY_ORGANIZATION_TOKEN', `sntrys_eyJpYXQiO${WORD}{120}_${WORD}{43}`],
  ['TEST_PYPI_API_TOKEN', `pypi-AgENdGVzdC5weXBpLm9yZw${URL64}{120}`],
  ['DOCKER_HUB_ORGANIZATION_TOKEN', `dckr_oat_${URL64}{32}`],
  ['CLOJARS_DEPLOY_TOKEN', `CLOJARS_[0-9a-z]{60}`],
  ['OPENSHIFT_TOKEN', `sha256~${URL64}{43}`],
  ['SQUARE_OAUTH_SECRET', `sq0csp-${URL64}{43}`],
  ['BRAINTREE_ACCESS_TOKEN', `access_token$production$[0-9a-z]{16}$${HEX}{32}`],
  ['PLAID_ACCESS_TOKEN', `access-sandbox-${HEX}{8}-${HEX}{4}-${HEX}{4}-${HEX}{4}-${HEX}{12}`],
  ['RAZORPAY_KEY', `rzp_live_${WORD}{14}`],
  ['FLUTTERWAVE_SECRET_KEY', `FLWSECK_TEST-${HEX}{32}-X`],
  ['SHOPIFY_CUSTOM_APP_TOKEN', `shpca_${HEX}{32}`],
  ['SHOPIFY_PRIVATE_APP_TOKEN', `shppa_${HEX}{32}`],
  ['WOOCOMMERCE_KEY', `ck_${HEX}{40}`, `cs_${HEX}{40}`],
  ['DUFFEL_API_TOKEN', `duffel_test_${URL64}{43}`],
  ['BCRYPT_HASH', '$2b$12$[./A-Za-z0-9]{53}'],
  ['EASYPOST_TEST_API_KEY', `EZTK${WORD}{54}`],
  ['FRAME_IO_TOKEN', `fio-u-${URL64}{64}`],
  [
    'MICROSOFT_TEAMS_WEBHOOK_URL',
    `https://acme.webhook.office.com/webhookb2/${HEX}{8}-${HEX}{4}-4${HEX}{3}-a${HEX}{3}-${HEX}{12}@${HEX}{8}-${HEX}{4}-4${HEX}{3}-a${HEX}{3}-${HEX}{12}/IncomingWebhook/${HEX}{32}/${HEX}{8}-${HEX}{4}-4${HEX}{3}-a${HEX}{3}-${HEX}{12}`,
  ],
];

function awsSecret(random: Random): string {
  return textOf(random, '[A-Za-z0-9/+]{39}[A-Za-z0-9]');
}

function jwt(random: Random): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    sub: random.digits(10),
    iat: random.between(1_600_000_000, 1_900_000_000),
    scope: random.pick(['read', 'admin']),
  };
  const signature = textOf(random, '[A-Za-z0-9_-]{42}[A-Za-z0-9]');
  return `${part({ alg: random.pick(['HS256', 'RS256', 'ES256']), typ: 'JWT' })}.${part(claims)}.${signature}`;
}

function github(random: Random): string {
  const body = random.text(BASE62, 30);
  return `${['gh', random.pick(['p', 'o', 'u', 's', 'r']), '_'].join('')}${body}${base62Of(crc32(body))}`;
}

function npm(random: Random): string {
  const body = random.text(BASE62, 30);
  return ['npm', '_', body, base62Of(crc32(body))].join('');
}

function armor(random: Random, label: string): string {
  const lines = Array.from({ length: 4 }, () => textOf(random, '[A-Za-z0-9+/]{64}'));
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join('\n');
}

function putty(random: Random): string {
  return [
    `PuTTY-User-Key-File-${random.pick([2, 3])}: ${random.pick(['ssh-rsa', 'ssh-ed25519'])}`,
    'Encryption: none',
    `Comment: key-${random.digits(6)}`,
    'Public-Lines: 1',
    textOf(random, '[A-Za-z0-9+/]{64}'),
    'Private-Lines: 1',
    textOf(random, '[A-Za-z0-9+/]{64}'),
    `Private-MAC: ${textOf(random, '[0-9a-f]{40}')}`,
  ].join('\n');
}

function basic(random: Random): string {
  const login = `${textOf(random, '[a-z]{4,9}')}:${textOf(random, '[A-Za-z0-9!$%]{8,16}')}`;
  const header = random.pick(['Authorization', 'Proxy-Authorization', 'authorization']);
  return `${header}: Basic ${Buffer.from(login).toString('base64')}`;
}

/** As documentation prints a token: its beginning, then a character over and over. */
function documented(token: string): string {
  const kept = 4;
  return `token: ${token.slice(0, kept)}${token.slice(kept).replace(/[A-Za-z0-9]/g, 'x')}`;
}

const tokens = TOKENS.map(([id, ...forms]) =>
  subject(id, 'prefix', '', (random) => textOf(random, random.pick(forms)), {
    miss: (random) => documented(textOf(random, random.pick(forms))),
  }),
);

export const credentials: readonly Subject[] = [
  ...tokens,
  subject('GITHUB_TOKEN', 'checksum', '', github),
  subject('NPM_ACCESS_TOKEN', 'checksum', '', npm),
  subject(
    'AWS_CREDENTIALS',
    'format',
    'aws_secret_access_key; secret access key; secret key; AWS_SECRET_ACCESS_KEY',
    awsSecret,
  ),
  subject(
    'GCP_API_KEY',
    'prefix',
    'GCP api key; google-api-key; X-goog-api-key; GOOGLEKEY; google cloud key',
    (random) => textOf(random, ['AI', 'za', '[A-Za-z0-9_-]{34}[A-Za-z0-9]'].join('')),
  ),
  subject('HTTP_BASIC_AUTH_HEADER', 'prefix', '', basic),
  subject('JSON_WEB_TOKEN', 'prefix', '', jwt),
  subject('OPENSSH_PRIVATE_KEY', 'prefix', '', (random) => armor(random, ['OPENSSH', 'PRIVATE KEY'].join(' '))),
  subject('PGP_PRIVATE_KEY', 'prefix', '', (random) =>
    armor(random, ['PGP', 'PRIVATE KEY BLOCK'].join(' ')).replace('\n', '\n\n'),
  ),
  subject('PKCS', 'prefix', '', (random) =>
    armor(random, [random.pick(['RSA ', 'EC ', 'DSA ', 'ENCRYPTED ', '']), 'PRIVATE KEY'].join('')),
  ),
  subject('PUTTY_PRIVATE_KEY', 'prefix', '', putty),
  subject('POSTGRES_URL', 'prefix', '', (random) =>
    textOf(random, 'postgres(|ql)://[a-z]{5,9}:[A-Za-z0-9]{10,16}@db.[a-z]{5,9}.net:5432/app'),
  ),
  subject('MONGODB_URL', 'prefix', '', (random) =>
    textOf(random, 'mongodb(|+srv)://[a-z]{5,9}:[A-Za-z0-9]{10,16}@cluster0.[a-z]{5}.mongodb.net/app'),
  ),
  subject('MYSQL_URL', 'prefix', '', (random) =>
    textOf(random, 'mysql://[a-z]{5,9}:[A-Za-z0-9]{10,16}@10.0.0.5:3306/shop'),
  ),
  subject('REDIS_URL', 'prefix', '', (random) =>
    textOf(random, 'redis://:[A-Za-z0-9]{12,20}@cache.[a-z]{6}.net:6379/0'),
  ),
  subject('BASIC_AUTH_URL', 'prefix', '', (random) =>
    textOf(random, 'https://[a-z]{5,9}:[A-Za-z0-9]{10,16}@[a-z]{5,9}.net/path'),
  ),
];
