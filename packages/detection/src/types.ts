import type { Category, DataIdentifier, Gate, SeverityScale } from '@dowser/identifiers';

/**
 * What the text of an object looks like, which decides where a keyword counts:
 * - `text`: within KEYWORD_DISTANCE characters of the match, on either side;
 * - `delimited`: in the same cell, or in the name of its column (the first line holds the names);
 * - `json`: in the same string or number value, or in the name of any element on the path to it (JSON and JSON lines).
 * Source: Amazon Macie user guide, "Keyword requirements".
 */
export type Layout =
  | { readonly kind: 'text' }
  | { readonly kind: 'delimited'; readonly delimiter: ',' | '\t' | ';' | '|' }
  | { readonly kind: 'json' };

/** A contiguous run of the decoded object's bytes. */
export interface Window {
  readonly bytes: Uint8Array;
  /** Offset of `bytes[0]` in the decoded object. */
  readonly base: number;
  /** True when the object ends with these bytes. */
  readonly last: boolean;
}

/** One match that passed every gate. Offsets are bytes in the decoded object, half-open. */
export interface Match {
  readonly identifier: string;
  readonly start: number;
  readonly end: number;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in characters (code points). */
  readonly column: number;
  /** 1 to 100: how much speaks for it. */
  readonly confidence: number;
}

/** Where a scan of one object stands between two windows: plain data, can be cloned to another thread. Opaque to callers. */
export interface ScanState {
  readonly layout: Layout;
  /** The next window must begin at or before this offset, so that context and undecided matches are still in it. */
  readonly needFrom: number;
}

export interface WindowResult {
  /** In order of start, then of the catalogue. Each match of the object is reported by exactly one window. */
  readonly matches: readonly Match[];
  readonly state: ScanState;
}

/** Matches as columns, in the order of WindowResult: one match is what stands at one position of all. */
export interface MatchColumns {
  readonly count: number;
  /** Positions in the catalogue's plan, which has the identifier. */
  readonly rows: Int32Array;
  /** Offsets into the window. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** As in Match. */
  readonly lines: Float64Array;
  readonly columns: Float64Array;
  readonly confidences: Uint8Array;
}

/** A row that cannot be compiled; the rest of the catalogue goes on. */
export interface RefusedIdentifier {
  readonly id: string;
  readonly reason: string;
}

/** How a row is looked for: a row that is slow says why. */
export interface RowPlan {
  readonly id: string;
  /**
   * `keyword`: near its keywords. `beginning`, `inside`: by the rare bytes it begins with or holds. `token`: by the length of
   * the word it begins with, and what stands around it. `windows`: RE2 looks at everything.
   */
  readonly how: 'keyword' | 'beginning' | 'inside' | 'token' | 'windows';
  /** Its matches are told by an automaton of its own; otherwise by RE2. */
  readonly automaton: boolean;
  /** Why it is not faster; empty when nothing is wanting. */
  readonly limits: readonly string[];
}

/** Compiled identifiers. Holds native automata: compile once per thread. */
export interface Catalogue {
  readonly identifiers: ReadonlyMap<string, DataIdentifier>;
  readonly refused: readonly RefusedIdentifier[];
  /** One for each form of each row that was compiled. */
  readonly plan: readonly RowPlan[];
  /** Changes when any identifier's rules change: part of a scan's identity. */
  readonly identifierSetId: string;
}

/** What became of one candidate, for `--explain`. */
export interface Explanation {
  readonly identifier: string;
  readonly start: number;
  readonly end: number;
  /** True when it is a match. */
  readonly accepted: boolean;
  /** As a match has it; 0 when it is none. */
  readonly confidence: number;
  /** In order; the last one is the gate that refused, when not accepted. */
  readonly gates: readonly {
    readonly gate: Gate | 'keyword' | 'checksum';
    readonly passed: boolean;
    readonly detail: string;
  }[];
}

export type { Category, DataIdentifier, SeverityScale };
