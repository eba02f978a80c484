import { crc32 } from 'node:zlib';
import type { Validator } from '../data-identifier.ts';

/** `gl` service `_` secret `_` CRC-32 of what is before that underscore, least significant byte first, in hexadecimal. Source: grafana/grafana, pkg/components/satokengen. */
export const grafanaChecksum: Validator = (value) => {
  const [, key, checksum] = /^(gl[a-z]+_[0-9A-Za-z]+)_([0-9a-f]{8})$/.exec(value) ?? [];
  if (key === undefined || checksum === undefined) return 'bad-format';
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(crc32(key));
  return bytes.toString('hex') === checksum ? null : 'bad-checksum';
};

const ROUTABLE_CHECKSUM_LENGTH = 7;

/** The last seven characters are the CRC-32 of all before them, in base 36. Source: gitlab-org/gitlab, lib/authn/token_field/generator/routable_token.rb. */
export const gitlabRoutableChecksum: Validator = (value) => {
  if (value.length <= ROUTABLE_CHECKSUM_LENGTH) return 'bad-format';
  const checked = value.slice(0, -ROUTABLE_CHECKSUM_LENGTH);
  const expected = crc32(checked).toString(36).padStart(ROUTABLE_CHECKSUM_LENGTH, '0');
  return value.endsWith(expected) ? null : 'bad-checksum';
};

/** Earliest and latest id that can be: January 2015, when Discord began to count, and the greatest of 63 bits. */
const FIRST_SNOWFLAKE = 10n ** 15n;
const LAST_SNOWFLAKE = 2n ** 63n;

/** The first part is the bot's id, a decimal snowflake, in base 64. Source: Discord developer documentation, "Authentication" and "Snowflakes". */
export const discordBotToken: Validator = (value) => {
  const id = Buffer.from(value.split('.')[0] ?? '', 'base64url').toString('latin1');
  if (!/^\d{16,19}$/.test(id)) return 'bad-format';
  return BigInt(id) >= FIRST_SNOWFLAKE && BigInt(id) < LAST_SNOWFLAKE ? null : 'bad-format';
};

/** Each group is a multiple of 11 and below 65536 of them. Source: Microsoft, "BitLocker recovery overview". */
export const bitlockerGroups: Validator = (value) => {
  const groups = value.split('-').map(Number);
  if (groups.length !== 8) return 'bad-format';
  if (groups.some((group) => group % 11 !== 0)) return 'bad-checksum';
  if (groups.some((group) => group >= 65_536 * 11)) return 'bad-format';
  return new Set(groups).size > 1 ? null : 'low-entropy';
};
