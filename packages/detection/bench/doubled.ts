import type { DataIdentifier } from '../src/types.ts';

/**
 * The rows, and each once more with another id and other literals: what a catalogue of twice the size costs. A row without a letter
 * in its pattern or its keywords would match the same once more, which no catalogue does: it has no copy.
 */
export function doubled(rows: readonly DataIdentifier[]): readonly DataIdentifier[] {
  return [...rows, ...rows.flatMap((row) => differing(row, copyOf(row)))];
}

const differing = (row: DataIdentifier, copy: DataIdentifier): DataIdentifier[] =>
  copy.pattern === row.pattern && row.keywords.length === 0 ? [] : [copy];

function copyOf(row: DataIdentifier): DataIdentifier {
  return {
    ...row,
    id: `${row.id}_COPY`,
    pattern: row.pattern.replace(NOT_IN_LITERALS, (part) => (/^[A-Za-z]/.test(part) ? otherLetters(part) : part)),
    keywords: row.keywords.map(otherLetters),
  };
}

/** Classes, escapes, repeats and names of groups and flags; or else runs of letters, which are in literals. */
const NOT_IN_LITERALS =
  /\[(?:\\.|[^\]\\])*\]|\\x\{[^}]*\}|\\[xX][0-9A-Fa-f]{2}|\\[pP]\{[^}]*\}|\\.|\{[\d,]*\}|\(\?P<\w+>|\(\?[a-zA-Z-]*[:)]|[A-Za-z]+/g;

/** Source: ROT13. */
function otherLetters(text: string): string {
  return text.replace(/[A-Za-z]/g, (letter) => {
    const first = letter <= 'Z' ? 0x41 : 0x61;
    return String.fromCharCode(first + ((letter.charCodeAt(0) - first + 13) % 26));
  });
}
