import type { DataIdentifier } from './types.ts';

/** An identifier as one row for each of its forms, all with its id: what the engine looks for. */
export function formsOf(row: DataIdentifier): readonly DataIdentifier[] {
  const { also = [], ...first } = row;
  if (also.length === 0) return [row];
  const { validate: _, validateInContext: __, passOver: ___, ...common } = first;
  return [
    first,
    ...also.map(({ keywords = [], ...form }): DataIdentifier => {
      return { ...common, ...form, keywords, keyword: keywords.length === 0 ? 'none' : 'required' };
    }),
  ];
}
