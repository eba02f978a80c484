import { PrincipalType } from '@dowser/contracts';

/** Who made a request, in the words that CloudTrail and the access logs have in common. */
export interface Principal {
  readonly principal: string;
  readonly principalType: PrincipalType;
  /** 12 digits; '' when not known. */
  readonly account: string;
}

export const ANONYMOUS: Principal = {
  principal: 'ANONYMOUS_PRINCIPAL',
  principalType: PrincipalType.Anonymous,
  account: '',
};

export const ACCOUNT = /^\d{12}$/;

/**
 * The principal that an ARN of IAM or STS names, without session and without path (an assumed role's ARN has none); null
 * when it is of no such form. Source: IAM user guide, "IAM identifiers".
 */
export function principalOfArn(arn: string): Principal | null {
  const match = /^arn:aws[a-z-]*:(?:iam|sts)::(\d{12}):([a-z-]+)(?:\/(.+))?$/s.exec(arn);
  if (match === null) return null;
  const [, account = '', kind = '', path = ''] = match;
  const last = path.slice(path.lastIndexOf('/') + 1);
  switch (kind) {
    case 'root':
      return { principal: `${account}:root:root`, principalType: PrincipalType.Root, account };
    case 'user':
      return last === '' ? null : { principal: `${account}:user:${last}`, principalType: PrincipalType.User, account };
    case 'role':
      return last === '' ? null : role(account, last);
    case 'assumed-role': {
      const [name = ''] = path.split('/');
      return name === '' ? null : role(account, name);
    }
    case 'federated-user':
      return path === ''
        ? null
        : { principal: `${account}:federated-user:${path}`, principalType: PrincipalType.Federated, account };
    default:
      return null;
  }
}

export function role(account: string, name: string): Principal {
  return { principal: `${account}:assumed-role:${name}`, principalType: PrincipalType.Role, account };
}

export function service(name: string): Principal {
  return { principal: name, principalType: PrincipalType.Service, account: '' };
}

/** An account of which no more is known: its number, and what else names the caller (a unique id such as `AIDA…`). */
export function foreignAccount(account: string, uniqueId: string): Principal {
  const number = ACCOUNT.test(account) ? account : '';
  const named = [number, uniqueId].filter((part) => part !== '').join(':');
  return { principal: named || 'UNKNOWN', principalType: PrincipalType.Account, account: number };
}
