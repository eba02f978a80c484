import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Transform, Writable } from 'node:stream';
import { createBrotliCompress, createDeflate, createGzip, createZstdCompress } from 'node:zlib';
import { exceptionCode, exceptionText, statusOf } from './problem.ts';

const ENCODERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGzip,
  zstd: createZstdCompress,
  br: createBrotliCompress,
  deflate: createDeflate,
};

const TEXT_TYPES: readonly (readonly [RegExp, string])[] = [
  [/^JSON.*EachRow|^JSONLines|^NDJSON/, 'application/x-ndjson; charset=UTF-8'],
  [/^JSON/, 'application/json; charset=UTF-8'],
  [/^(?:TabSeparated|TSV)/, 'text/tab-separated-values; charset=UTF-8'],
  [/^CSV/, 'text/csv; charset=UTF-8'],
  [/^XML$/, 'application/xml; charset=UTF-8'],
  [/^(?:Pretty|Vertical|Markdown|Values|SQLInsert)/, 'text/plain; charset=UTF-8'],
];

/** What is known of a query when its headers are sent, for X-ClickHouse-Summary: ClickHouse's names, numbers as text. */
export type Summary = Readonly<
  Partial<Record<'written_rows' | 'written_bytes' | 'result_rows' | 'result_bytes' | 'elapsed_ns', string>>
>;

/** Sets the headers of a success. */
export function setHeaders(response: ServerResponse, format: string, summary: Summary): void {
  const type = TEXT_TYPES.find(([pattern]) => pattern.test(format))?.[1] ?? 'application/octet-stream';
  response.setHeader('Content-Type', type);
  response.setHeader('X-ClickHouse-Format', format);
  response.setHeader('X-ClickHouse-Summary', JSON.stringify(summary));
}

/** Where to write the body: the response, or a compressor before it when the client asked for one. */
export function openResponse(request: IncomingMessage, response: ServerResponse, compress: boolean): Writable {
  const accepted = String(request.headers['accept-encoding'] ?? '').toLowerCase();
  const name = Object.keys(ENCODERS).find((encoding) => accepted.split(/[\s,;]+/).includes(encoding));
  if (!compress || name === undefined) return response;
  response.setHeader('Content-Encoding', name);
  const encoder = ENCODERS[name]!();
  encoder.pipe(response);
  response.on('close', () => encoder.destroy());
  return encoder;
}

/** Writes, and waits while the client is slower than we are. False once the client is gone. */
export async function writeSlowly(body: Writable, chunk: Uint8Array): Promise<boolean> {
  if (body.destroyed) return false;
  if (!body.write(chunk)) {
    await new Promise<void>((resolve) => {
      const go = (): void => {
        body.off('drain', go).off('close', go);
        resolve();
      };
      body.on('drain', go).on('close', go);
    });
  }
  return !body.destroyed;
}

/** An error before the first byte of the body. */
export function sendError(response: ServerResponse, error: unknown, version: string): void {
  const code = exceptionCode(error);
  response.statusCode = statusOf(code);
  response.setHeader('Content-Type', 'text/plain; charset=UTF-8');
  response.setHeader('X-ClickHouse-Exception-Code', String(code));
  response.end(exceptionText(error, version));
}

/**
 * The block that ends a body whose query failed under way: the status has been sent, so that only this tells the reader.
 * Source: ClickHouse HTTP interface, "HTTP response codes caveats".
 */
export function exceptionBlock(error: unknown, version: string, tag: string): Buffer {
  const text = exceptionText(error, version);
  const bytes = Buffer.byteLength(text);
  return Buffer.from(`\r\n__exception__\r\n${tag}\r\n${text}${bytes} ${tag}\r\n__exception__\r\n`);
}
