import type { DataIdentifier } from './types.ts';

/** The row, then one row for each other way in which its value is written: they report under the same id. */
export function variantsOf(row: DataIdentifier): readonly DataIdentifier[] {
  const { also = [], validate: _, ...shared } = row;
  return [
    row,
    ...also.map(
      (variant): DataIdentifier => ({
        ...shared,
        keywords: [],
        ...variant,
        keyword: variant.keywords === undefined ? 'none' : 'required',
      }),
    ),
  ];
}
