import { createHash } from 'node:crypto';
import RE2 from 're2';
import { type Confidence, confidenceOf } from './confidence.ts';
import { buildConfirmation, type Confirmation } from './confirm.ts';
import { formsOf } from './forms.ts';
import { buildKernelTables, type KernelTables } from './kernel/tables.ts';
import { buildKeywordAutomaton, type KeywordAutomaton, keywordGraph } from './keyword-automaton.ts';
import { MAX_KEYWORD_CHARACTERS, MAX_MATCH_BYTES, MAX_MATCH_DISTANCE } from './limits.ts';
import { buildValueFinder, type ValueFinder } from './pattern/value-finder.ts';
import { type PatternShape, patternShape, UnknownSyntax } from './pattern-shape.ts';
import { type RowMachine, rowMachine } from './row-machine.ts';
import type { Catalogue, DataIdentifier, RefusedIdentifier, RowPlan } from './types.ts';
import { withValueGates } from './value-gates.ts';

/** The automaton of all patterns that need no keyword; too little memory thrashes. */
const PREFILTER_MEMORY_BYTES = 32 * 1024 * 1024;
/** Part of every identifierSetId: raise it when the rules of this package change. */
const RULES_VERSION = 2;

/** One identifier, ready to run. */
export interface CompiledRow {
  /** Position in the catalogue. */
  readonly index: number;
  /** The form as it was given. */
  readonly form: DataIdentifier;
  /** The same, with a validator that is every gate that looks at the value. */
  readonly row: DataIdentifier;
  readonly regex: RE2;
  /** The pattern has a group named `value`. */
  readonly hasValue: boolean;
  /** Tells the value of a match; without it, RE2 does. */
  readonly value: ValueFinder | undefined;
  readonly shape: PatternShape;
  readonly machine: RowMachine;
  /** RE2 over many matches at once; undefined for a row whose matches are confirmed one by one. Made when it is first needed. */
  confirmation(): Confirmation | undefined;
  /** Tries the pattern at one place only. */
  readonly sticky: RE2;
  readonly confidence: Confidence;
  /** Its keyword group, or -1 when it needs no keyword. */
  readonly group: number;
}

/** What does not depend on the other rows of a catalogue. */
type CompiledForm = Omit<CompiledRow, 'group' | 'index'>;
type PlacedRow = Omit<CompiledRow, 'group'>;

export interface CompiledCatalogue {
  readonly rows: readonly CompiledRow[];
  /** Longest match of any row. */
  readonly maxMatchBytes: number;
  /** Keyword group of each row, or -1 when it needs no keyword. */
  readonly groupOfRow: Int32Array;
  /** Finds the keywords where the kernel does not. Made when it is first needed. */
  automaton(): KeywordAutomaton;
  /**
   * Keyword groups: rows with the same keywords and the same `maximumMatchDistance` share one. `groupsOf[keyword]` lists those
   * that have it.
   */
  readonly groupsOf: readonly (readonly number[])[];
  readonly rowsOfGroup: readonly (readonly CompiledRow[])[];
  /** The `maximumMatchDistance` of each group, undefined where the rule is the one of either side. */
  readonly distanceOfGroup: readonly (number | undefined)[];
  /** Undefined when the catalogue is too large for the kernel. */
  readonly kernel: KernelTables | undefined;
  /** Rows that need no keyword. */
  readonly free: FreeRows;
  /** Those of them that the kernel does not locate. */
  readonly unlocated: FreeRows;
  /** Positions of the rows that the kernel locates, but not at the beginning of the object. */
  readonly atBegin: readonly number[];
  /** How often RE2 did not agree with an automaton. */
  readonly disagreements: { count: number };
}

/** Rows to be looked for in windows, and one automaton that tells which of them can be present. */
export interface FreeRows {
  readonly rows: readonly CompiledRow[];
  readonly maxBytes: number;
  /** Made when it is first needed. Not to be called without rows. */
  set(): InstanceType<typeof RE2.Set>;
}

const compiledOf = new WeakMap<Catalogue, CompiledCatalogue>();

/** Compiles what can be compiled; a row that cannot is refused with a reason, and the rest goes on. Deterministic. */
export function compileCatalogue(rows: readonly DataIdentifier[]): Catalogue {
  const refused: RefusedIdentifier[] = [];
  const accepted: PlacedRow[] = [];
  const acceptedForms: DataIdentifier[] = [];
  const seen = new Set<string>();
  const identifiers = new Map<string, DataIdentifier>();
  for (const row of rows) {
    const forms = seen.has(row.id) ? [] : compiledForms(row);
    if (forms.length === 0) refused.push({ id: row.id, reason: 'the id is already taken by an earlier row' });
    seen.add(row.id);
    for (const form of forms) {
      if (typeof form === 'string') refused.push({ id: row.id, reason: form });
      else {
        accepted.push({ ...form, index: accepted.length });
        acceptedForms.push(form.form);
        identifiers.set(row.id, row);
      }
    }
  }
  const catalogue: Catalogue = {
    identifiers,
    refused,
    plan: accepted.map(planOf),
    identifierSetId: identifierSetId(acceptedForms),
  };
  compiledOf.set(catalogue, assemble(accepted));
  return catalogue;
}

/** The automata behind a catalogue. */
export function compiled(catalogue: Catalogue): CompiledCatalogue {
  const found = compiledOf.get(catalogue);
  if (found === undefined) throw new Error('not a catalogue of this thread: make it with compileCatalogue');
  return found;
}

function planOf({ row, machine }: PlacedRow): RowPlan {
  const { automaton, lead, token, limits } = machine;
  let how: RowPlan['how'] = lead === undefined ? 'beginning' : 'inside';
  if (row.keyword === 'required') how = 'keyword';
  else if (!isLocated(machine)) how = 'windows';
  else if (token !== undefined) how = 'token';
  return { id: row.id, how, automaton: automaton !== undefined, limits };
}

/** The kernel tells where the row's matches can begin. */
function isLocated({ grams, token }: RowMachine): boolean {
  return grams !== undefined || token !== undefined;
}

/** The same catalogue scanned as on a machine without SIMD. */
export function withoutKernel(catalogue: Catalogue): Catalogue {
  const plain = { ...catalogue };
  compiledOf.set(plain, { ...compiled(catalogue), kernel: undefined });
  return plain;
}

const compiledFormsOf = new WeakMap<DataIdentifier, readonly (CompiledForm | string)[]>();

/** The forms of a row, compiled once for all catalogues that have it, or why one is refused. */
function compiledForms(row: DataIdentifier): readonly (CompiledForm | string)[] {
  const known = compiledFormsOf.get(row) ?? formsOf(row).map(compileRow);
  compiledFormsOf.set(row, known);
  return known;
}

/** The compiled row, or why it is refused. */
function compileRow(form: DataIdentifier): CompiledForm | string {
  const row = withValueGates(form);
  const keywordFault = row.keyword === 'required' ? faultOfKeywords(row) : undefined;
  if (keywordFault !== undefined) return keywordFault;
  try {
    const plain = new RE2(row.pattern, 'gu');
    const shape = patternShape(plain.internalSource);
    if (shape.minBytes === 0) return 'the pattern can match nothing at all: require at least one character';
    if (shape.maxBytes > MAX_MATCH_BYTES) {
      const length = Number.isFinite(shape.maxBytes) ? `${shape.maxBytes} bytes` : 'without end';
      return `the pattern can match ${length}; bound its repeats to at most ${MAX_MATCH_BYTES} bytes in all`;
    }
    const hasValue = plain.internalSource.includes('(?P<value>');
    const passOver = (row.passOver ?? []).map((text) => new RE2(text, 'u').internalSource);
    const machine = rowMachine(plain.internalSource, row.keyword === 'none', passOver);
    const regex = hasValue ? new RE2(row.pattern, 'dgu') : plain;
    const value = hasValue ? buildValueFinder(plain.internalSource, machine.automaton !== undefined) : undefined;
    const confirmation = once(() => buildConfirmation(plain.internalSource));
    const confidence = confidenceOf(form, plain.internalSource);
    const sticky = new RE2(row.pattern, 'uy');
    return { form, row, regex, hasValue, value, shape, machine, confirmation, sticky, confidence };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof UnknownSyntax) return `the pattern: ${error.message}`;
    throw error;
  }
}

function faultOfKeywords({ keywords, maximumMatchDistance = 1 }: DataIdentifier): string | undefined {
  if (keywords.length === 0) return 'a keyword is required but none is given';
  if (
    !Number.isInteger(maximumMatchDistance) ||
    maximumMatchDistance < 1 ||
    maximumMatchDistance > MAX_MATCH_DISTANCE
  ) {
    return `maximumMatchDistance is ${maximumMatchDistance}; it must be a whole number from 1 to ${MAX_MATCH_DISTANCE}`;
  }
  for (const keyword of keywords) {
    if (/^\s|\s$|^$/u.test(keyword)) return `keyword "${keyword}" is empty or begins or ends with a space`;
    if (/[ _-] | [ _-]/u.test(keyword)) return `keyword "${keyword}" has a space next to a separator: write one space`;
    if (/[^\P{C}]|[^\P{Z} ]/u.test(keyword)) return `keyword "${keyword}" holds a control character or an odd space`;
    if ([...keyword].length > MAX_KEYWORD_CHARACTERS) {
      return `keyword "${keyword}" has more than ${MAX_KEYWORD_CHARACTERS} characters`;
    }
  }
  return undefined;
}

function assemble(accepted: readonly PlacedRow[]): CompiledCatalogue {
  const keywords = new Map<string, number>();
  const groupsOf: number[][] = [];
  const groups = new Map<string, number>();
  const rowsOfGroup: CompiledRow[][] = [];
  const rows = accepted.map((partial): CompiledRow => {
    if (partial.row.keyword === 'none') return { ...partial, group: -1 };
    const own = [...new Set(partial.row.keywords.map((keyword) => keyword.toLowerCase()))].sort();
    const key = JSON.stringify([own, partial.row.maximumMatchDistance]);
    let group = groups.get(key);
    if (group === undefined) {
      group = groups.size;
      groups.set(key, group);
      rowsOfGroup.push([]);
      for (const keyword of own) {
        if (!keywords.has(keyword)) groupsOf[keywords.size] = [];
        const position = keywords.get(keyword) ?? keywords.size;
        keywords.set(keyword, position);
        groupsOf[position]!.push(group);
      }
    }
    const row = { ...partial, group };
    rowsOfGroup[group]!.push(row);
    return row;
  });
  const free = rows.filter((row) => row.group < 0);
  const distanceOfGroup = rowsOfGroup.map(([first]) => first!.row.maximumMatchDistance);
  const needsWords = rowsOfGroup.map(
    (members, group) => distanceOfGroup[group] === undefined && members.every(({ machine }) => machine.needsWords),
  );
  return {
    rows,
    maxMatchBytes: longest(rows),
    disagreements: { count: 0 },
    groupOfRow: Int32Array.from(rows, ({ group }) => group),
    automaton: once(() => buildKeywordAutomaton([...keywords.keys()])),
    groupsOf,
    rowsOfGroup,
    distanceOfGroup,
    kernel: buildKernelTables(
      keywordGraph([...keywords.keys()]),
      { groupsOf, distanceOfGroup, needsWords },
      rows.map(({ machine }) => machine),
    ),
    free: freeRows(free),
    unlocated: freeRows(free.filter(({ machine }) => !isLocated(machine))),
    atBegin: free.filter(({ machine }) => isLocated(machine) && machine.atBegin).map(({ index }) => index),
  };
}

function freeRows(rows: readonly CompiledRow[]): FreeRows {
  return { rows, maxBytes: longest(rows), set: once(() => patternSet(rows)) };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function patternSet(rows: readonly CompiledRow[]): InstanceType<typeof RE2.Set> {
  const patterns = rows.map(({ row }) => row.pattern);
  return new RE2.Set(patterns, 'u', { maxMem: PREFILTER_MEMORY_BYTES });
}

function longest(rows: readonly CompiledRow[]): number {
  return rows.reduce((most, { shape }) => Math.max(most, shape.maxBytes), 0);
}

/** 32 hex characters over everything that decides what is found and how it is reported; the order of rows does not. */
function identifierSetId(rows: readonly DataIdentifier[]): string {
  const hash = createHash('sha256').update(`rules ${RULES_VERSION}\n`);
  for (const row of [...rows].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const { id, category, pattern, keyword, keywords, severity, validate } = row;
    const { maximumMatchDistance, ignoreWords, validator, allowance, validateInContext, revision } = row;
    const rules = [id, category, pattern, keyword, keywords, severity, validatorSource(row), typeof validate];
    hash.update(JSON.stringify([...rules, maximumMatchDistance, ignoreWords, validator, allowance?.id]));
    if (validateInContext !== undefined) hash.update(JSON.stringify([String(validateInContext), revision ?? null]));
  }
  return hash.digest('hex').slice(0, 32);
}

/** A validator made with other parameters has the same source, so its answers to the row's own examples count too. */
function validatorSource({ validate, examples, counterExamples }: DataIdentifier): unknown {
  if (validate === undefined) return null;
  const probes = [...examples, ...counterExamples.map(({ text }) => text)];
  return [validate.name, validate.toString(), probes.map((probe) => validate(probe))];
}
