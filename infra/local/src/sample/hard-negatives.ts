import { luhnDigit } from './check-digits.ts';
import { BASE62, HEX, type Random } from './random.ts';
import { githubToken } from './secrets.ts';
import { sentence } from './words.ts';

/** What looks like a finding and is none: each line names nothing that may be reported. */
const LINES: readonly ((random: Random) => string)[] = [
  // Areas and groups that were never issued. Source: Social Security Administration.
  (r) => `The ssn 000-${r.between(10, 99)}-${r.between(1000, 9999)} was never issued`,
  (r) => `The ssn 666-${r.between(10, 99)}-${r.between(1000, 9999)} was never issued`,
  (r) => `The ssn ${r.between(230, 649)}-00-${r.between(1000, 9999)} was never issued`,
  // The right form without a keyword.
  (r) => `Part ${r.between(230, 649)}-${r.between(10, 99)}-${r.between(1000, 9999)} fits the smaller hinge`,
  (r) => `Batch ${withLuhn(`40${r.digits(13)}`, 0)} left the warehouse in good order`,
  // A keyword and a wrong check digit.
  (r) => `The credit card ${withLuhn(`45${r.digits(13)}`, 1)} was mistyped by the clerk`,
  (r) => `The sin ${spaced(withLuhn(`${r.between(1, 7)}${r.digits(7)}`, 1))} was mistyped by the clerk`,
  (r) => `A revoked token ${mistyped(githubToken(r))} with a wrong checksum`,
  // The issuers' published test numbers. Source: Macie user guide, "Credit card number".
  () => `Test with credit card ${['4111', '1111', '1111', '1111'].join(' ')} in the sandbox`,
  () => `Test with credit card ${['5555', '5555', '5555', '4444'].join('')} in the sandbox`,
  // Amazon's documented example. Source: IAM user guide.
  () => `aws_secret_access_key = ${['wJalrXUtnFEMI/', 'K7MDENG/', 'bPxRfiCYEXAMPLEKEY'].join('')}`,
  () => `aws_secret_access_key = ${'x'.repeat(40)}`,
  // A keyword farther than 30 characters away.
  (r) =>
    `The credit card of the customer who wrote to us last ${'week and again '.repeat(2)}: ${withLuhn(`40${r.digits(13)}`, 0)}`,
  // Keywords inside other words, next to numbers.
  (r) => `The discovery of cardboard in pandemic times, lot ${withLuhn(`45${r.digits(13)}`, 0)}`,
  (r) =>
    `uuid ${r.chars(HEX, 8)}-${r.chars(HEX, 4)}-4${r.chars(HEX, 3)}-a${r.chars(HEX, 3)}-${r.chars(HEX, 12)} and sha ${r.chars(HEX, 64)}`,
  (r) => `The credit card page was updated at epoch 17${r.digits(11)} by the deployment`,
  (r) => `Authorization: Basic realm="shop ${r.chars(BASE62, 4)}"`,
  () => `${['-----BEGIN ', 'PUBLIC KEY-----'].join('')} is harmless`,
  () => `${['-----BEGIN ', 'CERTIFICATE-----'].join('')} is harmless`,
];

/** `off` = 0 appends the right check digit, anything else a wrong one. */
const withLuhn = (payload: string, off: number): string => payload + ((Number(luhnDigit(payload)) + off) % 10);

const spaced = (digits: string): string => digits.replace(/(\d{3})(?=\d)/g, '$1 ');

/** Another last character: the checksum no longer fits. */
const mistyped = (token: string): string => token.slice(0, -1) + (token.endsWith('0') ? '1' : '0');

/** A text in which nothing may be found. Each line is parted from the next by a sentence. */
export function hardNegatives(random: Random, rounds: number): string {
  let text = '';
  for (let round = 0; round < rounds; round++) {
    for (const line of LINES) text += `${line(random)}.\n${sentence(random)}\n`;
  }
  return text;
}
