import type { Validator } from '../data-identifier.ts';
import { valueValidator } from './value-validator.ts';

/** Networks that name no one's host: this network, loopback, link-local, documentation, benchmarking, multicast and reserved. Source: RFC 6890, RFC 5737, RFC 5771. */
const SPECIAL_IPV4: readonly (readonly [from: number, to: number])[] = [
  [address(0, 0, 0, 0), address(0, 255, 255, 255)],
  [address(127, 0, 0, 0), address(127, 255, 255, 255)],
  [address(169, 254, 0, 0), address(169, 254, 255, 255)],
  [address(192, 0, 0, 0), address(192, 0, 0, 255)],
  [address(192, 0, 2, 0), address(192, 0, 2, 255)],
  [address(198, 18, 0, 0), address(198, 19, 255, 255)],
  [address(198, 51, 100, 0), address(198, 51, 100, 255)],
  [address(203, 0, 113, 0), address(203, 0, 113, 255)],
  [address(224, 0, 0, 0), address(255, 255, 255, 255)],
];
/** Version numbers, clauses of standards and object identifiers have small parts; 1 in 6 000 addresses has only such, or three of one digit. */
const LARGEST_PART_OF_A_VERSION = 29;
const [DOT, ZERO, NINE] = [0x2e, 0x30, 0x39];

function address(a: number, b: number, c: number, d: number): number {
  return ((a * 256 + b) * 256 + c) * 256 + d;
}

const FIRST_PART = 2 ** 24;
/** By first part: 1 where one of the networks begins with it. Most addresses need no further look. */
const SPECIAL_FIRST = Uint8Array.from({ length: 256 }, (_, first) =>
  SPECIAL_IPV4.some(([from, to]) => first >= Math.floor(from / FIRST_PART) && first <= Math.floor(to / FIRST_PART))
    ? 1
    : 0,
);

function isSpecial(whole: number): boolean {
  if (SPECIAL_FIRST[Math.floor(whole / FIRST_PART)] === 0) return false;
  return SPECIAL_IPV4.some(([from, to]) => whole >= from && whole <= to);
}

/** An IPv4 address of a host. Source: RFC 791, RFC 6890. */
export const ipv4Address: Validator = valueValidator((value) => {
  let whole = 0;
  let part = -1;
  let parts = 1;
  let largest = 0;
  /** Of the parts before the last. */
  let largestBefore = 0;
  for (let i = 0; i < value.length; i++) {
    const byte = value.byte(i);
    if (byte === DOT && part >= 0) {
      whole = whole * 256 + part;
      largestBefore = largest;
      part = -1;
      parts++;
      continue;
    }
    if (byte < ZERO || byte > NINE) return 'bad-format';
    part = Math.max(part, 0) * 10 + byte - ZERO;
    if (part > 255) return 'bad-format';
    largest = Math.max(largest, part);
  }
  if (parts !== 4 || part < 0) return 'bad-format';
  whole = whole * 256 + part;
  if (isSpecial(whole)) return 'never-issued';
  return largest <= LARGEST_PART_OF_A_VERSION || largestBefore < 10 ? 'low-entropy' : null;
});

/** An IPv6 address of a host: not unspecified, loopback, multicast or for documentation. Source: RFC 4291, RFC 3849. */
export const ipv6Address: Validator = (value) => {
  if (!URL.canParse(`http://[${value}]`)) return 'bad-format';
  if (value.split(':').filter((group) => group !== '').length < 3) return 'low-entropy';
  return /^(?:::1$|::$|ff|2001:0?db8:|fe80::1$)/i.test(value) ? 'never-issued' : null;
};

/** A MAC address of one device: not broadcast, not all zero, not a group's. Source: IEEE 802, RFC 9542. */
export const macAddress: Validator = (value) => {
  const digits = value.replace(/[^0-9A-Fa-f]/g, '').toLowerCase();
  if (digits.length !== 12) return 'bad-format';
  if (/^(.)\1*$/.test(digits)) return 'never-issued';
  // Numbers in groups of four are not rare; with a letter among them and no small numbers they are.
  if (value.includes('.') && (/^[0-9]+$/.test(digits) || /^....00..00/.test(digits))) return 'low-entropy';
  const isGroup = (Number.parseInt(digits.slice(0, 2), 16) & 1) === 1;
  return isGroup || digits.startsWith('00005e0053') ? 'never-issued' : null;
};
