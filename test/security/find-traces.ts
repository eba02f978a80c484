import { createHash } from 'node:crypto';

/** Bytes of a form that are looked up at once. */
const WINDOW = 8;
/** A digest is known by so many of its bytes: it may have been cut. */
const DIGEST_BYTES = 12;
const FILTER_BITS = 24;

/** How a value could be told although it is not written as it is. */
export function formsOf(value: string): Map<string, Buffer> {
  const forms = new Map<string, Buffer>();
  const bare = value.replaceAll(/[\s./-]/g, '').toUpperCase();
  const base64 = (text: string, shift: number): Buffer => {
    // The characters that depend on what stands before and after are left out.
    const encoded = Buffer.from(' '.repeat(shift) + text)
      .toString('base64')
      .replace(/=+$/, '');
    return Buffer.from(encoded.slice(shift === 0 ? 0 : shift + 1, -2));
  };
  forms.set('raw', Buffer.from(value));
  if (bare !== value && bare.length > WINDOW) forms.set('bare', Buffer.from(bare));
  forms.set('utf-16', Buffer.from(value, 'utf16le'));
  forms.set('reversed', Buffer.from([...value].reverse().join('')));
  for (const shift of [0, 1, 2]) forms.set(`base64 at ${shift}`, base64(value, shift));
  for (const shift of [0, 1, 2]) {
    forms.set(
      `base64url at ${shift}`,
      Buffer.from(`${base64(value, shift)}`.replaceAll('+', '-').replaceAll('/', '_')),
    );
  }
  const hex = Buffer.from(value).toString('hex');
  forms.set('hex', Buffer.from(hex));
  forms.set('HEX', Buffer.from(hex.toUpperCase()));
  forms.set('url', Buffer.from(encodeURIComponent(value)));
  forms.set('url, every byte', Buffer.from(hex.replaceAll(/../g, '%$&')));
  forms.set('json, slashes escaped', Buffer.from(value.replaceAll('/', '\\/')));
  for (const [what, text] of [
    ['', value],
    [' of bare', bare],
    [' of lower', bare.toLowerCase()],
  ] as const) {
    for (const algorithm of ['md5', 'sha1', 'sha256', 'sha512']) {
      const digest = createHash(algorithm).update(text).digest();
      const cut = digest.subarray(0, DIGEST_BYTES);
      forms.set(`${algorithm}${what}`, cut);
      forms.set(`${algorithm}${what} hex`, Buffer.from(cut.toString('hex')));
      forms.set(`${algorithm}${what} HEX`, Buffer.from(cut.toString('hex').toUpperCase()));
      forms.set(`${algorithm}${what} base64`, Buffer.from(cut.toString('base64')));
    }
  }
  return forms;
}

/** Looks for all forms of all values at once. Returns `form of value at offset` for what it finds, at most `most`. */
export function createSearch(values: readonly string[], most = 5): (bytes: Uint8Array) => string[] {
  const byTail = new Map<string, { readonly form: string; readonly value: string; readonly text: string }[]>();
  const filter = new Uint8Array(2 ** (FILTER_BITS - 3));
  for (const value of values) {
    for (const [form, bytes] of formsOf(value)) {
      const text = bytes.toString('latin1');
      const tail = text.slice(-WINDOW);
      const known = byTail.get(tail) ?? [];
      known.push({ form, value, text });
      byTail.set(tail, known);
      const end = bytes.length;
      const hash = hashOf(bytes.readUInt32BE(end - 8) | 0, bytes.readUInt32BE(end - 4) | 0);
      filter[hash >>> 3]! |= 1 << (hash & 7);
    }
  }
  return (bytes) => {
    const found: string[] = [];
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let high = 0;
    let low = 0;
    for (let i = 0; i < bytes.length && found.length < most; i++) {
      high = (high << 8) | (low >>> 24);
      low = (low << 8) | bytes[i]!;
      const hash = hashOf(high, low);
      if ((filter[hash >>> 3]! & (1 << (hash & 7))) === 0 || i < WINDOW - 1) continue;
      for (const one of byTail.get(text.toString('latin1', i + 1 - WINDOW, i + 1)) ?? []) {
        const start = i + 1 - one.text.length;
        if (start >= 0 && text.toString('latin1', start, i + 1) === one.text) {
          found.push(`${one.form} of ${one.value.slice(0, 4)}… at ${start}`);
        }
      }
    }
    return found;
  };
}

const hashOf = (high: number, low: number): number =>
  (Math.imul(high, 0x9e3779b1) ^ Math.imul(low, 0x85ebca6b)) >>> (32 - FILTER_BITS);
