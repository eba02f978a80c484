import type { CounterExample, DataIdentifier, Validator } from './data-identifier.ts';
import { ALWAYS_HIGH } from './severity.ts';
import { allOf } from './validators/all-of.ts';
import { neverUniform } from './validators/never.ts';

/** What differs between the numbers that countries give their people. */
export interface NationalNumber {
  readonly id: string;
  readonly name: string;
  /** Without the boundaries. */
  readonly format: string;
  readonly keywords: readonly string[];
  readonly sources: readonly string[];
  /** Synthetic or published numbers, of which the first is used for the counter-examples. */
  readonly numbers: readonly string[];
  /** Beside the refusal of one character repeated throughout. */
  readonly validate?: Validator;
  /** A number of the format that a validator refuses, and how. */
  readonly wrong?: Readonly<Record<string, CounterExample['stoppedBy']>>;
}

/** The row of a country's number of people: of its format, near one of its keywords. */
export function nationalNumber(number: NationalNumber): DataIdentifier {
  const { id, name, format, keywords, sources, numbers, validate, wrong = {} } = number;
  const [first = ''] = numbers;
  const keyword = keywords[0] ?? '';
  return {
    id,
    name,
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b(?:${format})\b`,
    keywords,
    keyword: 'required',
    validate: validate === undefined ? neverUniform : allOf(neverUniform, validate),
    severity: ALWAYS_HIGH,
    recommended: false,
    sources,
    examples: numbers.flatMap((one) => [`${keyword}: ${one}`, `{"${keyword}":"${one}"}`]),
    counterExamples: [
      { text: `${keyword}: 1${first}1`, stoppedBy: 'pattern' },
      { text: `item ${first}`, stoppedBy: 'keyword-missing' },
      ...Object.entries(wrong).map(([one, stoppedBy]) => ({ text: `${keyword}: ${one}`, stoppedBy })),
    ],
  };
}
