import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { type BodyHead, HEAD_BYTES, openBody, readHead, readRest, withSpooled } from './body.ts';
import { type Engine, type QueryResult, quoteText } from './engine.ts';
import { HttpProblem } from './problem.ts';
import { isLocalCaller, type QueryRequest, readRequest } from './request.ts';
import { exceptionBlock, openResponse, sendError, setHeaders, writeSlowly } from './respond.ts';
import { readStatement, type Statement } from './statement.ts';

/** Longest URL with headers, as ClickHouse's http_max_uri_size: parameters come in the URL. */
const URL_BYTES_MAX = 1_048_576;
/** Idle connections are kept this long; above what ClickHouse clients assume (2.5 s). */
const KEEP_ALIVE_MS = 10_000;

/**
 * Formats that the engine can send piece by piece: no header, no footer, so that the pieces laid end to end are the result.
 * A result in any other format is held in memory once.
 */
const STREAMED_FORMATS =
  /^(?:JSONEachRow|JSONLines|NDJSON|JSONStringsEachRow|JSONCompactEachRow|JSONCompactStringsEachRow|TabSeparated|TSV|TabSeparatedRaw|TSVRaw|CSV|RowBinary|Native)$/;
/** With this setting JSONEachRow has a frame. */
const FRAMED = /output_format_json_array_of_rows/;

/** ClickHouse's HTTP interface on the embedded engine. `spoolFolder` holds the rows of running INSERTs. */
export function createFront(engine: Engine, spoolFolder: string): Server {
  const server = createServer({ maxHeaderSize: URL_BYTES_MAX }, (request, response) => {
    void serve(engine, spoolFolder, request, response);
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  // An upload may take as long as it takes.
  server.requestTimeout = 0;
  return server;
}

async function serve(
  engine: Engine,
  folder: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.on('error', () => response.destroy());
  try {
    if (!isLocalCaller(request)) {
      throw new HttpProblem(
        497,
        'ACCESS_DENIED',
        'only programs on this machine may ask: Host and Origin must be loopback names',
      );
    }
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname === '/ping' || url.pathname === '/replicas_status') {
      response.end('Ok.\n');
    } else if (url.pathname !== '/') {
      response.statusCode = 404;
      response.end(`There is no handle ${url.pathname}\n\nUse / or /ping for health checks.\n`);
    } else if (request.method === 'GET' && !url.searchParams.has('query')) {
      response.end('Ok.\n');
    } else if (request.method === 'GET' || request.method === 'POST') {
      await serveQuery(engine, folder, url, request, response);
    } else {
      response.statusCode = 501;
      response.end(`Unsupported method ${request.method}: use GET or POST\n`);
    }
  } catch (error) {
    if (response.headersSent) response.destroy();
    else sendError(response, error, engine.version);
    // What is left of the body is of no use, and must not be taken for the next request.
    request.resume();
  }
}

async function serveQuery(
  engine: Engine,
  folder: string,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const form = await readForm(request);
  const asked = readRequest(request, url, form ?? new URLSearchParams());
  response.setHeader('X-ClickHouse-Query-Id', asked.queryId || randomUUID());
  response.setHeader('X-ClickHouse-Timezone', engine.timezone);
  response.setHeader('X-ClickHouse-Server-Display-Name', 'dowser');
  const body = form === undefined ? await readHead(openBody(request), HEAD_BYTES) : EMPTY_BODY;
  const head = Buffer.concat([Buffer.from(asked.query), body.head]);
  // Latin-1: positions in the text are then positions in the bytes.
  const statement = readStatement(head.toString('latin1'));
  if (statement.kind === 'insert-data') {
    await insertRows(engine, folder, asked, statement, { ...body, head }, response);
    return;
  }
  const sql = (await readRest({ ...body, head })).toString('utf8').replace(/[;\s]+$/, '');
  const format = statement.format ?? asked.defaultFormat;
  const framed = FRAMED.test(sql) || asked.context.settings.has('output_format_json_array_of_rows');
  if (statement.kind === 'select' && STREAMED_FORMATS.test(format) && !framed) {
    await sendStream(engine, asked, sql, format, request, response);
    return;
  }
  const result = await engine.run(asked.context, sql, format);
  setHeaders(response, format, {
    result_rows: String(result.rows),
    result_bytes: String(result.bytes.length),
    elapsed_ns: nanoseconds(result),
  });
  openResponse(request, response, asked.compressResponse).end(result.bytes);
}

async function insertRows(
  engine: Engine,
  folder: string,
  asked: QueryRequest,
  statement: Statement & { kind: 'insert-data' },
  body: BodyHead,
  response: ServerResponse,
): Promise<void> {
  const sqlText = body.head.subarray(0, statement.dataStart).toString('latin1');
  const result = await withSpooled(folder, body.head.subarray(statement.dataStart), body.rest, (path) => {
    const sql = statement.fromFile(sqlText, Buffer.from(quoteText(path)).toString('latin1'));
    return engine.run(asked.context, Buffer.from(sql, 'latin1').toString('utf8'), 'TabSeparated');
  });
  setHeaders(response, asked.defaultFormat, {
    written_rows: String(result.rows),
    written_bytes: String(result.byteCount),
    elapsed_ns: nanoseconds(result),
  });
  response.end();
}

async function sendStream(
  engine: Engine,
  asked: QueryRequest,
  sql: string,
  format: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks = engine.stream(asked.context, sql, format);
  try {
    // The first piece before the headers, so that an error that shows early has its own status.
    let next = await chunks.next();
    const tag = randomBytes(8).toString('hex');
    setHeaders(response, format, {});
    response.setHeader('X-ClickHouse-Exception-Tag', tag);
    const body = openResponse(request, response, asked.compressResponse);
    try {
      while (!next.done && (await writeSlowly(body, next.value))) next = await chunks.next();
    } catch (error) {
      body.write(exceptionBlock(error, engine.version, tag));
    }
    body.end();
  } finally {
    await chunks.return(undefined);
  }
}

const nanoseconds = (result: QueryResult): string => String(Math.round(result.elapsed * 1e9));

const EMPTY_BODY: BodyHead = {
  head: Buffer.alloc(0),
  ended: true,
  rest: { next: async () => ({ done: true, value: undefined }) },
};

/** The parts of a multipart form, in which clients send long parameters. */
async function readForm(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return undefined;
  const fields = new URLSearchParams();
  const bytes = await readRest(await readHead(openBody(request) satisfies Readable, HEAD_BYTES));
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  for (const [name, value] of form) {
    if (typeof value !== 'string') {
      throw new HttpProblem(48, 'NOT_IMPLEMENTED', `${name}: external tables are not served: insert the rows first`);
    }
    fields.append(name, value);
  }
  return fields;
}
