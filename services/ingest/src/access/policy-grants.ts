import { listOf, textsOf, valueAt } from './json-value.ts';
import { ACCOUNT } from './principal.ts';

/** Whom a policy or an access list lets in, beside the owner. */
export interface Grants {
  readonly everyone: boolean;
  /** Every user of any AWS account. */
  readonly authenticated: boolean;
  /** Other accounts by number, or by canonical id where no number is given; sorted. */
  readonly accounts: readonly string[];
}

/**
 * Conditions that keep a statement for everyone from being public when they name fixed values.
 * Source: Amazon S3 user guide, "The meaning of 'public'".
 */
const NARROWING: ReadonlySet<string> = new Set([
  'aws:sourceip',
  'aws:sourcearn',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:sourceowner',
  'aws:sourceaccount',
  'aws:userid',
  'aws:principalorgid',
  'aws:principalarn',
  'aws:principalaccount',
  's3:dataaccesspointarn',
  's3:dataaccesspointaccount',
]);
const FIXING = /^(?:StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike|IpAddress)$/;
/** Wider networks are as good as everyone. */
const NETWORK_BITS_MIN = { ipv4: 8, ipv6: 32 } as const;

/** Whom the statements of a bucket or access point policy let in; `owner`: the account of the bucket, '' when not known. */
export function policyGrants(policy: unknown, owner: string): Grants {
  const accounts = new Set<string>();
  let everyone = false;
  for (const statement of listOf(valueAt(policy, 'Statement'))) {
    if (valueAt(statement, 'Effect') !== 'Allow') continue;
    const principal = valueAt(statement, 'Principal');
    const named = typeof principal === 'string' ? [principal] : textsOf(valueAt(principal, 'AWS'));
    const all = named.includes('*') || valueAt(statement, 'NotPrincipal') !== undefined;
    if (all && !isNarrowed(valueAt(statement, 'Condition'))) everyone = true;
    for (const one of [...named.map(accountOf), ...textsOf(valueAt(principal, 'CanonicalUser'))]) {
      if (one !== '' && one !== owner) accounts.add(one);
    }
  }
  return { everyone, authenticated: false, accounts: [...accounts].sort() };
}

/** `123456789012`, or the account of `arn:aws:iam::123456789012:role/name`. */
function accountOf(principal: string): string {
  if (ACCOUNT.test(principal)) return principal;
  return /^arn:aws[a-z-]*:(?:iam|sts)::(\d{12}):/.exec(principal)?.[1] ?? '';
}

function isNarrowed(condition: unknown): boolean {
  if (typeof condition !== 'object' || condition === null) return false;
  return Object.entries(condition).some(
    ([operator, tests]) =>
      FIXING.test(operator) &&
      typeof tests === 'object' &&
      tests !== null &&
      Object.entries(tests as object).some(([name, values]) => {
        const texts = textsOf(values);
        return NARROWING.has(name.toLowerCase()) && texts.length > 0 && texts.every((text) => isFixed(name, text));
      }),
  );
}

function isFixed(name: string, value: string): boolean {
  if (name.toLowerCase() !== 'aws:sourceip') return !/^[*?]*$/.test(value);
  const [address = '', bits] = value.split('/');
  const least = address.includes(':') ? NETWORK_BITS_MIN.ipv6 : NETWORK_BITS_MIN.ipv4;
  return bits === undefined || Number(bits) >= least;
}
