import model from '../data/name-scorer.json' with { type: 'json' };
import type { ContextValidator, Refusal, Surroundings, Validator } from '../data-identifier.ts';
import { areNameWords, canBeName, type NameKind, nameFeatures, standsApart } from './name-features.ts';
import { GIVEN_NAME_FIRST } from './name-patterns.ts';
import { scorerOf } from './scorer.ts';

/** Identifies the weights. */
export const nameRevision: string = model.revision;

const score = scorerOf(model);
const inFreeText = new RegExp(GIVEN_NAME_FIRST, 'gu');

/**
 * By how much the odds (natural logarithm) of a candidate exceed what is asked of its kind; negative infinity for what cannot
 * be a name: a part of a longer word, or words of which no list has a name.
 */
export function nameMargin(value: string, around: Surroundings, kind: NameKind): number {
  if (!canBeName(value, around, kind)) return Number.NEGATIVE_INFINITY;
  return marginOfWords(value, around, kind);
}

function marginOfWords(value: string, around: Surroundings, kind: NameKind): number {
  return score(nameFeatures(value, around, kind)) - model.thresholds[kind];
}

/** Refuses what can be no name wherever it stands: most of what begins like a given name. */
export const freeNameWords: Validator = nameWords('free');

/** Judges what freeNameWords lets pass. */
export const freeName: ContextValidator = (value, around) =>
  standsApart(around) && marginOfWords(value, around, 'free') >= 0 ? null : 'unlikely';

/** Refuses what can be no name wherever it stands: most of two capitalised words near a keyword. */
export const namedNameWords: Validator = nameWords('named');

function nameWords(kind: NameKind): Validator {
  const ofBytes = (bytes: Buffer, start: number, end: number): Refusal | null =>
    areNameWords(bytes, start, end, kind) ? null : 'unlikely';
  const ofText: Validator = (value) => {
    const bytes = Buffer.from(value);
    return ofBytes(bytes, 0, bytes.length);
  };
  return Object.assign(ofText, { ofBytes });
}

/**
 * Judges what namedNameWords lets pass, by a keyword or under a name that holds one, and leaves to freeName what that one takes.
 */
export const namedName: ContextValidator = (value, around) =>
  standsApart(around) && marginOfWords(value, around, 'named') >= 0 && !holdsFreeName(value, around)
    ? null
    : 'unlikely';

/** What no name holds: the engine's search for names is in step after it. */
const APART = /[^\p{L}'’. -](?=[\p{L}'’. -]*$)/u;

function holdsFreeName(value: string, { before, after }: Surroundings): boolean {
  const text = before + value + after;
  const end = before.length + value.length;
  inFreeText.lastIndex = (APART.exec(before)?.index ?? -1) + 1;
  for (let match = inFreeText.exec(text); match !== null && match.index < end; match = inFreeText.exec(text)) {
    const [found] = match;
    if (match.index + found.length <= before.length) continue;
    const around = { before: text.slice(0, match.index), after: text.slice(match.index + found.length) };
    if (nameMargin(found, around, 'free') >= 0) return true;
  }
  return false;
}
