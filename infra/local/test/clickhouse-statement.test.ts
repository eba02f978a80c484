import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { HEAD_BYTES, QUERY_BYTES_MAX, readHead, readRest } from '../src/clickhouse/body.ts';
import { lex } from '../src/clickhouse/lex.ts';
import { exceptionCode, exceptionText, HttpProblem, statusOf } from '../src/clickhouse/problem.ts';
import { readStatement } from '../src/clickhouse/statement.ts';

/** The SQL that reads the rows from a file, and the rows. */
function cut(sql: string): { readonly sql: string; readonly rows: string } {
  const statement = readStatement(sql);
  assert.equal(statement.kind, 'insert-data');
  if (statement.kind !== 'insert-data') return { sql: '', rows: '' };
  const head = sql.slice(0, statement.dataStart);
  return {
    sql: statement.fromFile(head, "'F'").replaceAll(/\s+/g, ' ').trim(),
    rows: sql.slice(statement.dataStart),
  };
}

describe('readStatement', () => {
  const inserts: readonly { readonly given: string; readonly sql: string; readonly rows: string }[] = [
    { given: 'INSERT INTO t FORMAT CSV\n1,2', sql: "INSERT INTO t FROM INFILE 'F' FORMAT CSV", rows: '1,2' },
    { given: 'INSERT INTO t FORMAT CSV 1,2', sql: "INSERT INTO t FROM INFILE 'F' FORMAT CSV", rows: '1,2' },
    {
      given: 'insert into d.t (a, b) format CSV\r\n1',
      sql: "insert into d.t (a, b) FROM INFILE 'F' FORMAT CSV",
      rows: '1',
    },
    {
      given: 'INSERT INTO t FORMAT RowBinary\n\n\n',
      sql: "INSERT INTO t FROM INFILE 'F' FORMAT RowBinary",
      rows: '\n\n',
    },
    { given: "INSERT INTO t VALUES (1, ';')", sql: "INSERT INTO t FROM INFILE 'F' FORMAT Values", rows: " (1, ';')" },
    { given: 'INSERT INTO values VALUES (1)', sql: "INSERT INTO values FROM INFILE 'F' FORMAT Values", rows: ' (1)' },
    {
      given: 'INSERT INTO TABLE format FORMAT CSV\n',
      sql: "INSERT INTO TABLE format FROM INFILE 'F' FORMAT CSV",
      rows: '',
    },
    {
      given: "INSERT INTO t SETTINGS a = 'FORMAT X' FORMAT CSV\n1",
      sql: "INSERT INTO t FROM INFILE 'F' SETTINGS a = 'FORMAT X' FORMAT CSV",
      rows: '1',
    },
    {
      given: '/* FORMAT X */ INSERT -- VALUES\nINTO `SELECT` ("VALUES") FORMAT CSV\n1',
      sql: '/* FORMAT X */ INSERT -- VALUES INTO `SELECT` ("VALUES") FROM INFILE \'F\' FORMAT CSV',
      rows: '1',
    },
    {
      given: "INSERT INTO t SELECT a + 1 FROM input('a UInt8') WHERE a > 1 FORMAT CSV\n1",
      sql: "INSERT INTO t SELECT a + 1 FROM file('F', 'CSV', 'a UInt8') WHERE a > 1",
      rows: '1',
    },
  ];
  for (const { given, sql, rows } of inserts) {
    test(`rows are cut off: ${given.replaceAll(/\s+/g, ' ')}`, () => assert.deepEqual(cut(given), { sql, rows }));
  }

  const queries: readonly (readonly [sql: string, kind: string, format: string | undefined])[] = [
    ['SELECT 1', 'select', undefined],
    ['(SELECT 1) UNION ALL (SELECT 2) FORMAT CSV', 'select', 'CSV'],
    ['WITH 1 AS a SELECT a FORMAT JSON SETTINGS b = 1;', 'select', 'JSON'],
    ["SELECT 'FORMAT CSV'", 'select', undefined],
    ['SELECT format FROM t', 'select', undefined],
    ['SELECT outfile FROM t WHERE infile', 'select', undefined],
    ['SELECT * FROM (SELECT 1 FORMAT CSV) AS x', 'select', undefined],
    ['SHOW TABLES FORMAT TSV', 'other', 'TSV'],
    ['INSERT INTO t SELECT 1', 'other', undefined],
    ['INSERT INTO t WITH 1 AS a SELECT a', 'other', undefined],
    ['CREATE TABLE t (a UInt8) ENGINE = Memory', 'other', undefined],
    ["SELECT ';' -- ; SELECT\n;", 'select', undefined],
  ];
  for (const [sql, kind, format] of queries) {
    test(`is read as it is: ${sql.replaceAll('\n', ' ')}`, () => {
      const statement = readStatement(sql);
      assert.equal(statement.kind, kind);
      assert.equal(statement.format, format);
    });
  }

  const refused: readonly (readonly [sql: string, code: number])[] = [
    ['', 62],
    ['-- nothing', 62],
    ['SELECT 1; SELECT 2', 62],
    ['INSERT INTO t SELECT 1; DROP TABLE t', 62],
    ["SELECT 1 INTO OUTFILE 'x'", 48],
    ["INSERT INTO t FROM INFILE 'x' FORMAT CSV", 48],
    ["INSERT INTO t SELECT * FROM input('a UInt8')", 62],
  ];
  for (const [sql, code] of refused) {
    test(`is refused with code ${code}: ${sql}`, () => {
      assert.throws(
        () => readStatement(sql),
        (error: unknown) => error instanceof HttpProblem && error.code === code,
      );
    });
  }

  test('property: whatever the rows are, they come out byte for byte', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const rows = Buffer.from(bytes).toString('latin1');
        assert.equal(cut(`INSERT INTO t (a) FORMAT RowBinary\n${rows}`).rows, rows);
      }),
    );
  });
});

describe('lex', () => {
  test('property: tokens lie in order and never overlap, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab1\'"`\\ \n-/*#$();,') }), (sql) => {
        let at = 0;
        for (const { start, end, text } of lex(sql)) {
          assert.ok(start >= at && end > start);
          assert.equal(sql.slice(start, end), text);
          at = end;
        }
      }),
    );
  });
});

describe('the limits of a body', () => {
  const bodyOf = (bytes: number, chunk = 65_536): Readable =>
    Readable.from(
      (function* () {
        for (let left = bytes; left > 0; left -= chunk) yield Buffer.alloc(Math.min(left, chunk), 0x20);
      })(),
    );

  test('the head ends at the limit, or with the body', async () => {
    const whole = await readHead(bodyOf(HEAD_BYTES - 1), HEAD_BYTES);
    assert.deepEqual([whole.head.length, whole.ended], [HEAD_BYTES - 1, true]);
    const cutOff = await readHead(bodyOf(HEAD_BYTES + 1), HEAD_BYTES);
    assert.deepEqual([cutOff.head.length, cutOff.ended], [HEAD_BYTES, false]);
    assert.equal((await readRest(cutOff)).length, HEAD_BYTES + 1);
  });

  test('a query is read up to the limit, and refused one byte past it', async () => {
    const read = async (bytes: number): Promise<number> =>
      (await readRest(await readHead(bodyOf(bytes), HEAD_BYTES))).length;
    assert.equal(await read(QUERY_BYTES_MAX), QUERY_BYTES_MAX);
    await assert.rejects(read(QUERY_BYTES_MAX + 1), (error: unknown) => exceptionCode(error) === 229);
    assert.equal(statusOf(229), 413);
  });
});

describe('exceptions', () => {
  test("the code is read out of the engine's words", () => {
    assert.equal(exceptionCode(new Error('Code: 60. DB::Exception: no such table')), 60);
    assert.equal(exceptionCode(new Error('something else')), 1002);
    assert.equal(
      exceptionText(new Error('odd'), '26.1'),
      'Code: 1002. DB::Exception: odd. (UNKNOWN_EXCEPTION) (version 26.1)\n',
    );
  });
});
