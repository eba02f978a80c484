import type { DataIdentifier } from '../data-identifier.ts';
import { base62, base64url, hex, lower36, upper36, uuid } from '../tokens/alphabet.ts';
import { token } from '../tokens/token.ts';

const NEW_RELIC = 'https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/';
const SENTRY = 'https://docs.sentry.io/account/auth-tokens/';
const DOPPLER = 'https://docs.doppler.com/reference/auth-token-formats';
const VAULT = 'https://developer.hashicorp.com/vault/docs/concepts/tokens';
const DATADOG = 'https://docs.datadoghq.com/account_management/api-app-keys/';
const DYNATRACE = 'https://docs.dynatrace.com/docs/dynatrace-api/basics/dynatrace-api-authentication';

/** Secret stores, identity, monitoring, incident response and security tools. */
export const operationsCredentials: readonly DataIdentifier[] = [
  token('HASHICORP_VAULT_SERVICE_TOKEN', 'HashiCorp Vault service token', VAULT, [['hvs.', base64url(24, 130)]]),
  token('HASHICORP_VAULT_BATCH_TOKEN', 'HashiCorp Vault batch token', VAULT, [['hvb.', base64url(130, 300)]]),
  token('HASHICORP_VAULT_RECOVERY_TOKEN', 'HashiCorp Vault recovery token', VAULT, [['hvr.', base64url(24, 130)]]),
  token('HASHICORP_VAULT_LEGACY_TOKEN', 'HashiCorp Vault token before 1.10', VAULT, [['s.', base62(24)]], {
    keywords: ['vault token', 'x-vault-token', 'vault'],
  }),
  token('HASHICORP_VAULT_UNSEAL_KEY', 'HashiCorp Vault unseal key', VAULT, [[base64url(43), '='], [hex(66)]], {
    keywords: ['unseal key', 'unseal key 1', 'recovery key'],
  }),
  token(
    'TERRAFORM_CLOUD_TOKEN',
    'HCP Terraform token',
    'https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens',
    [[base62(14), '.atlasv1.', base64url(60, 70)]],
  ),
  token(
    'CONSUL_TOKEN',
    'HashiCorp Consul ACL token',
    'https://developer.hashicorp.com/consul/docs/security/acl/tokens',
    [uuid],
    {
      keywords: ['consul http token', 'consul token', 'x-consul-token', 'nomad token', 'x-nomad-token'],
    },
  ),
  token(
    'PULUMI_ACCESS_TOKEN',
    'Pulumi access token',
    'https://www.pulumi.com/docs/pulumi-cloud/access-management/access-tokens/',
    [['pul-', hex(40)]],
  ),
  token('DOPPLER_PERSONAL_TOKEN', 'Doppler personal token', DOPPLER, [['dp.pt.', base62(40, 44)]]),
  token('DOPPLER_SERVICE_TOKEN', 'Doppler service token', DOPPLER, [
    ['dp.st.', base62(40, 44)],
    ['dp.st.', lower36(2, 35), '.', base62(40, 44)],
  ]),
  token('DOPPLER_SERVICE_ACCOUNT_TOKEN', 'Doppler service account token', DOPPLER, [['dp.sa.', base62(40, 44)]]),
  token('DOPPLER_CLI_TOKEN', 'Doppler CLI token', DOPPLER, [['dp.ct.', base62(40, 44)]]),
  token('DOPPLER_SCIM_TOKEN', 'Doppler SCIM token', DOPPLER, [['dp.scim.', base62(40, 44)]]),
  token('DOPPLER_AUDIT_TOKEN', 'Doppler audit token', DOPPLER, [['dp.audit.', base62(40, 44)]]),
  token(
    'INFISICAL_SERVICE_TOKEN',
    'Infisical service token',
    'https://infisical.com/docs/documentation/platform/token',
    [['st.', hex(24), '.', hex(32), '.', hex(32)]],
  ),
  token(
    'ONEPASSWORD_SERVICE_ACCOUNT_TOKEN',
    '1Password service account token',
    'https://developer.1password.com/docs/service-accounts/',
    [['ops_eyJ', base64url(250, 900)]],
  ),
  token('ONEPASSWORD_SECRET_KEY', '1Password secret key', 'https://support.1password.com/secret-key/', [
    ['A3-', upper36(6), '-', upper36(6), '-', upper36(5), '-', upper36(5), '-', upper36(5), '-', upper36(5)],
  ]),
  token(
    'OKTA_API_TOKEN',
    'Okta API token',
    'https://developer.okta.com/docs/guides/create-an-api-token/',
    [['00', base64url(40)]],
    {
      keywords: ['okta api token', 'okta token', 'ssws', 'okta'],
    },
  ),
  token(
    'AUTH0_CLIENT_SECRET',
    'Auth0 client secret',
    'https://auth0.com/docs/secure/application-credentials',
    [[base64url(64)]],
    {
      keywords: ['auth0 client secret', 'auth0 secret', 'auth0'],
    },
  ),
  token('DATADOG_API_KEY', 'Datadog API key', DATADOG, [[hex(32)]], {
    keywords: ['datadog api key', 'dd api key', 'dd-api-key', 'datadog'],
  }),
  token('DATADOG_APPLICATION_KEY', 'Datadog application key', DATADOG, [[hex(40)]], {
    keywords: [
      'datadog app key',
      'datadog application key',
      'dd app key',
      'dd application key',
      'dd-application-key',
      'datadog',
    ],
  }),
  token('NEW_RELIC_USER_KEY', 'New Relic user key', NEW_RELIC, [['NRAK-', upper36(27)]]),
  token('NEW_RELIC_LICENSE_KEY', 'New Relic license key', NEW_RELIC, [
    [hex(36), 'NRAL'],
    ['eu01xx', hex(30), 'NRAL'],
  ]),
  token('NEW_RELIC_INSERT_KEY', 'New Relic Insights insert key', NEW_RELIC, [['NRII-', base64url(32)]]),
  token('NEW_RELIC_QUERY_KEY', 'New Relic Insights query key', NEW_RELIC, [['NRIQ-', base64url(32)]]),
  token('NEW_RELIC_BROWSER_KEY', 'New Relic browser key', NEW_RELIC, [['NRJS-', hex(19)]]),
  token('NEW_RELIC_REST_KEY', 'New Relic REST API key', NEW_RELIC, [['NRRA-', hex(42)]]),
  token('SENTRY_ORGANIZATION_TOKEN', 'Sentry organization token', SENTRY, [
    ['sntrys_eyJ', base64url(60, 400), '_', base64url(43)],
  ]),
  token('SENTRY_USER_TOKEN', 'Sentry user token', SENTRY, [['sntryu_', hex(64)]]),
  token('SENTRY_AUTH_TOKEN', 'Sentry token without prefix', SENTRY, [[hex(64)]], {
    keywords: ['sentry auth token', 'sentry token'],
  }),
  token(
    'GRAFANA_CLOUD_TOKEN',
    'Grafana Cloud access policy token',
    'https://grafana.com/docs/grafana-cloud/account-management/authentication-and-permissions/access-policies/',
    [['glc_eyJ', base62(60, 400)]],
  ),
  token(
    'HONEYCOMB_INGEST_KEY',
    'Honeycomb ingest key',
    'https://docs.honeycomb.io/configure/environments/manage-api-keys/',
    [
      ['hcaik_', lower36(58)],
      ['hcbik_', lower36(58)],
    ],
  ),
  token('DYNATRACE_TOKEN', 'Dynatrace access token', DYNATRACE, [['dt0c01.', upper36(24), '.', upper36(64)]]),
  token('DYNATRACE_PLATFORM_TOKEN', 'Dynatrace platform token or OAuth secret', DYNATRACE, [
    ['dt0s16.', upper36(8), '.', upper36(64)],
    ['dt0s02.', upper36(8), '.', upper36(64)],
  ]),
  token(
    'SPLUNK_HEC_TOKEN',
    'Splunk HTTP Event Collector token',
    'https://docs.splunk.com/Documentation/Splunk/latest/Data/UsetheHTTPEventCollector',
    [uuid],
    {
      keywords: ['splunk hec token', 'splunk token', 'hec token', 'authorization: splunk'],
    },
  ),
  token('ROLLBAR_ACCESS_TOKEN', 'Rollbar access token', 'https://docs.rollbar.com/docs/access-tokens', [[hex(32)]], {
    keywords: ['rollbar access token', 'rollbar token', 'rollbar'],
  }),
  token(
    'SUMO_LOGIC_ACCESS_KEY',
    'Sumo Logic access key',
    'https://help.sumologic.com/docs/manage/security/access-keys/',
    [[base62(64)]],
    {
      keywords: ['sumologic access key', 'sumo access key', 'sumo logic', 'sumologic'],
    },
  ),
  token(
    'PAGERDUTY_API_KEY',
    'PagerDuty API key',
    'https://support.pagerduty.com/main/docs/api-access-keys',
    [['u+', base64url(18)], [base64url(20)]],
    {
      keywords: ['pagerduty api key', 'pd api key', 'pd token', 'pagerduty token', 'pagerduty api token', 'pagerduty'],
    },
  ),
  token('OPSGENIE_API_KEY', 'Opsgenie API key', 'https://docs.opsgenie.com/docs/api-key-management', [uuid], {
    keywords: ['opsgenie api key', 'geniekey', 'opsgenie'],
  }),
  token('STACKHAWK_API_KEY', 'StackHawk API key', 'https://docs.stackhawk.com/', [
    ['hawk.', base64url(20), '.', base64url(20)],
  ]),
  token('AXIOM_API_TOKEN', 'Axiom API token', 'https://axiom.co/docs/reference/tokens', [
    ['xaat-', ...uuid],
    ['xapt-', ...uuid],
  ]),
  token('POSTHOG_PERSONAL_API_KEY', 'PostHog personal API key', 'https://posthog.com/docs/api', [
    ['phx_', base62(43, 52)],
  ]),
  token('POSTHOG_PROJECT_KEY', 'PostHog project key', 'https://posthog.com/docs/api', [['phc_', base62(43, 52)]]),
  token('SEGMENT_PUBLIC_API_TOKEN', 'Segment Public API token', 'https://segment.com/docs/api/public-api/', [
    ['sgp_', base62(64)],
  ]),
  token(
    'VIRUSTOTAL_API_KEY',
    'VirusTotal API key',
    'https://docs.virustotal.com/reference/authentication',
    [[hex(64)]],
    {
      keywords: ['virustotal api key', 'vt api key', 'virustotal'],
    },
  ),
  token('SHODAN_API_KEY', 'Shodan API key', 'https://developer.shodan.io/', [[base62(32)]], {
    keywords: ['shodan api key', 'shodan'],
  }),
  token('RAPIDAPI_KEY', 'RapidAPI key', 'https://docs.rapidapi.com/docs/keys', [
    [lower36(10), 'msh', lower36(15), 'p1', lower36(6), 'jsn', lower36(12)],
  ]),
  token('DUO_SECRET_KEY', 'Duo Security secret key', 'https://duo.com/docs/authapi', [[base62(40)]], {
    keywords: ['duo secret key', 'duo skey', 'duo client secret'],
  }),
  token(
    'CISCO_MERAKI_API_KEY',
    'Cisco Meraki API key',
    'https://developer.cisco.com/meraki/api-v1/authorization/',
    [[hex(40)]],
    {
      keywords: ['meraki api key', 'meraki dashboard api key', 'x-cisco-meraki-api-key', 'meraki'],
    },
  ),
  token('DEFINED_NETWORKING_API_TOKEN', 'Defined Networking API token', 'https://docs.defined.net/', [
    ['dnkey-', base62(26), '-', base62(52)],
  ]),
  token('HCAPTCHA_SECRET', 'hCaptcha secret', 'https://docs.hcaptcha.com/', [['ES_', hex(32)]]),
  token(
    'RECAPTCHA_SECRET',
    'Google reCAPTCHA secret key',
    'https://developers.google.com/recaptcha/docs/verify',
    [['6L', base64url(6), 'AAAAA', base64url(27)]],
    {
      keywords: ['recaptcha secret', 'recaptcha secret key', 'recaptcha private key'],
    },
  ),
  token('CLOUDFLARE_TURNSTILE_SECRET', 'Cloudflare Turnstile secret', 'https://developers.cloudflare.com/turnstile/', [
    ['0x4AAAAAAA', base64url(26)],
  ]),
  token('MAXMIND_LICENSE_KEY', 'MaxMind license key', 'https://dev.maxmind.com/license-key/', [
    [base62(6), '_', base62(29), '_mmk'],
  ]),
  token(
    'BITLY_ACCESS_TOKEN',
    'Bitly access token',
    'https://dev.bitly.com/docs/getting-started/authentication/',
    [[hex(40)]],
    {
      keywords: ['bitly access token', 'bitly token', 'bitly'],
    },
  ),
  token('ALGOLIA_ADMIN_KEY', 'Algolia API key', 'https://www.algolia.com/doc/guides/security/api-keys/', [[hex(32)]], {
    keywords: ['algolia admin key', 'algolia api key', 'algolia admin api key', 'algolia'],
  }),
];
