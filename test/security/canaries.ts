import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE64 = `${BASE62}+/`;

/** A synthetic secret, and a line that holds it with what makes it found. */
export interface Canary {
  readonly value: string;
  readonly line: string;
}

/** Different secrets, always the same ones: tokens with a valid checksum, secret keys, cards, social security numbers. */
export function makeCanaries(count: number): Canary[] {
  const makers = [githubToken, secretKey, cardNumber, socialSecurityNumber];
  const seen = new Set<string>();
  const canaries: Canary[] = [];
  for (let i = 0; canaries.length < count; i++) {
    const canary = makers[i % makers.length]!(chars(i));
    if (seen.has(canary.value)) continue;
    seen.add(canary.value);
    canaries.push(canary);
  }
  return canaries;
}

type Chars = (alphabet: string, length: number) => string;

/** As good as random, from the number alone. */
function chars(number: number): Chars {
  let block = Buffer.alloc(0);
  let blocks = 0;
  const byte = (): number => {
    if (block.length === 0) block = createHash('sha512').update(`canary ${number} ${blocks++}`).digest();
    const first = block[0]!;
    block = block.subarray(1);
    return first;
  };
  return (alphabet, length) => Array.from({ length }, () => alphabet[byte() % alphabet.length]).join('');
}

function githubToken(pick: Chars): Canary {
  const body = pick(BASE62, 30);
  let check = '';
  for (let rest = crc32(body); rest > 0; rest = Math.floor(rest / 62)) check = BASE62[rest % 62] + check;
  const value = ['gh', 'p_', body, check.padStart(6, '0')].join('');
  return { value, line: `deploy token ${value} end` };
}

function secretKey(pick: Chars): Canary {
  const value = pick(BASE62, 1) + pick(BASE64, 38) + pick(BASE62, 1);
  return { value, line: `aws_secret_access_key = ${value}` };
}

function cardNumber(pick: Chars): Canary {
  const payload = `45${pick('678', 1)}${pick('0123456789', 12)}`;
  const sum = [...payload].reverse().reduce((total, digit, i) => {
    const twice = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return total + (twice > 9 ? twice - 9 : twice);
  }, 0);
  const value = `${payload}${(10 - (sum % 10)) % 10}`;
  return { value, line: `credit card ${value} paid` };
}

function socialSecurityNumber(pick: Chars): Canary {
  const value = `${pick('2345', 1)}${pick('3456789', 2)}-${pick('123456789', 2)}-${pick('123456789', 4)}`;
  return { value, line: `SSN: ${value} filed` };
}
