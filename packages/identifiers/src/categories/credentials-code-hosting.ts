import type { DataIdentifier } from '../data-identifier.ts';
import {
  base62,
  base64,
  base64url,
  digits,
  hex,
  lower36,
  upper36,
  upperHex,
  uuid,
  wordRun,
} from '../tokens/alphabet.ts';
import { token } from '../tokens/token.ts';

const GITLAB = 'https://docs.gitlab.com/security/tokens/#token-prefixes';
const SONAR = 'https://docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens/';
const BITBUCKET = 'https://support.atlassian.com/bitbucket-cloud/docs/using-access-tokens/';

/** Code hosting, continuous integration and code quality. GitHub's tokens are one row of service-tokens.ts. */
export const codeHostingCredentials: readonly DataIdentifier[] = [
  token('GITLAB_PERSONAL_ACCESS_TOKEN', 'GitLab personal access token', GITLAB, [['glpat-', base64url(20)]]),
  token('GITLAB_DEPLOY_TOKEN', 'GitLab deploy token', GITLAB, [['gldt-', base64url(20)]]),
  token('GITLAB_RUNNER_TOKEN', 'GitLab runner authentication token', GITLAB, [['glrt-', base64url(20)]]),
  token('GITLAB_RUNNER_REGISTRATION_TOKEN', 'GitLab runner registration token', GITLAB, [
    ['GR1348941', base64url(20)],
    ['glrtr-', base64url(20)],
  ]),
  token('GITLAB_TRIGGER_TOKEN', 'GitLab pipeline trigger token', GITLAB, [['glptt-', hex(40)]]),
  token('GITLAB_JOB_TOKEN', 'GitLab CI/CD job token', GITLAB, [['glcbt-', base62(1, 5), '_', base64url(20)]]),
  token('GITLAB_FEED_TOKEN', 'GitLab feed token', GITLAB, [['glft-', base64url(20)]]),
  token('GITLAB_INCOMING_MAIL_TOKEN', 'GitLab incoming mail token', GITLAB, [['glimt-', base64url(25)]]),
  token('GITLAB_AGENT_TOKEN', 'GitLab agent for Kubernetes token', GITLAB, [['glagent-', base64url(50)]]),
  token('GITLAB_SCIM_TOKEN', 'GitLab SCIM token', GITLAB, [['glsoat-', base64url(20)]]),
  token('GITLAB_OAUTH_APPLICATION_SECRET', 'GitLab OAuth secret', GITLAB, [['gloas-', hex(64)]]),
  token('GITLAB_FEATURE_FLAG_TOKEN', 'GitLab feature flags token', GITLAB, [['glffct-', base64url(20)]]),
  token('GITLAB_SESSION_COOKIE', 'GitLab session cookie', GITLAB, [['_gitlab_session=', hex(32)]]),
  token('BITBUCKET_APP_PASSWORD', 'Bitbucket app password', BITBUCKET, [['ATBB', base62(24), upperHex(8)]]),
  token('BITBUCKET_ACCESS_TOKEN', 'Bitbucket repository, project or workspace access token', BITBUCKET, [
    ['ATCTT3xFfG', base64url(100, 220), '=', upperHex(8)],
  ]),
  token(
    'GITEA_ACCESS_TOKEN',
    'Gitea or Forgejo access token',
    'https://docs.gitea.com/development/api-usage',
    [[hex(40)]],
    { keywords: ['gitea token', 'gitea access token', 'gitea api token', 'forgejo token'] },
  ),
  token('SONAR_TOKEN', 'SonarQube or SonarCloud token', SONAR, [
    ['sqp_', hex(40)],
    ['sqa_', hex(40)],
    ['squ_', hex(40)],
  ]),
  token('SONAR_LEGACY_TOKEN', 'SonarQube token without prefix', SONAR, [[hex(40)]], {
    keywords: ['sonar token', 'sonar login', 'sonar.login', 'sonar.token'],
  }),
  token('SNYK_API_TOKEN', 'Snyk API token', 'https://docs.snyk.io/snyk-api/authentication-for-api', [uuid], {
    keywords: ['snyk token', 'snyk api token', 'snyk key', 'snyk api key'],
  }),
  token('CODECOV_TOKEN', 'Codecov upload token', 'https://docs.codecov.com/docs/codecov-tokens', [uuid], {
    keywords: ['codecov token', 'codecov'],
  }),
  token('CIRCLECI_TOKEN', 'CircleCI personal or project token', 'https://circleci.com/docs/managing-api-tokens/', [
    ['CCIPAT_', base62(22), '_', hex(40)],
    ['CCIPRJ_', base62(22), '_', hex(40)],
  ]),
  token(
    'CIRCLECI_LEGACY_TOKEN',
    'CircleCI token without prefix',
    'https://circleci.com/docs/managing-api-tokens/',
    [[hex(40)]],
    { keywords: ['circle token', 'circleci token', 'circleci api token', 'circle ci token'] },
  ),
  token('TRAVIS_CI_TOKEN', 'Travis CI token', 'https://docs.travis-ci.com/user/triggering-builds/', [[base62(22)]], {
    keywords: ['travis token', 'travis ci token', 'travis api token', 'travis access token'],
  }),
  token('BUILDKITE_API_TOKEN', 'Buildkite API access token', 'https://buildkite.com/docs/apis/managing-api-tokens', [
    ['bkua_', hex(40)],
  ]),
  token(
    'BUILDKITE_AGENT_TOKEN',
    'Buildkite agent token',
    'https://buildkite.com/docs/agent/v3/tokens',
    [[hex(50)], ['bkct_', base62(32, 64)]],
    { keywords: ['buildkite agent token', 'buildkite'] },
  ),
  token('DRONE_CI_TOKEN', 'Drone CI token', 'https://docs.drone.io/cli/setup/', [[base62(32)]], {
    keywords: ['drone token', 'drone ci token', 'droneci'],
  }),
  token(
    'JENKINS_API_TOKEN',
    'Jenkins API token',
    'https://www.jenkins.io/doc/book/system-administration/authenticating-scripted-clients/',
    [['11', hex(32)]],
    {
      keywords: ['jenkins', 'jenkins token', 'jenkins api token'],
    },
  ),
  token(
    'HARNESS_TOKEN',
    'Harness personal or service account token',
    'https://developer.harness.io/docs/platform/automation/api/add-and-manage-api-keys/',
    [
      ['pat.', base64url(22), '.', hex(24), '.', base62(20)],
      ['sat.', base64url(22), '.', hex(24), '.', base62(20)],
    ],
  ),
  token(
    'OCTOPUS_DEPLOY_API_KEY',
    'Octopus Deploy API key',
    'https://octopus.com/docs/octopus-rest-api/how-to-create-an-api-key',
    [['API-', upper36(25, 32)]],
  ),
  token(
    'SOURCEGRAPH_ACCESS_TOKEN',
    'Sourcegraph access token',
    'https://sourcegraph.com/docs/admin/security_and_authentication',
    [
      ['sgp_', hex(16), '_', hex(40)],
      ['sgp_local_', hex(40)],
      ['sgp_', hex(40)],
    ],
  ),
  token(
    'LAUNCHDARKLY_KEY',
    'LaunchDarkly SDK or API key',
    'https://launchdarkly.com/docs/home/account/environment/keys',
    [
      ['sdk-', ...uuid],
      ['api-', ...uuid],
    ],
  ),
  token(
    'JFROG_API_KEY',
    'JFrog API key',
    'https://jfrog.com/help/r/jfrog-platform-administration-documentation/api-key',
    [['AKCp', base62(69)]],
  ),
  token(
    'JFROG_REFERENCE_TOKEN',
    'JFrog reference token',
    'https://jfrog.com/help/r/jfrog-platform-administration-documentation/reference-token',
    // base64 of "reftkn:".
    [['cmVmdGtuO', base62(55)]],
  ),
  token(
    'TEAMCITY_ACCESS_TOKEN',
    'TeamCity access token',
    'https://www.jetbrains.com/help/teamcity/managing-your-user-account.html#Managing+Access+Tokens',
    [
      // base64 of {"typ": "TCV2"}.
      ['eyJ0eXAiOiAiVENWMiJ9.', base64url(30, 60), '.', base64url(40, 60)],
    ],
  ),
  token(
    'JETBRAINS_PERMANENT_TOKEN',
    'JetBrains Hub or YouTrack permanent token',
    'https://www.jetbrains.com/help/youtrack/server/manage-permanent-token.html',
    [
      ['perm:', base62(4, 60), '.', base62(4, 60), '.', base62(30)],
      ['perm-', base62(4, 60), '=.', base62(4, 60), '=.', base62(30)],
    ],
  ),
  token(
    'EXPO_ACCESS_TOKEN',
    'Expo access token',
    'https://docs.expo.dev/accounts/programmatic-access/',
    [[base64url(40)]],
    {
      keywords: ['expo token', 'expo access token'],
    },
  ),
  token('WAKATIME_API_KEY', 'WakaTime API key', 'https://wakatime.com/developers', [['waka_', ...uuid]]),
  token(
    'READTHEDOCS_TOKEN',
    'Read the Docs token',
    'https://docs.readthedocs.com/platform/stable/api/v3.html',
    [[hex(40)]],
    {
      keywords: ['readthedocs token', 'rtd token'],
    },
  ),
  token(
    'CODE_CLIMATE_REPORTER_ID',
    'Code Climate test reporter id',
    'https://docs.codeclimate.com/docs/finding-your-test-coverage-token',
    [[hex(64)]],
    {
      keywords: ['cc test reporter id', 'codeclimate'],
    },
  ),
  token('COVERALLS_REPO_TOKEN', 'Coveralls repository token', 'https://docs.coveralls.io/', [[base62(32, 37)]], {
    keywords: ['coveralls repo token', 'coveralls token'],
  }),
  token(
    'NETLIFY_ACCESS_TOKEN',
    'Netlify access token',
    'https://docs.netlify.com/api-and-cli-guides/api-guides/get-started-with-api/',
    [['nfp_', wordRun(36)]],
  ),
  token(
    'VERCEL_ACCESS_TOKEN',
    'Vercel access token',
    'https://vercel.com/docs/rest-api#authentication',
    [[base62(24)]],
    {
      keywords: ['vercel token', 'vercel access token', 'vercel api token'],
    },
  ),
  token('RENDER_API_KEY', 'Render API key', 'https://render.com/docs/api', [['rnd_', base62(28, 40)]]),
  token('RAILWAY_TOKEN', 'Railway token', 'https://docs.railway.com/guides/cli', [uuid], {
    keywords: ['railway token', 'railway api token'],
  }),
  token('FLY_IO_ACCESS_TOKEN', 'Fly.io access token', 'https://fly.io/docs/security/tokens/', [
    ['fo1_', base64url(43)],
    ['fm2_', base64(100, 700)],
  ]),
  token('HEROKU_API_KEY', 'Heroku API key', 'https://devcenter.heroku.com/articles/authentication', [
    ['HRKU-AA', base64url(58)],
    ['HRKU-', ...uuid],
  ]),
  token(
    'HEROKU_LEGACY_API_KEY',
    'Heroku API key without prefix',
    'https://devcenter.heroku.com/articles/authentication',
    [uuid],
    {
      keywords: ['heroku api key', 'heroku api token', 'heroku auth token', 'heroku key', 'heroku token'],
    },
  ),
  token('SCALINGO_API_TOKEN', 'Scalingo API token', 'https://developers.scalingo.com/', [['tk-us-', base64url(48)]]),
  token('PREFECT_API_KEY', 'Prefect API key', 'https://docs.prefect.io/v3/how-to-guides/cloud/manage-users/api-keys', [
    ['pnu_', base62(36)],
    ['pnb_', base62(36)],
  ]),
  token('INFRACOST_API_KEY', 'Infracost API key', 'https://www.infracost.io/docs/', [['ico-', base62(32)]]),
  token('GITTER_ACCESS_TOKEN', 'Gitter access token', 'https://developer.gitter.im/docs/authentication', [[hex(40)]], {
    keywords: ['gitter'],
  }),
  token(
    'ASANA_ACCESS_TOKEN',
    'Asana personal access token',
    'https://developers.asana.com/docs/personal-access-token',
    [
      [digits(1), '/', digits(16), '/', digits(16), ':', hex(32)],
      [digits(1), '/', digits(16), ':', hex(32)],
    ],
  ),
  token('LINEAR_API_KEY', 'Linear API key', 'https://linear.app/developers/graphql', [['lin_api_', base62(40)]]),
  token('LINEAR_OAUTH_TOKEN', 'Linear OAuth token', 'https://linear.app/developers/oauth-2-0-authentication', [
    ['lin_oauth_', hex(64)],
  ]),
  token(
    'POSTMAN_API_KEY',
    'Postman API key',
    'https://learning.postman.com/docs/developer/postman-api/authentication/',
    [['PMAK-', hex(24), '-', hex(34)]],
  ),
  token(
    'POSTMAN_COLLECTION_ACCESS_KEY',
    'Postman collection access key',
    'https://learning.postman.com/docs/collaborating-in-postman/sharing/',
    [['PMAT-', upper36(26)]],
  ),
  token('README_API_KEY', 'ReadMe API key', 'https://docs.readme.com/main/reference/authentication', [
    ['rdme_', lower36(70)],
  ]),
];
