import type { DataIdentifier } from '../data-identifier.ts';
import { base62, base64url, hex, lower36 } from '../tokens/alphabet.ts';
import { token } from '../tokens/token.ts';

const DOCKER = 'https://docs.docker.com/security/access-tokens/';
const PACKAGIST = 'https://packagist.com/docs/api';

/** Package and image registries whose tokens carry no checksum. */
export const packageCredentials: readonly DataIdentifier[] = [
  // The fixed text is the beginning of the macaroon: version, and the location pypi.org.
  token('PYPI_API_TOKEN', 'PyPI API token', 'https://pypi.org/help/#apitoken', [
    ['pypi-AgEIcHlwaS5vcmc', base64url(50, 300)],
  ]),
  token('TEST_PYPI_API_TOKEN', 'TestPyPI API token', 'https://test.pypi.org/help/#apitoken', [
    ['pypi-AgENdGVzdC5weXBpLm9yZ', base64url(50, 300)],
  ]),
  token('RUBYGEMS_API_KEY', 'RubyGems API key', 'https://guides.rubygems.org/api-key-scopes/', [
    ['rubygems_', hex(48)],
  ]),
  token('CRATES_IO_API_TOKEN', 'crates.io API token', 'https://doc.rust-lang.org/cargo/reference/publishing.html', [
    ['cio', base62(32)],
  ]),
  token('NUGET_API_KEY', 'NuGet API key', 'https://learn.microsoft.com/nuget/nuget-org/publish-a-package', [
    ['oy2', lower36(43)],
  ]),
  token('DOCKER_HUB_PERSONAL_ACCESS_TOKEN', 'Docker Hub personal access token', DOCKER, [['dckr_pat_', base64url(27)]]),
  token('DOCKER_HUB_ORGANIZATION_TOKEN', 'Docker Hub organization access token', DOCKER, [
    ['dckr_oat_', base64url(32)],
  ]),
  token('CLOJARS_DEPLOY_TOKEN', 'Clojars deploy token', 'https://github.com/clojars/clojars-web/wiki/Deploy-Tokens', [
    ['CLOJARS_', lower36(60)],
  ]),
  token('PACKAGIST_TOKEN', 'Private Packagist token', PACKAGIST, [
    ['packagist_uut_', hex(68)],
    ['packagist_ort_', hex(68)],
    ['packagist_out_', hex(68)],
  ]),
  token(
    'OPENSHIFT_TOKEN',
    'OpenShift OAuth token',
    'https://docs.openshift.com/container-platform/latest/authentication/index.html',
    [['sha256~', base64url(43)]],
  ),
  token(
    'RANCHER_TOKEN',
    'Rancher API token',
    'https://ranchermanager.docs.rancher.com/reference-guides/user-settings/api-keys',
    [['token-', lower36(5), ':', lower36(54)]],
  ),
];
