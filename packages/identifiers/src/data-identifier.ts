/** Macie's SensitiveDataItemCategory. */
export type Category = 'CREDENTIALS' | 'FINANCIAL_INFORMATION' | 'PERSONAL_INFORMATION' | 'CUSTOM_IDENTIFIER';

export type Severity = 'Low' | 'Medium' | 'High';

/** The gates a candidate passes, in order. Each can refuse it. */
export type Gate =
  | 'pattern'
  | 'keyword-missing'
  | 'bad-checksum'
  | 'bad-format'
  | 'never-issued'
  | 'published-example'
  | 'low-entropy'
  | 'unlikely'
  | 'ignored-word'
  | 'allowed';

/** Why a validator refuses a value: a metric label, and the gate that `--explain` names. */
export type Refusal = Exclude<Gate, 'pattern' | 'keyword-missing'>;

/** Takes the matched text; null when it may be real. Pure. */
export interface Validator {
  (text: string): Refusal | null;
  /** The same of the text that `[start, end)` of `bytes` holds in UTF-8, without making a string of it. */
  readonly ofBytes?: (bytes: Buffer, start: number, end: number) => Refusal | null;
}

/** What stands right before and after a value: at most 96 bytes of the object on each side, as UTF-8. */
export interface Surroundings {
  readonly before: string;
  readonly after: string;
}

/** Judges a value by what surrounds it; null when it may be real. Pure. */
export type ContextValidator = (value: string, around: Surroundings) => Refusal | null;

/**
 * Another form of the same identifier, looked for and reported under its id. Forms do not know of one another: their
 * validators see to it that no two of them take the same value.
 */
export interface IdentifierForm {
  /** As DataIdentifier.pattern. */
  readonly pattern: string;
  /** One of them is required; none when absent. */
  readonly keywords?: readonly string[];
  readonly validate?: Validator;
  readonly validateInContext?: ContextValidator;
  /** As DataIdentifier.passOver. */
  readonly passOver?: readonly string[];
}

/** The least count at which an object's finding has each severity, e.g. `{ Medium: 1, High: 2 }`. Source: Macie user guide, "Severity scoring". */
export type SeverityScale = Partial<Readonly<Record<Severity, number>>>;

export interface CounterExample {
  readonly text: string;
  /** The gate that must refuse it; `pattern` when the pattern must not match at all. */
  readonly stoppedBy: Gate;
}

/** Text that is not reported although it matches: the allow lists of an installation. */
export interface Allowance {
  /** Changes when anything that it covers changes. */
  readonly id: string;
  /** True when the whole text is allowed. Pure. */
  covers(value: string): boolean;
}

/** One row of the catalogue: data, whose examples are its tests. */
export interface DataIdentifier {
  /** Permanent. Macie's id where Macie has one. */
  readonly id: string;
  readonly name: string;
  readonly category: Category;
  /** RE2 syntax; matches at most MAX_MATCH_BYTES; carries its own boundaries. */
  readonly pattern: string;
  /** Case-insensitive; a space also stands for nothing, `_` or `-`. Empty when `keyword` is `none`. */
  readonly keywords: readonly string[];
  readonly keyword: 'required' | 'none';
  /**
   * Where a keyword counts. Absent: within 30 characters of the match, on either side, or in the same cell or value. Present:
   * before the match, with at most so many characters between the end of the keyword and the end of the match, in a cell or
   * value within it. In a column name or key on the path it counts either way. 1 to 300.
   * Source: Amazon Macie API, CreateCustomDataIdentifier.
   */
  readonly maximumMatchDistance?: number;
  /** A match that holds one is not reported. Case-sensitive. Source: as above. */
  readonly ignoreWords?: readonly string[];
  readonly validate?: Validator;
  /** Asked after `validate`, and only then are the surroundings read. */
  readonly validateInContext?: ContextValidator;
  /**
   * Texts (RE2) of at most 16 bytes of ASCII, of one range each: of a match whose first word begins one of them, the validators refuse
   * the value. The engine may pass over such matches unseen.
   */
  readonly passOver?: readonly string[];
  /** What `validateInContext` learned from: changes when its answers may. */
  readonly revision?: string;
  /** Names `validate` where it was chosen by name: part of what the row is. */
  readonly validator?: string;
  readonly allowance?: Allowance;
  readonly also?: readonly IdentifierForm[];
  readonly severity: SeverityScale;
  /** In Macie's recommended set for jobs, or ours beyond it. */
  readonly recommended: boolean;
  /** The standard, the regulation, the vendor's page. */
  readonly sources: readonly string[];
  readonly examples: readonly string[];
  readonly counterExamples: readonly CounterExample[];
}
