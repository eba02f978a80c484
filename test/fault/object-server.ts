import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An object that the server hands out. */
export interface ServedObject {
  readonly size: number;
  readonly etag: string;
  /** The bytes of a range, made when they are asked for. */
  readonly bytes: (start: number, end: number) => Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

export interface ObjectServer {
  readonly port: number;
  /** Of the objects that were read, by `bucket/key`. */
  readonly reads: ReadonlyMap<string, Reads>;
  close(): Promise<void>;
}

/** What was read of one object. */
export interface Reads {
  /** Bytes sent. */
  bytes: number;
  /** The end of what was sent. */
  furthest: number;
  /** The most that a request went back behind it: what was read again. */
  backMax: number;
}

export interface ObjectServerOptions {
  /** By `bucket/key`. */
  readonly find: (name: string) => ServedObject | undefined;
}

/** S3's GET and HEAD of objects, with Range and If-Match, over contents that are stored nowhere. */
export async function startObjectServer(options: ObjectServerOptions): Promise<ObjectServer> {
  const reads = new Map<string, Reads>();
  const server = createServer((request, response) => {
    respond(request, response, options, reads).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    reads,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  { find }: ObjectServerOptions,
  reads: Map<string, Reads>,
): Promise<void> {
  const [path = ''] = (request.url ?? '').split('?');
  const name = decodeURIComponent(path.slice(1));
  const refuse = (status: number, code: string): void => {
    const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`;
    response.writeHead(status, { 'content-type': 'application/xml', 'content-length': body.length });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(501, 'NotImplemented');
  const object = find(name);
  if (object === undefined) return refuse(404, 'NoSuchKey');
  const { size, etag } = object;
  const wanted = request.headers['if-match']?.replaceAll('"', '');
  if (wanted !== undefined && wanted !== etag) return refuse(412, 'PreconditionFailed');
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
  const start = first === undefined ? 0 : Number(first);
  const end = last === undefined ? size : Math.min(size, Number(last) + 1);
  if (first !== undefined && start >= size) return refuse(416, 'InvalidRange');
  response.writeHead(first === undefined ? 200 : 206, {
    etag: `"${etag}"`,
    'content-type': 'application/octet-stream',
    'content-length': end - start,
    'last-modified': new Date(0).toUTCString(),
    ...(first === undefined ? {} : { 'content-range': `bytes ${start}-${end - 1}/${size}` }),
  });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  const read = reads.get(name) ?? { bytes: 0, furthest: 0, backMax: 0 };
  reads.set(name, read);
  read.backMax = Math.max(read.backMax, read.furthest - start);
  let at = start;
  for await (const piece of object.bytes(start, end)) {
    if (response.destroyed) return;
    at += piece.length;
    read.bytes += piece.length;
    read.furthest = Math.max(read.furthest, at);
    if (!response.write(piece)) await writable(response);
  }
  response.end();
}

/** Resolves when the connection takes more, or is gone. */
function writable(response: ServerResponse): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  response.once('drain', resolve).once('close', resolve);
  return promise.finally(() => response.off('drain', resolve).off('close', resolve));
}
