import { z } from 'zod';
import type { DataIdentifier, Gate, Severity, SeverityScale } from '../data-identifier.ts';
import { namedValidators, type ValidatorName } from './named-validators.ts';

/** Limits of Macie's API. Source: Amazon Macie API, CreateCustomDataIdentifier; Amazon Macie quotas. */
export const CUSTOM_LIMITS = {
  identifiers: 10_000,
  idCharacters: 64,
  nameCharacters: 128,
  descriptionCharacters: 512,
  regexCharacters: 512,
  keywords: 50,
  keywordCharacters: { min: 3, max: 90 },
  ignoreWords: 10,
  ignoreWordCharacters: { min: 4, max: 90 },
  maximumMatchDistance: { min: 1, max: 300 },
} as const;

export const DEFAULT_MATCH_DISTANCE = 50;
/** Of an identifier without levels of its own. Source: as above. */
const DEFAULT_LEVELS = [{ occurrencesThreshold: 1, severity: 'MEDIUM' as const }];

const SEVERITY: Readonly<Record<'LOW' | 'MEDIUM' | 'HIGH', Severity>> = { LOW: 'Low', MEDIUM: 'Medium', HIGH: 'High' };
const RANK = { LOW: 0, MEDIUM: 1, HIGH: 2 } as const;

const GATES = [
  'pattern',
  'keyword-missing',
  'bad-checksum',
  'bad-format',
  'never-issued',
  'published-example',
  'low-entropy',
  'ignored-word',
  'allowed',
] as const satisfies readonly Gate[];

/** Text of `min` to `max` characters: code points, as Macie counts. */
const characters = (min: number, max: number) =>
  z.string().refine((text) => {
    const { length } = [...text];
    return length >= min && length <= max;
  }, `must have ${min} to ${max} characters`);

const within = ({ min, max }: { readonly min: number; readonly max: number }) => characters(min, max);

const levels = z
  .array(z.strictObject({ occurrencesThreshold: z.int().min(1), severity: z.enum(['LOW', 'MEDIUM', 'HIGH']) }))
  .min(1)
  .refine(
    (list) =>
      list.every((one) =>
        list.every(
          (other) =>
            one === other ||
            Math.sign(RANK[one.severity] - RANK[other.severity]) ===
              (Math.sign(one.occurrencesThreshold - other.occurrencesThreshold) || Number.NaN),
        ),
      ),
    'each severity at most once, and the higher the severity, the higher its threshold',
  );

const validatorNames = Object.keys(namedValidators) as [ValidatorName, ...ValidatorName[]];

/** One custom identifier as it is written: Macie's fields under Macie's names, and an id, a validator and examples of ours. */
export const customIdentifierSchema = z.strictObject({
  id: characters(1, CUSTOM_LIMITS.idCharacters).regex(
    /^[A-Z][A-Z0-9_]*$/,
    'must be of A-Z, 0-9 and _, and begin with a letter',
  ),
  name: characters(1, CUSTOM_LIMITS.nameCharacters),
  description: characters(0, CUSTOM_LIMITS.descriptionCharacters).default(''),
  regex: characters(1, CUSTOM_LIMITS.regexCharacters),
  keywords: z.array(within(CUSTOM_LIMITS.keywordCharacters)).max(CUSTOM_LIMITS.keywords).default([]),
  ignoreWords: z.array(within(CUSTOM_LIMITS.ignoreWordCharacters)).max(CUSTOM_LIMITS.ignoreWords).default([]),
  maximumMatchDistance: z
    .int()
    .min(CUSTOM_LIMITS.maximumMatchDistance.min)
    .max(CUSTOM_LIMITS.maximumMatchDistance.max)
    .default(DEFAULT_MATCH_DISTANCE),
  severityLevels: levels.default(DEFAULT_LEVELS),
  validator: z.enum(validatorNames).optional(),
  /** Texts in which it must be found. */
  examples: z.array(z.string().min(1)).default([]),
  /** Texts in which it must not be found, each with the gate that must refuse it. */
  counterExamples: z.array(z.strictObject({ text: z.string().min(1), stoppedBy: z.enum(GATES) })).default([]),
});

/** Plain data: can be cloned to another thread. */
export type CustomIdentifier = z.infer<typeof customIdentifierSchema>;

/** The row of the catalogue that a custom identifier stands for. Its regex must have no repeat without end. */
export function customRow(custom: CustomIdentifier): DataIdentifier {
  const { id, name, description, regex, keywords, ignoreWords, validator, examples, counterExamples } = custom;
  return {
    id,
    name,
    category: 'CUSTOM_IDENTIFIER',
    pattern: regex,
    keywords,
    ...(keywords.length > 0
      ? { keyword: 'required', maximumMatchDistance: custom.maximumMatchDistance }
      : { keyword: 'none' }),
    ignoreWords,
    ...(validator === undefined ? {} : { validator, validate: namedValidators[validator] }),
    severity: scaleOf(custom.severityLevels),
    recommended: true,
    // Its owner's words are all that is known of where it comes from.
    sources: description === '' ? [] : [description],
    examples,
    counterExamples,
  };
}

function scaleOf(list: CustomIdentifier['severityLevels']): SeverityScale {
  return Object.fromEntries(
    list.map(({ severity, occurrencesThreshold }) => [SEVERITY[severity], occurrencesThreshold]),
  );
}
