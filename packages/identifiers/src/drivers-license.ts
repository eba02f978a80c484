import type { CounterExample, DataIdentifier, Validator } from './data-identifier.ts';
import { LOW_TO_HIGH } from './severity.ts';
import { neverZero } from './validators/never.ts';

/** What differs between the driver's licences of countries. */
export interface DriversLicense {
  readonly id: string;
  readonly country: string;
  /** Without the boundaries. */
  readonly format: string;
  readonly keywords: readonly string[];
  readonly sources: readonly string[];
  /** Synthetic numbers, of which the first is used for the counter-examples. */
  readonly numbers: readonly string[];
  /** Unless only zeros are refused. */
  readonly validate?: Validator;
  readonly counterExamples?: readonly CounterExample[];
}

/** The row of a country's driver's licences: a number of its format near one of its keywords. */
export function driversLicense(license: DriversLicense): DataIdentifier {
  const { id, country, format, keywords, sources, numbers, validate = neverZero, counterExamples = [] } = license;
  const [number = ''] = numbers;
  const keyword = keywords[0] ?? '';
  return {
    id,
    name: `Driver's licence number (${country})`,
    category: 'PERSONAL_INFORMATION',
    pattern: String.raw`\b(?:${format})\b`,
    keywords,
    keyword: 'required',
    validate,
    severity: LOW_TO_HIGH,
    recommended: false,
    sources: [...sources, 'https://www.consilium.europa.eu/prado (driving licences)'],
    examples: numbers.flatMap((one) => [`${keyword}: ${one}`, `${one} (${keyword})`]),
    counterExamples: [
      { text: `${keyword}: 1${number}1`, stoppedBy: 'pattern' },
      { text: `no. ${number}`, stoppedBy: 'keyword-missing' },
      ...counterExamples,
    ],
  };
}
