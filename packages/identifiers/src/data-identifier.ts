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
  | 'low-entropy';

/** Why a validator refuses a value: a metric label, and the gate that `--explain` names. */
export type Refusal = Exclude<Gate, 'pattern' | 'keyword-missing'>;

/** Takes the matched text; null when it may be real. Pure. */
export interface Validator {
  (text: string): Refusal | null;
  /** The same of the text that `[start, end)` of `bytes` holds in UTF-8, without making a string of it. */
  readonly ofBytes?: (bytes: Buffer, start: number, end: number) => Refusal | null;
}

/** The least count at which an object's finding has each severity, e.g. `{ Medium: 1, High: 2 }`. Source: Macie user guide, "Severity scoring". */
export type SeverityScale = Partial<Readonly<Record<Severity, number>>>;

export interface CounterExample {
  readonly text: string;
  /** The gate that must refuse it; `pattern` when the pattern must not match at all. */
  readonly stoppedBy: Gate;
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
  readonly validate?: Validator;
  readonly severity: SeverityScale;
  /** In Macie's recommended set for jobs, or ours beyond it. */
  readonly recommended: boolean;
  /** The standard, the regulation, the vendor's page. */
  readonly sources: readonly string[];
  readonly examples: readonly string[];
  readonly counterExamples: readonly CounterExample[];
}
