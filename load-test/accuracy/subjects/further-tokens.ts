import { crc32 } from '../check-digits.ts';
import { BASE62, type Random, textOf } from '../random.ts';
import { type Subject, subject } from '../subject.ts';

const WORD = '[A-Za-z0-9]';
const LOW36 = '[a-z0-9]';
const URL64 = '[A-Za-z0-9_-]';
const B64 = '[A-Za-z0-9+/]';
const HEX = '[0-9a-f]';
const UUID = `${HEX}{8}-${HEX}{4}-4${HEX}{3}-[89ab]${HEX}{3}-${HEX}{12}`;

/** Further tokens with fixed parts, as the vendors print them. */
const TOKENS: readonly (readonly [string, ...string[]])[] = [
  ['ANTHROPIC_OAUTH_TOKEN', `sk-ant-oat01-${URL64}{93}AA`],
  ['ELEVENLABS_API_KEY', `sk_${HEX}{48}`],
  ['JINA_API_KEY', `jina_${HEX}{32}${WORD}{28}`],
  ['FIRECRAWL_API_KEY', `fc-${HEX}{32}`],
  ['CEREBRAS_API_KEY', `csk-${LOW36}{48}`],
  ['PINECONE_API_KEY', `pcsk_${WORD}{5}_${WORD}{63}`],
  ['LANGFUSE_SECRET_KEY', `sk-lf-${UUID}`],
  ['RUNPOD_API_KEY', `rpa_[A-Z0-9]{40}${LOW36}{6}`],
  ['ANYSCALE_API_KEY', `esecret_${LOW36}{26}`],
  ['TRELLO_TOKEN', `ATTA${HEX}{64}[0-9A-F]{8}`],
  ['NOTION_LEGACY_TOKEN', `secret_${WORD}{43}`],
  ['HUBSPOT_PRIVATE_APP_TOKEN', `pat-(na1|eu1)-${UUID}`],
  ['SALESFORCE_ACCESS_TOKEN', `00D${WORD}{12}![A-Za-z0-9_.]{95}A`],
  ['INTERCOM_ACCESS_TOKEN', `dG9rO${WORD}{54}=`],
  ['DROPBOX_ACCESS_TOKEN', `sl.${URL64}{134}A`, `sl.u.AF${URL64}{1200}A`],
  ['MAPBOX_PUBLIC_TOKEN', `pk.eyJ1Ijoi${WORD}{60}.${URL64}{21}A`],
  ['GHOST_ADMIN_API_KEY', `${HEX}{24}:${HEX}{64}`],
  ['SUPABASE_SECRET_KEY', `sb_secret_${URL64}{22}_${URL64}{7}A`],
  ['NEON_API_KEY', `napi_${LOW36}{64}`],
  ['MONGODB_ATLAS_SERVICE_ACCOUNT_SECRET', `mdb_sa_sk_${URL64}{39}A`],
  ['COCKROACHDB_CLOUD_API_KEY', `CCDB1_${WORD}{22}_${WORD}{40}`],
  ['AUTHRESS_ACCESS_KEY', `sc_${LOW36}{12}.${LOW36}{4}.acc(-|_)${LOW36}{16}.${URL64}{43}A`],
  ['AWS_STS_BEARER_TOKEN', 'ABIA[A-Z2-7]{16}'],
  ['AWS_BEDROCK_API_KEY', `ABSKQmVkcm9ja0FQSUtleS${B64}{109}A=`],
  ['AWS_SESSION_TOKEN', `IQoJb3JpZ2luX2Vj${B64}{300,800}A=`],
  ['AWS_MWS_AUTH_TOKEN', `amzn.mws.${UUID}`],
  ['AMAZON_OAUTH_CLIENT_SECRET', `amzn1.oa2-cs.v1.${HEX}{64}`],
  ['AWS_APPSYNC_API_KEY', `da2-${LOW36}{26}`],
  ['AZURE_DEVOPS_PERSONAL_ACCESS_TOKEN', `${WORD}{75}AAZDO${WORD}{4}`],
  ['AZURE_COSMOS_DB_KEY', `${B64}{76}ACDb${WORD}{6}==`],
  ['AZURE_SERVICE_BUS_KEY', `${B64}{33}+ASb${WORD}{6}=`],
  ['AZURE_IOT_HUB_KEY', `${B64}{33}AIoT${WORD}{6}=`],
  ['AZURE_CONTAINER_REGISTRY_KEY', `${B64}{42}+ACR[A-D]${WORD}{5}`],
  ['AZURE_SEARCH_KEY', `${WORD}{42}AzSe[A-D]${WORD}{5}`],
  ['AZURE_FUNCTIONS_KEY', `${URL64}{44}AzFu${WORD}{6}==`],
  ['AZURE_CACHE_FOR_REDIS_KEY', `${WORD}{33}AzCa[A-D]${WORD}{5}=`],
  ['FIREBASE_CLOUD_MESSAGING_KEY', `AAAA${URL64}{7}:APA91b${URL64}{133}A`],
  ['DIGITALOCEAN_SPACES_KEY', 'DO00[A-Z0-9]{16}'],
  ['SCALEWAY_ACCESS_KEY', 'SCW[A-Z0-9]{17}'],
  ['CLICKHOUSE_CLOUD_API_SECRET', `4b1d${WORD}{38}`],
  ['GITLAB_SCIM_TOKEN', `glsoat-${URL64}{20}`],
  ['GITLAB_FEATURE_FLAG_TOKEN', `glffct-${URL64}{20}`],
  ['GITLAB_SESSION_COOKIE', `_gitlab_session=${HEX}{32}`],
  ['BITBUCKET_ACCESS_TOKEN', `ATCTT3xFfGN0${URL64}{171}=[0-9A-F]{8}`],
  ['CIRCLECI_TOKEN', `CCIPAT_${WORD}{22}_${HEX}{40}`],
  ['LAUNCHDARKLY_KEY', `api-${UUID}`, `sdk-${UUID}`],
  ['JFROG_REFERENCE_TOKEN', `cmVmdGtuOjAxO${WORD}{51}`],
  ['TEAMCITY_ACCESS_TOKEN', `eyJ0eXAiOiAiVENWMiJ9.${WORD}{36}.${WORD}{48}`],
  ['WAKATIME_API_KEY', `waka_${UUID}`],
  ['FLY_IO_ACCESS_TOKEN', `fo1_${WORD}{43}`, `fm2_lJPECAAA${B64}{360}`],
  ['SCALINGO_API_TOKEN', `tk-us-${WORD}{48}`],
  ['POSTMAN_COLLECTION_ACCESS_KEY', 'PMAT-[0-9A-Z]{26}'],
  [
    'SLACK_WORKFLOW_WEBHOOK_URL',
    `https://hooks.slack.com/workflows/T[A-Z0-9]{10}/A[A-Z0-9]{10}/[1-9][0-9]{17}/${WORD}{24}`,
  ],
  ['MAILGUN_SIGNING_KEY', `${HEX}{32}-${HEX}{8}-${HEX}{8}`],
  ['MAILGUN_PUBLIC_KEY', `pubkey-${HEX}{32}`],
  ['PUBNUB_SECRET_KEY', `sec-c-${WORD}{48}`],
  ['PUBNUB_KEYS', `pub-c-${UUID}`, `sub-c-${UUID}`],
  ['ONESIGNAL_API_KEY', `os_v2_app_[a-z2-7]{103}`],
  ['FACEBOOK_APP_TOKEN', `[1-9][0-9]{14}|${WORD}{27}`],
  ['DOPPLER_SERVICE_ACCOUNT_TOKEN', `dp.sa.${WORD}{43}`],
  ['DOPPLER_CLI_TOKEN', `dp.ct.${WORD}{43}`],
  ['DOPPLER_SCIM_TOKEN', `dp.scim.${WORD}{43}`],
  ['DOPPLER_AUDIT_TOKEN', `dp.audit.${WORD}{43}`],
  ['INFISICAL_SERVICE_TOKEN', `st.${HEX}{24}.${HEX}{32}.${HEX}{32}`],
  ['NEW_RELIC_LICENSE_KEY', `${HEX}{36}NRAL`],
  ['NEW_RELIC_QUERY_KEY', `NRIQ-${WORD}{32}`],
  ['DYNATRACE_PLATFORM_TOKEN', 'dt0s16.[A-Z2-7]{8}.[A-Z2-7]{64}'],
  ['STACKHAWK_API_KEY', `hawk.${WORD}{20}.${WORD}{20}`],
  ['AXIOM_API_TOKEN', `xaat-${UUID}`],
  ['POSTHOG_PROJECT_KEY', `phc_${WORD}{43}`],
  ['SEGMENT_PUBLIC_API_TOKEN', `sgp_${WORD}{64}`],
  ['RAPIDAPI_KEY', `${LOW36}{10}msh${LOW36}{15}p1${LOW36}{6}jsn${LOW36}{12}`],
  ['DEFINED_NETWORKING_API_TOKEN', 'dnkey-[A-Z0-9]{26}-[A-Z0-9]{52}'],
  ['HCAPTCHA_SECRET', `ES_${HEX}{32}`],
  ['MAXMIND_LICENSE_KEY', `${WORD}{6}_${WORD}{29}_mmk`],
  ['PACKAGIST_TOKEN', `packagist_(out|ort)_${HEX}{68}`],
  ['RANCHER_TOKEN', `token-${LOW36}{5}:${LOW36}{54}`],
  ['LOB_API_KEY', `live_${HEX}{35}`],
  ['PADDLE_API_KEY', `pdl_live_apikey_01${LOW36}{24}_${WORD}{22}_${WORD}{3}`],
  ['SHOPIFY_THEME_ACCESS_PASSWORD', `shptka_${HEX}{32}`],
  ['BASE64_PRIVATE_KEY', `LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQ${B64}{120}`],
  ['LARAVEL_APP_KEY', `APP_KEY=base64:${B64}{42}A=`],
  ['CRYPT_PASSWORD_HASH', '$6$[./A-Za-z0-9]{16}$[./A-Za-z0-9]{86}'],
  ['ARGON2_HASH', `$argon2id$v=19$m=65536,t=3,p=4$${B64}{22}$${B64}{43}`],
  ['DJANGO_PASSWORD_HASH', `pbkdf2_sha256$600000$${WORD}{22}$${B64}{42}A=`],
  ['WIREGUARD_PRIVATE_KEY', `PrivateKey = ${B64}{42}[AEIMQUYcgkosw048]=`],
  ['GCP_SERVICE_ACCOUNT_KEY', `"private_key_id": "${HEX}{40}"`],
  ['GOOGLE_CLOUD_SIGNED_URL', `X-Goog-Signature=${HEX}{512}`],
  ['AZURE_EVENT_GRID_KEY', `${WORD}{76}AZEG${WORD}{4}`],
  ['AZURE_COGNITIVE_SERVICES_KEY', `${WORD}{52}JQQJ99${WORD}{18}ACOG${WORD}{4}`],
  ['YANDEX_CLOUD_IAM_TOKEN', `t1.9eu${URL64}{120}.${URL64}{85}A`],
  ['GITLAB_JOB_TOKEN', `glcbt-${HEX}{2}_${URL64}{19}A`],
  ['JETBRAINS_PERMANENT_TOKEN', `perm:${WORD}{8}.${WORD}{12}.${WORD}{30}`],
  ['ASANA_ACCESS_TOKEN', `2/[1-9][0-9]{15}/[1-9][0-9]{15}:${HEX}{32}`, `1/[1-9][0-9]{15}:${HEX}{32}`],
  ['HASHICORP_VAULT_RECOVERY_TOKEN', `hvr.${URL64}{90}A`],
  ['NEW_RELIC_REST_KEY', `NRRA-${HEX}{42}`],
  ['HONEYCOMB_INGEST_KEY', `hcaik_${LOW36}{58}`],
  ['CLOUDFLARE_TURNSTILE_SECRET', `0x4AAAAAAA${URL64}{25}A`],
  ['FLUTTERWAVE_ENCRYPTION_KEY', `FLWSECK_TEST${HEX}{12}`],
  ['CHECKOUT_COM_SECRET_KEY', `sk_sbox_${LOW36}{26}`],
  ['WEBHOOK_SIGNING_SECRET', `whsec_${B64}{43}=`],
  ['ADOBE_CLIENT_SECRET', `p8e-${WORD}{32}`],
  ['ADAFRUIT_IO_KEY', `aio_[A-Za-z]{4}##${WORD}{22}`],
  ['INTRA42_CLIENT_SECRET', `s-s4t2(ud|af)-${HEX}{64}`],
  ['SETTLEMINT_ACCESS_TOKEN', `sm_(aat|pat|sat)_${WORD}{16}`],
  ['VERCEL_BLOB_TOKEN', `vercel_blob_rw_${WORD}{16}_${WORD}{30}`],
  ['ZAPIER_WEBHOOK_URL', `https://hooks.zapier.com/hooks/catch/[1-9]######/${LOW36}{7}`],
  ['YANDEX_OAUTH_TOKEN', `y0_Ag${WORD}{55}`, `y0__${URL64}{53}A`],
  ['ADYEN_API_KEY', `AQE${B64}{70}-${B64}{43}=-${WORD}{16}`],
];

/** Addresses that hold a password. */
const URLS: readonly (readonly [string, ...string[]])[] = [
  ['AMQP_URL', `amqp(|s)://[a-z]{4,8}:${WORD}{10,16}@mq.[a-z]{5,8}.net:5671/app`],
  ['SQL_SERVER_URL', `(mssql|sqlserver|oracle|clickhouse)://[a-z]{4,8}:${WORD}{10,16}@db.[a-z]{5,8}.net:1433/app`],
  ['SERVICE_URL', `(neo4j+s|rtsp|socks5|couchbase|cloudinary)://[a-z]{4,8}:${WORD}{10,16}@node.[a-z]{5,8}.net`],
  ['MAIL_URL', `(smtp|smtps|imaps)://[a-z]{4,8}:${WORD}{10,16}@mail.[a-z]{5,8}.net:465`],
  ['FILE_TRANSFER_URL', `(ftp|sftp)://[a-z]{4,8}:${WORD}{10,16}@files.[a-z]{5,8}.net/in`],
  ['MESSAGING_URL', `(nats|mqtt|mqtts)://[a-z]{4,8}:${WORD}{10,16}@bus.[a-z]{5,8}.net:4222`],
  ['JDBC_URL_PASSWORD', `jdbc:(mysql|postgresql)://db.[a-z]{5,8}.net:3306/app?user=[a-z]{4,8}&password=${WORD}{10,16}`],
  [
    'AWS_PRESIGNED_URL',
    `https://[a-z]{6}.s3.amazonaws.com/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIA[A-Z2-7]{16}%2F20260101%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20260101T000000Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host&X-Amz-Signature=${HEX}{64}`,
  ],
  [
    'AZURE_SAS_TOKEN',
    `https://[a-z]{8}.blob.core.windows.net/c?sv=2022-11-02&ss=b&srt=sco&sp=rl&se=2026-01-01T00:00:00Z&st=2025-01-01T00:00:00Z&spr=https&sig=${WORD}{42}%3D`,
  ],
];

function documented(token: string): string {
  const kept = 4;
  return `token: ${token.slice(0, kept)}${token.slice(kept).replace(/[A-Za-z0-9]/g, 'x')}`;
}

/** The bot's number in base 64 comes first. Source: Discord developer documentation, "Reference: authentication". */
function discordBotToken(random: Random): string {
  const bot = Buffer.from(textOf(random, '1[0-9]{17}')).toString('base64');
  return `${bot}.${textOf(random, `${URL64}{6}.${URL64}{37}A`)}`;
}

/** `glsa_`, 32 characters and their CRC-32 with the least byte first. Source: grafana/grafana, pkg/components/satokengen. */
function grafanaToken(random: Random): string {
  const key = `glsa_${random.text(BASE62, 32)}`;
  const check = crc32(key);
  return `${key}_${[0, 8, 16, 24].map((bits) => ((check >>> bits) & 0xff).toString(16).padStart(2, '0')).join('')}`;
}

/** Random bytes and routing, their length, and a CRC-32 in base 36. Source: GitLab documentation, "Routable tokens". */
function routableToken(random: Random): string {
  const payload = Buffer.from(`o:1\np:${random.digits(2)}\n${random.text(BASE62, 20)}`).toString('base64url');
  const head = random.pick([`glpat-${payload}.01.`, `glrt-t1_${payload}.`]);
  const body = `${head}${payload.length.toString(36).padStart(2, '0')}`;
  return body + crc32(body).toString(36).padStart(7, '0');
}

/** Eight groups, each a multiple of 11 below 720,896. Source: Microsoft, "BitLocker recovery overview". */
function bitlockerKey(random: Random): string {
  return Array.from({ length: 8 }, () => String(random.between(1, 65_535) * 11).padStart(6, '0')).join('-');
}

export const furtherTokens: readonly Subject[] = [
  subject('GRAFANA_SERVICE_ACCOUNT_TOKEN', 'checksum', '', grafanaToken),
  subject('GITLAB_ROUTABLE_TOKEN', 'checksum', '', routableToken),
  subject('BITLOCKER_RECOVERY_KEY', 'checksum', '', bitlockerKey),
  subject('DISCORD_BOT_TOKEN', 'prefix', '', discordBotToken),
  ...TOKENS.map(([id, ...forms]) =>
    subject(id, 'prefix', '', (random) => textOf(random, random.pick(forms)), {
      miss: (random) => documented(textOf(random, random.pick(forms))),
    }),
  ),
  ...URLS.map(([id, ...forms]) => subject(id, 'prefix', '', (random) => textOf(random, random.pick(forms)))),
];
