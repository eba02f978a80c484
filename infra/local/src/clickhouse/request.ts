import type { IncomingMessage } from 'node:http';
import type { QueryContext } from './engine.ts';
import { HttpProblem } from './problem.ts';

/** A ClickHouse HTTP request without its body. */
export interface QueryRequest {
  /** The SQL of the URL; the body follows it. */
  readonly query: string;
  readonly context: QueryContext;
  readonly defaultFormat: string;
  readonly queryId: string | undefined;
  readonly compressResponse: boolean;
}

/** URL parameters of the HTTP interface that are not settings. Source: ClickHouse, HTTPHandler.cpp, reserved_param_names. */
const NOT_SETTINGS = new Set([
  'query',
  'query_id',
  'database',
  'default_format',
  'user',
  'password',
  'quota_key',
  'stacktrace',
  'buffer_size',
  'wait_end_of_query',
  'session_check',
  'session_timeout',
  'close_session',
  'client_protocol_version',
]);

/** Parameters that change what the bytes mean or need state between requests: ignoring them would give wrong answers. */
const REFUSED: Readonly<Record<string, string>> = {
  role: 'the embedded engine has no users and no roles',
  session_id:
    'the embedded engine keeps no sessions: send settings with each query, and use tables instead of temporary ones',
  compress: 'the native block compression is not served: use enable_http_compression=1 with Accept-Encoding',
  decompress: 'the native block compression is not served: use Content-Encoding',
};

/** Reads the URL and the headers. `fields` are the parts of a multipart form, which count as URL parameters. */
export function readRequest(request: IncomingMessage, url: URL, fields: URLSearchParams): QueryRequest {
  const settings = new Map<string, string>();
  const params = new Map<string, string>();
  const values = new Map([...url.searchParams, ...fields]);
  for (const [name, value] of values) {
    const refusal = REFUSED[name];
    if (refusal !== undefined && value !== '0' && value !== '') {
      throw new HttpProblem(48, 'NOT_IMPLEMENTED', `${name}=${value}: ${refusal}`);
    }
    if (name.startsWith('param_')) params.set(name.slice('param_'.length), value);
    else if (!NOT_SETTINGS.has(name) && refusal === undefined) settings.set(name, value);
  }
  const query = values.get('query') ?? '';
  return {
    query: query === '' ? '' : `${query}\n`,
    context: {
      database: values.get('database') || headerText(request, 'x-clickhouse-database') || 'default',
      settings,
      params,
      readonly: request.method === 'GET',
    },
    defaultFormat: values.get('default_format') || headerText(request, 'x-clickhouse-format') || 'TabSeparated',
    queryId: values.get('query_id'),
    compressResponse: settings.get('enable_http_compression') === '1',
  };
}

function headerText(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}

const LOOPBACK = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/i;

/**
 * Whether the request may come from a program of this machine's user rather than from a web page: a page can send requests
 * to loopback addresses, and by DNS rebinding read the answers, but it cannot choose Host and Origin.
 */
export function isLocalCaller(request: IncomingMessage): boolean {
  const { host, origin } = request.headers;
  if (host !== undefined && !LOOPBACK.test(host)) return false;
  return origin === undefined || LOOPBACK.test(origin.replace(/^https?:\/\//, ''));
}
