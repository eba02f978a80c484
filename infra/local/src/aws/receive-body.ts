import { createHash, type Hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { crc32 } from 'node:zlib';
import { S3Error } from './s3-error.ts';

/** Longest chunk header or trailer line of the aws-chunked encoding that is taken. */
export const CHUNK_LINE_LIMIT_BYTES = 8 * 1024;
/** Largest XML document that is taken: 1,000 keys of 1,024 bytes and their elements fit. */
export const XML_LIMIT_BYTES = 4 * 1024 * 1024;

/** The checksums that are verified; S3's others (CRC32C, CRC64NVME) are taken on trust. */
const CHECKSUMS = ['crc32', 'sha1', 'sha256'] as const;

type Headers = IncomingMessage['headers'];

const headerOf = (headers: Headers, name: string): string => {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
};

/**
 * A request's payload, freed of aws-chunked. When the last byte has gone by, its length and the checksums that came with
 * it (header or trailer) have been verified. Throws S3Error.
 */
export async function* receiveBody(request: IncomingMessage): AsyncGenerator<Buffer> {
  const { headers } = request;
  const chunked =
    headerOf(headers, 'x-amz-content-sha256').startsWith('STREAMING-') ||
    headerOf(headers, 'content-encoding').includes('aws-chunked');
  const declared = headerOf(headers, chunked ? 'x-amz-decoded-content-length' : 'content-length');
  if (declared === '') {
    if (request.method === 'POST' || request.method === 'DELETE') return;
    throw new S3Error(411, 'MissingContentLength', 'You must provide the Content-Length HTTP header.');
  }
  const trailers = new Map<string, string>();
  const digests = new BodyDigests(headers);
  let size = 0;
  for await (const bytes of chunked ? decodeChunked(request, trailers) : (request as AsyncIterable<Buffer>)) {
    size += bytes.length;
    digests.update(bytes);
    yield bytes;
  }
  if (size !== Number(declared)) {
    throw new S3Error(400, 'IncompleteBody', `The request declared ${declared} bytes and sent ${size}`);
  }
  digests.verify(headers, trailers);
}

/** The payload of an XML request. */
export async function receiveText(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const bytes of receiveBody(request)) {
    size += bytes.length;
    if (size > XML_LIMIT_BYTES)
      throw new S3Error(400, 'MalformedXML', `The XML is longer than ${XML_LIMIT_BYTES} bytes`);
    parts.push(bytes);
  }
  return Buffer.concat(parts).toString('utf8');
}

class BodyDigests {
  readonly #hashes = new Map<string, Hash>();
  #crc: number | undefined;

  constructor(headers: Headers) {
    if (headerOf(headers, 'content-md5') !== '') this.#hashes.set('md5', createHash('md5'));
    for (const name of CHECKSUMS) {
      const field = `x-amz-checksum-${name}`;
      if (headerOf(headers, field) === '' && headerOf(headers, 'x-amz-trailer').toLowerCase() !== field) continue;
      if (name === 'crc32') this.#crc = 0;
      else this.#hashes.set(name, createHash(name));
    }
  }

  update(bytes: Buffer): void {
    for (const hash of this.#hashes.values()) hash.update(bytes);
    if (this.#crc !== undefined) this.#crc = crc32(bytes, this.#crc);
  }

  verify(headers: Headers, trailers: ReadonlyMap<string, string>): void {
    const expected = (field: string): string => headerOf(headers, field) || (trailers.get(field) ?? '');
    for (const [name, hash] of this.#hashes) {
      compare(name, expected(name === 'md5' ? 'content-md5' : `x-amz-checksum-${name}`), hash.digest('base64'));
    }
    if (this.#crc === undefined) return;
    const crc = Buffer.alloc(4);
    crc.writeUInt32BE(this.#crc);
    compare('crc32', expected('x-amz-checksum-crc32'), crc.toString('base64'));
  }
}

function compare(name: string, expected: string, actual: string): void {
  if (expected === actual) return;
  throw new S3Error(400, 'BadDigest', `The ${name.toUpperCase()} you specified did not match the calculated checksum.`);
}

/**
 * The aws-chunked encoding: `hex-size[;extension]CRLF bytes CRLF`, a last chunk of 0, then trailer lines.
 * Source: Amazon S3 API reference, "Signature calculations: transferring payload in multiple chunks".
 */
export async function* decodeChunked(
  source: AsyncIterable<Buffer>,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer> {
  let state: 'size' | 'data' | 'end' | 'trailer' = 'size';
  let left = 0;
  let line = Buffer.alloc(0);
  for await (const bytes of source) {
    let at = 0;
    while (at < bytes.length) {
      if (state === 'data') {
        const taken = bytes.subarray(at, at + left);
        at += taken.length;
        left -= taken.length;
        if (left === 0) state = 'end';
        yield taken;
        continue;
      }
      const newline = bytes.indexOf(0x0a, at);
      const upTo = newline === -1 ? bytes.length : newline + 1;
      line = Buffer.concat([line, bytes.subarray(at, upTo)]);
      at = upTo;
      if (line.length > CHUNK_LINE_LIMIT_BYTES) throw badChunk();
      if (newline === -1) continue;
      const content = line.toString('latin1').trimEnd();
      line = Buffer.alloc(0);
      if (state === 'end') {
        if (content !== '') throw badChunk();
        state = 'size';
      } else if (state === 'size') {
        const size = /^([0-9a-f]{1,12})(;.*)?$/i.exec(content)?.[1];
        if (size === undefined) throw badChunk();
        left = Number.parseInt(size, 16);
        state = left === 0 ? 'trailer' : 'data';
      } else {
        const colon = content.indexOf(':');
        if (colon > 0) trailers.set(content.slice(0, colon).toLowerCase(), content.slice(colon + 1).trim());
      }
    }
  }
  if (state !== 'trailer') throw badChunk();
}

const badChunk = (): S3Error => new S3Error(400, 'IncompleteBody', 'The aws-chunked body is cut off or malformed');
