import { listOf, textsOf, valueAt } from './json-value.ts';
import type { Grants } from './policy-grants.ts';

const EVERYONE = 'http://acs.amazonaws.com/groups/global/AllUsers';
const AUTHENTICATED = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers';
const GRANT_HEADERS = [
  'x-amz-grant-read',
  'x-amz-grant-write',
  'x-amz-grant-read-acp',
  'x-amz-grant-write-acp',
  'x-amz-grant-full-control',
] as const;

/**
 * Whom the access list in a request's parameters lets in: a canned one, headers that grant, or the list itself, each as
 * CloudTrail writes them. Source: Amazon S3 user guide, "Access control list (ACL) overview".
 */
export function aclGrants(parameters: unknown): Grants {
  const canned = textsOf(valueAt(parameters, 'x-amz-acl'));
  const list = valueAt(parameters, 'AccessControlPolicy');
  const owners = textsOf(valueAt(list, 'Owner', 'ID'));
  const grantees = listOf(valueAt(list, 'AccessControlList', 'Grant')).map((grant) => valueAt(grant, 'Grantee'));
  const headers = GRANT_HEADERS.flatMap((name) => textsOf(valueAt(parameters, name)));
  const groups = new Set([
    ...grantees.flatMap((grantee) => textsOf(valueAt(grantee, 'URI'))),
    ...headers.flatMap((header) => granted(header, 'uri')),
  ]);
  const ids = [
    ...grantees.flatMap((grantee) => textsOf(valueAt(grantee, 'ID'))),
    ...headers.flatMap((header) => granted(header, 'id')),
  ];
  return {
    everyone: groups.has(EVERYONE) || canned.some((name) => /^public-read(?:-write)?$/.test(name)),
    authenticated: groups.has(AUTHENTICATED) || canned.includes('authenticated-read'),
    // Headers do not say who the owner is, who is often among those granted.
    accounts: owners.length === 0 ? [] : [...new Set(ids)].filter((id) => !owners.includes(id)).sort(),
  };
}

/** The values of `id="…", uri="…"`. */
function granted(header: string, name: string): readonly string[] {
  return [...header.matchAll(/([A-Za-z]+)\s*=\s*"?([^",]*)"?/g)]
    .filter((m) => m[1]!.toLowerCase() === name)
    .map((m) => m[2]!);
}
