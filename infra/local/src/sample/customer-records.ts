import { cardPlantable, stripePlantable } from './payment-cards.ts';
import { personalNumbers } from './personal-numbers.ts';
import type { Plantable, PlantLedger } from './plantable.ts';
import type { Random } from './random.ts';
import { city, day, email, fullName, sentence, street } from './words.ts';

const byPrefix = (...prefixes: readonly string[]): Plantable[] =>
  personalNumbers.filter(({ identifier }) => prefixes.some((prefix) => identifier.startsWith(prefix)));

/** What one country's customer table holds, by the file's place in the list. */
const REGIONS: readonly (readonly Plantable[])[] = [
  [...byPrefix('USA_', 'DRIVERS_'), cardPlantable],
  [...byPrefix('UK_'), cardPlantable],
  [...byPrefix('FRANCE_')],
  [...byPrefix('GERMANY_'), cardPlantable],
  [...byPrefix('ITALY_')],
  [...byPrefix('SPAIN_')],
  [...byPrefix('CANADA_', 'BRAZIL_', 'AUSTRALIA_')],
  [cardPlantable, stripePlantable],
];

/** One cell in this many is empty, as in real tables. */
const EMPTY_ONE_IN = 6;

/** The columns of the table that is the `index`th of its kind: two or three kinds of value. */
export function regionOf(index: number): readonly Plantable[] {
  const region = REGIONS[index % REGIONS.length]!;
  const first = Math.floor(index / REGIONS.length) % region.length;
  return region.map((_, i) => region[(first + i) % region.length]!).slice(0, 3);
}

/** A table whose first line names the columns; cells that hold the delimiter are quoted. Source: RFC 4180. */
export function customersTable(
  random: Random,
  ledger: PlantLedger,
  rows: number,
  columns: readonly Plantable[],
  delimiter = ',',
): string {
  const cell = (value: string): string =>
    value.includes(delimiter) || value.includes('"') ? `"${value.replaceAll('"', '""')}"` : value;
  const line = (cells: readonly string[]): string => `${cells.map(cell).join(delimiter)}\r\n`;
  let text = line(['customer', 'name', 'email', 'address', 'since', ...columns.map((c) => c.field), 'remarks']);
  for (let row = 1; row <= rows; row++) {
    const name = fullName(random);
    text += line([
      `C${row}`,
      name.split(' ').toReversed().join(', '),
      email(name),
      `${street(random)}, ${city(random)}`,
      day(random),
      ...columns.map((column) => (random.oneIn(EMPTY_ONE_IN) ? '' : ledger.plant(column, random))),
      random.oneIn(3) ? sentence(random) : '',
    ]);
  }
  return text;
}

function customer(random: Random, ledger: PlantLedger, row: number, fields: readonly Plantable[]): object {
  const name = fullName(random);
  return {
    row,
    name,
    contact: { email: email(name), street: street(random), city: city(random) },
    since: day(random),
    identity: Object.fromEntries(
      fields.filter(() => !random.oneIn(EMPTY_ONE_IN)).map((field) => [field.field, ledger.plant(field, random)]),
    ),
    tags: random.oneIn(2) ? ['newsletter', 'returning'] : [],
    remarks: random.oneIn(3) ? sentence(random) : null,
  };
}

/** JSON lines. */
export function customersLines(
  random: Random,
  ledger: PlantLedger,
  rows: number,
  fields: readonly Plantable[],
): string {
  let text = '';
  for (let row = 1; row <= rows; row++) text += `${JSON.stringify(customer(random, ledger, row, fields))}\n`;
  return text;
}

/** One indented JSON document. */
export function customersDocument(
  random: Random,
  ledger: PlantLedger,
  rows: number,
  fields: readonly Plantable[],
): string {
  const customers = Array.from({ length: rows }, (_, i) => customer(random, ledger, i + 1, fields));
  return `${JSON.stringify({ exported: day(random), customers }, null, 2)}\n`;
}

/** A stock list: a table with nothing to find. */
export function stockTable(random: Random, rows: number): string {
  let text = 'sku,description,warehouse,quantity,price,updated\n';
  for (let row = 1; row <= rows; row++) {
    text += `SKU${random.digits(5)},${random.pick(['bolt', 'hinge', 'lamp', 'shelf', 'valve'])} ${random.between(2, 80)} mm,${city(random)},${random.int(5000)},${random.int(900)}.${random.digits(2)},${day(random)}\n`;
  }
  return text;
}
