import type { CounterExample, DataIdentifier, Validator } from '../data-identifier.ts';
import { ALWAYS_HIGH } from '../severity.ts';
import { refusalOfRandomBytes } from '../validators/random-looking.ts';
import { valueValidator } from '../validators/value-validator.ts';
import { type Form, patternOf } from './form.ts';
import { RandomPart } from './random-part.ts';
import { placeholder, specimen } from './specimen.ts';

export interface TokenOptions {
  /** Given when the shape alone is weak. The first one is used in the examples. */
  readonly keywords?: readonly string[];
}

/** Refuses a value whose random part does not look random. */
export function looksRandom(forms: readonly Form[]): Validator {
  const random = new RandomPart(forms);
  return valueValidator((value) => {
    if (!random.read(value)) return 'bad-format';
    return refusalOfRandomBytes(random.bytes, 0, random.length, random.alphabet);
  });
}

/** A row for a token that a vendor builds from fixed text and random runs; its examples are synthetic values of each form. */
export function token(
  id: string,
  name: string,
  source: string,
  forms: readonly [Form, ...Form[]],
  { keywords = [] }: TokenOptions = {},
): DataIdentifier {
  const before = keywords[0] ?? 'token';
  return {
    id,
    name,
    category: 'CREDENTIALS',
    pattern: patternOf(forms),
    keywords,
    keyword: keywords.length > 0 ? 'required' : 'none',
    validate: looksRandom(forms),
    severity: ALWAYS_HIGH,
    recommended: false,
    sources: [source],
    examples: [
      ...forms.map((form, place) => `${before}: ${specimen(form, `${id} ${place}`)}`),
      `{"${before}":"${specimen(forms[0], `${id} in JSON`)}"}`,
    ],
    counterExamples: counterExamplesOf(id, forms[0], keywords),
  };
}

function counterExamplesOf(id: string, form: Form, keywords: readonly string[]): readonly CounterExample[] {
  const before = keywords[0] ?? 'token';
  const value = specimen(form, id);
  const all: CounterExample[] = [
    { text: `${before}: ${placeholder(form)}`, stoppedBy: 'low-entropy' },
    { text: `${before}: ${value.slice(0, -1)}`, stoppedBy: 'pattern' },
  ];
  if (keywords.length > 0) all.push({ text: `value: ${value}`, stoppedBy: 'keyword-missing' });
  return all;
}
