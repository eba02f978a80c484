import Table from 'cli-table3';

/** No colours; a line under the header, none between rows. */
const PLAIN = { head: [], border: [], compact: true };

/** Rows under a header, as text with a final newline; numbers are aligned to the right. */
export function renderTable(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const table = new Table({
    head: [...header],
    colAligns: header.map((_, column) => (typeof rows[0]?.[column] === 'number' ? 'right' : 'left')),
    style: PLAIN,
  });
  for (const row of rows)
    table.push(row.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en-US') : cell)));
  return `${table.toString()}\n`;
}
