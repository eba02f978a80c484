import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ClickHouseError } from '@clickhouse/client';
import { TransientError } from '@dowser/pipeline';
import { StoreError, toStoreError } from '@dowser/store';

const SECRET = '078-05-1120';
const engine = (code: string, type: string) => new ClickHouseError({ message: `cannot parse '${SECRET}'`, code, type });
const system = (code: string, message: string) => Object.assign(new Error(message), { code });

describe('toStoreError', () => {
  const transient: readonly unknown[] = [
    engine('252', 'TOO_MANY_PARTS'),
    engine('241', 'MEMORY_LIMIT_EXCEEDED'),
    engine('202', 'TOO_MANY_SIMULTANEOUS_QUERIES'),
    engine('242', 'TABLE_IS_READ_ONLY'),
    engine('999', 'KEEPER_EXCEPTION'),
    system('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:8123'),
    system('ECONNRESET', 'read ECONNRESET'),
    system('HPE_INVALID_CONSTANT', 'Parse Error: Expected HTTP/, RTSP/ or ICE/'),
    system('ERR_STREAM_DESTROYED', 'Cannot call write after a stream was destroyed'),
    system('ENOTFOUND', 'getaddrinfo ENOTFOUND clickhouse'),
    new AggregateError([system('ECONNREFUSED', 'connect ECONNREFUSED ::1:8123')], ''),
    new ClickHouseError({ message: 'ENOSPC: no space left on device, write', code: '1002', type: 'UNKNOWN_EXCEPTION' }),
    new ClickHouseError({
      message: 'std::exception. filesystem error: No space left on device',
      code: '1001',
      type: 'STD_EXCEPTION',
    }),
    new Error('socket hang up'),
    new Error('Timeout error.'),
    new Error('<html><h1>502 Bad Gateway</h1></html>'),
    new Error('503 Service Unavailable'),
    // What the client makes of a status 400 or 408 that Node's HTTP server gives by itself to a request that reached it broken.
    new Error(''),
  ];
  for (const error of transient) {
    test(`is transient: ${error instanceof ClickHouseError ? error.type : String(error)}`, () => {
      const known = toStoreError(error, 'rows 0 to 9 of an insert into scan_log', true);
      assert.ok(known instanceof TransientError);
      assert.match(known.message, /rows 0 to 9 of an insert into scan_log/);
      assert.ok(!known.message.includes(SECRET));
    });
  }

  const bugs: readonly unknown[] = [
    engine('1002', 'UNKNOWN_EXCEPTION'),
    new ClickHouseError({
      message: `cannot parse 'No space left on device ${SECRET}'`,
      code: '27',
      type: 'QUOTES_A_LOG',
    }),
    engine('27', 'CANNOT_PARSE_INPUT_ASSERTION_FAILED'),
    engine('16', 'NO_SUCH_COLUMN_IN_TABLE'),
    engine('516', 'AUTHENTICATION_FAILED'),
    engine('164', 'READONLY'),
    new TypeError(`undefined is not a function near ${SECRET}`),
  ];
  for (const error of bugs) {
    test(`is no reason to wait: ${error instanceof ClickHouseError ? error.type : 'a TypeError'}`, () => {
      const known = toStoreError(error, 'rows 5 to 7 of an insert into scan_log', true);
      assert.ok(known instanceof StoreError);
      assert.match(known.message, /rows 5 to 7 of an insert into scan_log/);
      assert.ok(!known.message.includes(SECRET), 'rows are quoted');
      assert.equal(known.cause, undefined, 'the cause quotes rows');
      assert.equal(known.code, error instanceof ClickHouseError ? error.code : '');
    });
  }

  test("the engine's words are kept where no rows are at stake", () => {
    const known = toStoreError(
      new ClickHouseError({ message: 'Unknown table x', code: '60', type: 'UNKNOWN_TABLE' }),
      'a query',
      false,
    );
    assert.match(known.message, /a query: Unknown table x \(code 60\)/);
  });

  test('a known error passes', () => {
    const known = new TransientError('away');
    assert.equal(toStoreError(known, 'x', true), known);
  });
});
