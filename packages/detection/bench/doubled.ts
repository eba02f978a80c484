import { formsOf } from '../src/forms.ts';
import type { DataIdentifier } from '../src/types.ts';

/**
 * The rows, and each form of them once more with another id and other literals: what a catalogue of twice the size costs. A form without
 * a letter in its pattern or its keywords would match the same once more, which no catalogue does: it has no copy.
 */
export function doubled(rows: readonly DataIdentifier[]): readonly DataIdentifier[] {
  return [...rows, ...rows.flatMap((row) => formsOf(row).flatMap(copyOf))];
}

function copyOf(form: DataIdentifier, position: number): DataIdentifier[] {
  const pattern = form.pattern.replace(NOT_IN_LITERALS, (part) => (/^[A-Za-z]/.test(part) ? otherLetters(part) : part));
  if (pattern === form.pattern && form.keywords.length === 0) return [];
  return [{ ...form, id: `${form.id}_COPY_${position}`, pattern, keywords: form.keywords.map(otherLetters) }];
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
