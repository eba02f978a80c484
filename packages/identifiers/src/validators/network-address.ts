import type { Validator } from '../data-identifier.ts';

/** Networks that name no one's host: this network, loopback, link-local, documentation, benchmarking, multicast and reserved. Source: RFC 6890, RFC 5737, RFC 5771. */
const SPECIAL_IPV4: readonly RegExp[] = [
  /^0\./,
  /^127\./,
  /^169\.254\./,
  /^192\.0\.[02]\./,
  /^198\.(?:1[89]|51\.100)\./,
  /^203\.0\.113\./,
  /^2(?:2[4-9]|[34]\d|5[0-5])\./,
];
/** Version numbers, clauses of standards and object identifiers have small parts; 1 in 6 000 addresses has only such, or three of one digit. */
const LARGEST_PART_OF_A_VERSION = 29;

/** An IPv4 address of a host. Source: RFC 791, RFC 6890. */
export const ipv4Address: Validator = (value) => {
  const parts = value.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => part > 255)) return 'bad-format';
  if (SPECIAL_IPV4.some((network) => network.test(value))) return 'never-issued';
  const digits = parts.slice(0, 3).every((part) => part < 10);
  return digits || parts.every((part) => part <= LARGEST_PART_OF_A_VERSION) ? 'low-entropy' : null;
};

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
  // Numbers in groups of four are not rare; with a letter among them they are.
  if (value.includes('.') && /^[0-9]+$/.test(digits)) return 'low-entropy';
  const isGroup = (Number.parseInt(digits.slice(0, 2), 16) & 1) === 1;
  return isGroup || digits.startsWith('00005e0053') ? 'never-issued' : null;
};
