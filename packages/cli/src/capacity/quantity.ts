import { UsageError } from '../usage-error.ts';

const UNITS = ['', 'K', 'M', 'G', 'T', 'P', 'E'] as const;
const QUANTITY = /^(\d+(?:\.\d+)?(?:e\+?\d+)?)\s*([kmgtpe]?)(i?)b?$/i;

/** A positive number as people write it: `1e9`, `250M`, `500TB`, `1.5TiB`. Throws UsageError that names the option. */
export function parseQuantity(option: string, word: string): number {
  const [, digits, unit = '', binary] = QUANTITY.exec(word.trim()) ?? [];
  const power = UNITS.indexOf(unit.toUpperCase() as (typeof UNITS)[number]);
  const value = Number(digits) * (binary ? 1024 : 1000) ** power;
  if (digits === undefined || value <= 0 || !Number.isFinite(value)) {
    throw new UsageError(`${option} ${word}: give a positive number, as 1e9, 250M, 500TB or 1.5TiB`);
  }
  return value;
}

/** Three figures and a unit: 1.23 TB. */
export function shortQuantity(value: number, unit: string): string {
  const power = value < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(value) / 3));
  return `${Number((value / 1000 ** power).toPrecision(3))} ${UNITS[power]}${unit}`.trimEnd();
}
