import { ClickHouseError } from '@clickhouse/client';
import { TransientError } from '@dowser/pipeline';

/** ClickHouse exceptions that pass by themselves. Source: ClickHouse, src/Common/ErrorCodes.cpp. */
const TRANSIENT_CODES = new Set([
  '3', // UNEXPECTED_END_OF_FILE: the connection broke under the rows
  '24', // CANNOT_WRITE_TO_SERVER
  '74', // CANNOT_READ_FROM_FILE_DESCRIPTOR
  '75', // CANNOT_WRITE_TO_FILE_DESCRIPTOR
  '95', // CANNOT_READ_FROM_SOCKET
  '96', // CANNOT_WRITE_TO_SOCKET
  '159', // TIMEOUT_EXCEEDED
  '160', // TOO_SLOW
  '201', // QUOTA_EXCEEDED
  '202', // TOO_MANY_SIMULTANEOUS_QUERIES
  '203', // NO_FREE_CONNECTION
  '209', // SOCKET_TIMEOUT
  '210', // NETWORK_ERROR
  '225', // NO_ZOOKEEPER
  '236', // ABORTED
  '241', // MEMORY_LIMIT_EXCEEDED
  '242', // TABLE_IS_READ_ONLY
  '243', // NOT_ENOUGH_SPACE
  '252', // TOO_MANY_PARTS
  '254', // NO_ACTIVE_REPLICAS
  '279', // ALL_CONNECTION_TRIES_FAILED
  '285', // TOO_FEW_LIVE_REPLICAS
  '286', // UNSATISFIED_QUORUM_FOR_PREVIOUS_WRITE
  '319', // UNKNOWN_STATUS_OF_INSERT
  '394', // QUERY_WAS_CANCELLED
  '425', // SYSTEM_ERROR
  '439', // CANNOT_SCHEDULE_TASK
  '999', // KEEPER_EXCEPTION
]);

/** STD_EXCEPTION and UNKNOWN_EXCEPTION: what the system said to the engine, in the system's words. */
const SYSTEM_CODES = new Set(['1001', '1002']);
const DISK_FULL = /no space left on device/i;

/** What Node and the client say when the server is away, slow, or leaves, be it in the middle of an answer. */
const AWAY =
  /ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|socket hang up|Timeout error|premature|aborted|other side closed|HPE_\w+|ERR_STREAM_\w+/i;
/** A proxy in front of ClickHouse answers in its own words. */
const PROXY = /\b(?:429|502|503|504)\b|Bad Gateway|Service Unavailable|Gateway Time-?out|Too Many Requests/i;

/** The server's answer to this statement: mend the statement or the schema, not the network. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  /** ClickHouse's exception code; '' when it gave none. */
  readonly code: string;
  constructor(message: string, code: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
  }
}

/**
 * TransientError when waiting helps, else StoreError. `what` names the statement. With `quotesRows` the engine's own words are
 * left out, together with the cause, since they may quote the rows.
 */
export function toStoreError(error: unknown, what: string, quotesRows: boolean): Error {
  if (error instanceof TransientError || error instanceof StoreError) return error;
  const { code, type, text } = describe(error);
  if (TRANSIENT_CODES.has(code)) return new TransientError(`ClickHouse: ${what}: ${type} (code ${code}); trying again`);
  if (SYSTEM_CODES.has(code) && DISK_FULL.test(text)) {
    return new TransientError(`ClickHouse: ${what}: its disk is full; trying again`);
  }
  if (code === '' && AWAY.test(text)) {
    return new TransientError(`ClickHouse cannot be reached: ${what}: ${AWAY.exec(text)![0]}; trying again`);
  }
  if (code === '' && text === '') {
    return new TransientError(`ClickHouse: ${what}: an HTTP server answered without ClickHouse's words; trying again`);
  }
  if (code === '' && PROXY.test(text)) {
    return new TransientError(`ClickHouse: ${what}: ${PROXY.exec(text)![0]} from a proxy; trying again`);
  }
  if (quotesRows) {
    return new StoreError(
      `ClickHouse refused ${what}: ${type || 'no exception name'} (code ${code || 'none'}). Its words are left out, they may quote rows; compare the rows with the table's columns.`,
      code,
    );
  }
  return new StoreError(`ClickHouse refused ${what}: ${text} (code ${code || 'none'})`, code, { cause: error });
}

function describe(error: unknown): { code: string; type: string; text: string } {
  if (error instanceof ClickHouseError) return { code: error.code, type: error.type ?? '', text: error.message };
  if (!(error instanceof Error)) return { code: '', type: '', text: String(error) };
  const system = 'code' in error && typeof error.code === 'string' ? error.code : '';
  // Several addresses of one name, all refused.
  const inner = error instanceof AggregateError ? error.errors.map((each) => describe(each).text).join('; ') : '';
  return { code: '', type: system || error.name, text: `${system} ${error.message} ${inner}`.trim() };
}
