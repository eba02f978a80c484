import type { DataIdentifier } from '../data-identifier.ts';
import {
  base32,
  base62,
  base64,
  base64url,
  hex,
  lower36,
  unreserved,
  upper36,
  uuid,
  wordRun,
} from '../tokens/alphabet.ts';
import { token } from '../tokens/token.ts';

const AWS_IDS = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html';
const DIGITALOCEAN = 'https://docs.digitalocean.com/reference/api/create-personal-access-token/';
const AZURE_KEYS = 'https://github.com/microsoft/security-utilities';
const CLOUDFLARE = 'https://developers.cloudflare.com/fundamentals/api/get-started/';
const YANDEX = 'https://yandex.cloud/en/docs/iam/concepts/authorization/';
const ALIBABA = 'https://www.alibabacloud.com/help/en/ram/user-guide/create-an-accesskey-pair';
const TENCENT = 'https://www.tencentcloud.com/document/product/598/34228';

/** Cloud platforms, beside what cloud-credentials.ts has. */
export const cloudPlatformCredentials: readonly DataIdentifier[] = [
  token('AWS_STS_BEARER_TOKEN', 'AWS STS service bearer token or context credential', AWS_IDS, [
    ['ABIA', base32(16)],
    ['ACCA', base32(16)],
  ]),
  token(
    'AWS_BEDROCK_API_KEY',
    'Amazon Bedrock long-term API key',
    'https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html',
    [
      // base64 of "BedrockAPIKey-".
      ['ABSKQmVkcm9ja0FQSUtleS', base64(105, 250)],
    ],
  ),
  token(
    'AWS_SESSION_TOKEN',
    'AWS session token',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp.html',
    [
      ['IQoJb3JpZ2luX2Vj', base64(100, 900)],
      ['FwoGZXIvYXdzE', base64(100, 900)],
    ],
  ),
  token('AWS_MWS_AUTH_TOKEN', 'Amazon MWS authorization token', 'https://developer-docs.amazon.com/sp-api/', [
    ['amzn.mws.', ...uuid],
  ]),
  token(
    'AMAZON_OAUTH_CLIENT_SECRET',
    'Login with Amazon client secret',
    'https://developer.amazon.com/docs/login-with-amazon/',
    [['amzn1.oa2-cs.v1.', hex(64)]],
  ),
  token(
    'AWS_APPSYNC_API_KEY',
    'AWS AppSync API key',
    'https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html',
    [['da2-', lower36(26)]],
  ),
  token(
    'AWS_SES_SMTP_PASSWORD',
    'Amazon SES SMTP password',
    'https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html',
    [['B', base64(43)]],
    {
      keywords: ['ses smtp password', 'smtp password', 'ses password', 'smtp pass'],
    },
  ),
  token(
    'AZURE_STORAGE_ACCOUNT_KEY',
    'Azure Storage account key',
    'https://learn.microsoft.com/azure/storage/common/storage-account-keys-manage',
    [
      [base64(76), '+ASt', base64(6), '=='],
      [base64(86), '=='],
    ],
    {
      keywords: [
        'accountkey',
        'azure storage key',
        'azure storage account key',
        'storage account key',
        'azure storage access key',
        'storage key',
        'account key',
      ],
    },
  ),
  token(
    'AZURE_AD_CLIENT_SECRET',
    'Microsoft Entra (Azure AD) client secret',
    'https://learn.microsoft.com/entra/identity-platform/quickstart-register-app',
    [
      [unreserved(3), '7Q~', unreserved(31, 34)],
      [unreserved(3), '8Q~', unreserved(31, 34)],
    ],
  ),
  token(
    'AZURE_DEVOPS_PERSONAL_ACCESS_TOKEN',
    'Azure DevOps personal access token',
    'https://learn.microsoft.com/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate',
    [[base62(76), 'AZDO', base62(4)]],
  ),
  token(
    'AZURE_DEVOPS_LEGACY_TOKEN',
    'Azure DevOps personal access token, older form',
    'https://learn.microsoft.com/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate',
    [[lower36(52)]],
    {
      keywords: [
        'azure devops pat',
        'azure devops token',
        'azure devops ext pat',
        'vsts token',
        'ado token',
        'ado pat',
        'system accesstoken',
      ],
    },
  ),
  token('AZURE_COSMOS_DB_KEY', 'Azure Cosmos DB key', AZURE_KEYS, [[base64(76), 'ACDb', base64(6), '==']]),
  token('AZURE_SERVICE_BUS_KEY', 'Azure Service Bus, Event Hubs or Relay key', AZURE_KEYS, [
    [base64(33), '+ASb', base64(6), '='],
    [base64(33), '+AEh', base64(6), '='],
    [base64(33), '+ARm', base64(6), '='],
  ]),
  token('AZURE_IOT_HUB_KEY', 'Azure IoT Hub key', AZURE_KEYS, [[base64(33), 'AIoT', base64(6), '=']]),
  token('AZURE_EVENT_GRID_KEY', 'Azure Event Grid key', AZURE_KEYS, [[base62(76), 'AZEG', base62(4)]]),
  token('AZURE_CONTAINER_REGISTRY_KEY', 'Azure Container Registry password', AZURE_KEYS, [
    [base64(42), '+ACR', base62(6)],
  ]),
  token('AZURE_SEARCH_KEY', 'Azure AI Search key', AZURE_KEYS, [[base62(42), 'AzSe', base62(6)]]),
  token('AZURE_FUNCTIONS_KEY', 'Azure Functions key', AZURE_KEYS, [[base64url(44), 'AzFu', base64url(6), '==']]),
  token('AZURE_CACHE_FOR_REDIS_KEY', 'Azure Cache for Redis key', AZURE_KEYS, [[base62(33), 'AzCa', base62(6), '=']]),
  token('AZURE_COGNITIVE_SERVICES_KEY', 'Azure AI services key', AZURE_KEYS, [
    [base62(52), 'JQQJ99', base62(18), 'ACOG', base62(4)],
  ]),
  token(
    'AZURE_OPENAI_KEY',
    'Azure OpenAI or Cognitive Services key, older form',
    'https://learn.microsoft.com/azure/ai-services/openai/reference',
    [[hex(32)]],
    {
      keywords: [
        'azure openai api key',
        'azure openai key',
        'ocp-apim-subscription-key',
        'cognitive services key',
        'azure speech key',
      ],
    },
  ),
  token(
    'GOOGLE_OAUTH_REFRESH_TOKEN',
    'Google OAuth refresh token',
    'https://developers.google.com/identity/protocols/oauth2',
    [['1//0', base64url(40, 200)]],
    {
      keywords: ['refresh token', 'refreshtoken'],
    },
  ),
  token(
    'GOOGLE_CLOUD_HMAC_KEY',
    'Google Cloud Storage HMAC access id',
    'https://cloud.google.com/storage/docs/authentication/hmackeys',
    [
      ['GOOG1E', upper36(55)],
      ['GOOG', upper36(20)],
    ],
  ),
  token(
    'FIREBASE_CLOUD_MESSAGING_KEY',
    'Firebase Cloud Messaging server key',
    'https://firebase.google.com/docs/cloud-messaging/auth-server',
    [['AAAA', base64url(7), ':APA91b', base64url(134)]],
  ),
  token('DIGITALOCEAN_PERSONAL_ACCESS_TOKEN', 'DigitalOcean personal access token', DIGITALOCEAN, [
    ['dop_v1_', hex(64)],
  ]),
  token('DIGITALOCEAN_OAUTH_TOKEN', 'DigitalOcean OAuth token', DIGITALOCEAN, [['doo_v1_', hex(64)]]),
  token('DIGITALOCEAN_REFRESH_TOKEN', 'DigitalOcean OAuth refresh token', DIGITALOCEAN, [['dor_v1_', hex(64)]]),
  token(
    'DIGITALOCEAN_SPACES_KEY',
    'DigitalOcean Spaces access key',
    'https://docs.digitalocean.com/products/spaces/how-to/manage-access/',
    [['DO00', upper36(16)]],
  ),
  token('CLOUDFLARE_API_TOKEN', 'Cloudflare API token', CLOUDFLARE, [[base64url(40)]], {
    keywords: ['cloudflare api token', 'cloudflare token', 'cf api token', 'cf token', 'cloudflare'],
  }),
  token('CLOUDFLARE_GLOBAL_API_KEY', 'Cloudflare global API key', CLOUDFLARE, [[hex(37)]], {
    keywords: ['cloudflare api key', 'cf api key', 'x-auth-key', 'cloudflare'],
  }),
  token('CLOUDFLARE_ORIGIN_CA_KEY', 'Cloudflare origin CA key', CLOUDFLARE, [['v1.0-', hex(24), '-', hex(146)]]),
  token('ALIBABA_ACCESS_KEY_ID', 'Alibaba Cloud access key id', ALIBABA, [['LTAI', base62(12, 20)]]),
  token('ALIBABA_ACCESS_KEY_SECRET', 'Alibaba Cloud access key secret', ALIBABA, [[base62(30)]], {
    keywords: ['alibaba cloud access key secret', 'aliyun access key secret', 'access key secret', 'accesskeysecret'],
  }),
  token('TENCENT_SECRET_ID', 'Tencent Cloud secret id', TENCENT, [['AKID', base62(32)]]),
  token('TENCENT_SECRET_KEY', 'Tencent Cloud secret key', TENCENT, [[base62(32)]], {
    keywords: ['tencentcloud secret key', 'tencent secret key', 'qcloud secret key'],
  }),
  token(
    'IBM_CLOUD_API_KEY',
    'IBM Cloud API key',
    'https://cloud.ibm.com/docs/account?topic=account-userapikey',
    [[base64url(44)]],
    {
      keywords: ['ibm cloud api key', 'ibmcloud api key', 'ibm api key', 'ic api key', 'bluemix api key'],
    },
  ),
  token(
    'LINODE_ACCESS_TOKEN',
    'Linode (Akamai) access token',
    'https://techdocs.akamai.com/linode-api/reference/get-started',
    [[hex(64)]],
    {
      keywords: ['linode token', 'linode cli token', 'linode api token', 'linode'],
    },
  ),
  token('VULTR_API_KEY', 'Vultr API key', 'https://www.vultr.com/api/', [[upper36(36)]], {
    keywords: ['vultr api key', 'vultr'],
  }),
  token('SCALEWAY_ACCESS_KEY', 'Scaleway access key', 'https://www.scaleway.com/en/docs/iam/how-to/create-api-keys/', [
    ['SCW', upper36(17)],
  ]),
  token(
    'SCALEWAY_SECRET_KEY',
    'Scaleway secret key',
    'https://www.scaleway.com/en/docs/iam/how-to/create-api-keys/',
    [uuid],
    {
      keywords: ['scw secret key', 'scaleway secret key', 'scw secret token'],
    },
  ),
  token('HETZNER_API_TOKEN', 'Hetzner Cloud API token', 'https://docs.hetzner.cloud/', [[base62(64)]], {
    keywords: ['hcloud token', 'hetzner token', 'hetzner api token', 'hetzner'],
  }),
  token('YANDEX_CLOUD_API_KEY', 'Yandex Cloud API key', YANDEX, [['AQVN', base64url(35, 38)]]),
  token('YANDEX_CLOUD_IAM_TOKEN', 'Yandex Cloud IAM token', YANDEX, [
    ['t1.9eu', base64url(20, 300), '.', base64url(86)],
  ]),
  token('YANDEX_OAUTH_TOKEN', 'Yandex OAuth token', YANDEX, [
    ['y0__', base64url(40, 60)],
    ['y0_Ag', wordRun(50, 60)],
  ]),
  token('YANDEX_CLOUD_STATIC_KEY', 'Yandex Cloud static access key', YANDEX, [['YC', base64url(38)]], {
    keywords: ['yandex', 'yc secret', 'aws secret access key'],
  }),
  token(
    'CLICKHOUSE_CLOUD_API_SECRET',
    'ClickHouse Cloud API secret',
    'https://clickhouse.com/docs/cloud/manage/openapi',
    [['4b1d', base62(38)]],
  ),
  token(
    'NGROK_AUTH_TOKEN',
    'ngrok authtoken',
    'https://ngrok.com/docs/agent/',
    [[base62(24, 32), '_', base62(16, 24)]],
    {
      keywords: ['ngrok authtoken', 'ngrok auth token', 'ngrok token', 'ngrok'],
    },
  ),
  token('TAILSCALE_KEY', 'Tailscale key', 'https://tailscale.com/kb/1277/key-prefixes', [
    ['tskey-auth-', base62(10, 24), '-', base62(20, 40)],
    ['tskey-api-', base62(10, 24), '-', base62(20, 40)],
    ['tskey-client-', base62(10, 24), '-', base62(20, 40)],
    ['tskey-webhook-', base62(10, 24), '-', base62(20, 40)],
  ]),
  token(
    'FASTLY_API_TOKEN',
    'Fastly API token',
    'https://www.fastly.com/documentation/reference/api/auth-tokens/',
    [[base64url(32)]],
    {
      keywords: ['fastly api token', 'fastly api key', 'fastly key', 'fastly token', 'fastly'],
    },
  ),
];
