import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Body, bodiesOf, CORPORA } from './corpus.ts';

/**
 * A process of its own that answers HeadObject and GetObject (with Range and If-Match) from memory: as little of a server
 * as the S3 client bears, so that the matcher is measured and not the store. Tells its URL to the parent process, and the
 * CPU seconds it has used when asked.
 * Arguments: bytes of an object, one or more. Keys: `<bytes>/<number>.<ending>` in a bucket named as the corpus.
 */
const sizes = process.argv.slice(2).map(Number);
const bodies = new Map<string, readonly Body[]>(
  CORPORA.flatMap((corpus) => sizes.map((size) => [`${corpus}/${size}`, bodiesOf(corpus, size)] as const)),
);

const PATH = /^\/([a-z]+)\/(\d+)\/(\d+)\./;
const RANGE = /^bytes=(\d+)-(\d+)$/;
const LAST_MODIFIED = 'Sun, 01 Mar 2026 00:00:00 GMT';

function bodyAt(url: string): Body | undefined {
  const [, bucket, size, number] = PATH.exec(url) ?? [];
  const all = bodies.get(`${bucket}/${size}`);
  return all?.[Number(number) % all.length];
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const body = bodyAt(request.url ?? '');
  if (body === undefined) return void response.writeHead(404, { 'content-length': 0 }).end();
  const { bytes, etag } = body;
  const { range, 'if-match': ifMatch } = request.headers;
  if (ifMatch !== undefined && ifMatch !== `"${etag}"`) return void response.writeHead(412).end();
  const asked = RANGE.exec(range ?? '');
  const start = asked === null ? 0 : Number(asked[1]);
  const end = asked === null ? bytes.length : Math.min(bytes.length, Number(asked[2]) + 1);
  if (start >= end) return void response.writeHead(416, { 'content-length': 0 }).end();
  response.writeHead(asked === null ? 200 : 206, {
    'content-length': end - start,
    ...(asked === null ? {} : { 'content-range': `bytes ${start}-${end - 1}/${bytes.length}` }),
    etag: `"${etag}"`,
    'last-modified': LAST_MODIFIED,
    'accept-ranges': 'bytes',
    'content-type': 'text/plain',
  });
  response.end(request.method === 'HEAD' ? undefined : bytes.subarray(start, end));
}

const server = createServer({ keepAliveTimeout: 60_000 }, answer);
server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuSeconds: (user + system) / 1e6 });
});
process.on('disconnect', () => process.exit());
