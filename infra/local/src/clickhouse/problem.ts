/** An exception as ClickHouse words it. Codes: ClickHouse, src/Common/ErrorCodes.cpp. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly code: number;
  constructor(code: number, type: string, text: string) {
    super(`Code: ${code}. DB::Exception: ${text}. (${type})`);
    this.code = code;
  }
}

/** ClickHouse's exception code out of the engine's message; 1002 (UNKNOWN_EXCEPTION) when it has none. */
export function exceptionCode(error: unknown): number {
  if (error instanceof HttpProblem) return error.code;
  const message = error instanceof Error ? error.message : String(error);
  return Number(/Code: (\d+)\./.exec(message)?.[1] ?? 1002);
}

/** The body of an error response. */
export function exceptionText(error: unknown, version: string): string {
  const message = error instanceof Error ? error.message : String(error);
  const worded = /^Code: \d+\./.test(message)
    ? message
    : `Code: ${exceptionCode(error)}. DB::Exception: ${message}. (UNKNOWN_EXCEPTION)`;
  return `${worded} (version ${version})\n`;
}

const BAD_REQUEST = [
  6, 10, 16, 26, 27, 36, 38, 39, 41, 42, 43, 44, 49, 51, 52, 53, 62, 63, 69, 72, 117, 130, 188, 349, 456,
];
const NOT_FOUND = [8, 46, 47, 50, 56, 60, 73, 81, 115, 218, 219];

/** The HTTP status of an exception code. Source: ClickHouse, src/Server/HTTP/exceptionCodeToHTTPStatus.cpp. */
export function statusOf(code: number): number {
  if (BAD_REQUEST.includes(code)) return 400;
  if (NOT_FOUND.includes(code)) return 404;
  switch (code) {
    case 48:
      return 501;
    case 76:
    case 209:
      return 503;
    case 159:
      return 408;
    case 194:
      return 401;
    case 229:
      return 413;
    case 497:
    case 516:
      return 403;
    default:
      return 500;
  }
}
