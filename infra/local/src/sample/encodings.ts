import { gzipSync } from 'node:zlib';

/** How a sample's text becomes the stored bytes. */
export const encodings = {
  utf8: (text: string): Uint8Array => Buffer.from(text),
  latin1: (text: string): Uint8Array => Buffer.from(text.replaceAll('–', '-'), 'latin1'),
  'utf16le-bom': (text: string): Uint8Array => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'utf16be-bom': (text: string): Uint8Array => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  utf16le: (text: string): Uint8Array => Buffer.from(text, 'utf16le'),
  gzip: (text: string): Uint8Array => gzipSync(text),
  /** Two gzip members end to end, as log shippers append them. Source: RFC 1952, section 2.2. */
  'gzip-members': (text: string): Uint8Array => {
    const half = text.indexOf('\n', text.length / 2) + 1;
    return Buffer.concat([gzipSync(text.slice(0, half)), gzipSync(text.slice(half))]);
  },
} as const;

export type Encoding = keyof typeof encodings;
