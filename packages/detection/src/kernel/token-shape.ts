import { Before, isWordByte, type MatchAutomaton } from '../pattern/automaton.ts';
import { MAX_TOKEN_LEAD, MAX_TOKEN_RUN, TOKEN_HASH_BITS, TOKEN_HASHED_BYTES } from './memory-map.ts';
import { tokenRuns } from './token-runs.ts';

/**
 * What every match of a pattern has near its beginning: a token, which is a run of word bytes (of \b) after a byte that is none.
 * Matches at the beginning of the text that need it (^) are left out.
 */
export interface TokenShape {
  /** Bytes between the beginning of a match and that of the token, when no other token begins between them. */
  readonly minLead: number;
  readonly maxLead: number;
  /** The most where the byte before the token is ASCII. */
  readonly maxLeadAfterAscii: number;
  /** 256 flags: bytes that can stand before the token. 0 stands for the beginning of the text, too. */
  readonly before: Uint8Array;
  /** The token is one of these. */
  readonly forms: readonly TokenForm[];
  /** The TOKEN_HASHED_BYTES bytes from the beginning of the token on, the first lowest; undefined where they can be too many. */
  readonly beginnings: ReadonlySet<number> | undefined;
  /** See tokenRuns. */
  readonly runs: Uint8Array | undefined;
}

export interface TokenForm {
  /** By the token's first byte: how long it can be, one bit a length; bit MAX_TOKEN_RUN + 1 stands for all that is longer. */
  readonly lengths: readonly bigint[];
  /** 256 flags: bytes that can follow a token of at most MAX_TOKEN_RUN bytes. 0 stands for the end of the text, too. */
  readonly next: Uint8Array;
}

/** More forms are taken together. */
const MAX_FORMS = 4;
/** More of them would fill the table of hashes, so that it told nothing. */
export const MAX_BEGINNINGS = 2 ** TOKEN_HASH_BITS / 64;
const WORD_BYTES = bytesThat(isWordByte);
const OTHER_BYTES = bytesThat((byte) => !isWordByte(byte));

interface Place {
  readonly state: number;
  readonly afterWord: boolean;
  /** What stands before the place, or NOTHING_READ. */
  readonly last: number;
}

interface Entered {
  /** States after the first byte of a token, by that byte. */
  readonly states: ReadonlyMap<number, Set<number>>;
  readonly leads: readonly number[];
  readonly leadsAfterAscii: readonly number[];
  readonly before: Uint8Array;
}

/** The byte before a match is no part of it. */
const NOTHING_READ = -1;

/** Undefined where tokensEntered is, or there are none. */
export function tokenShape(automaton: MatchAutomaton): TokenShape | undefined {
  const entered = tokensEntered(automaton);
  if (entered === undefined || entered.leads.length === 0) return undefined;
  const forms = new Map<string, { readonly next: Uint8Array; readonly lengths: bigint[] }>();
  const known = new Map<string, readonly Uint8Array[]>();
  for (const [byte, states] of entered.states) {
    const key = [...states].sort((a, b) => a - b).join();
    let followers = known.get(key);
    if (followers === undefined) {
      followers = followersByLength(automaton, states);
      known.set(key, followers);
    }
    for (const [length, next] of followers.entries()) {
      if (!next.includes(1)) continue;
      // What follows a token of more bytes is not looked at: any form that there is will do.
      const isLonger = length > MAX_TOKEN_RUN && forms.size > 0;
      const form = isLonger ? [...forms.keys()][0]! : formKey(next);
      if (!forms.has(form)) forms.set(form, { next, lengths: new Array<bigint>(256).fill(0n) });
      forms.get(form)!.lengths[byte]! |= 1n << BigInt(length);
    }
  }
  const { leads, leadsAfterAscii, before } = entered;
  return {
    before,
    minLead: Math.min(...leads),
    maxLead: Math.max(...leads),
    maxLeadAfterAscii: Math.max(...leadsAfterAscii),
    forms: fewForms([...forms.values()]),
    beginnings: beginningsFrom(automaton, entered.states),
    runs: tokenRuns(automaton, new Set([...entered.states.values()].flatMap((own) => [...own]))),
  };
}

/** What tokens and the bytes after them begin with, by the states after the first byte; undefined where that is too much. */
function beginningsFrom(
  { columns, width, table }: MatchAutomaton,
  entered: ReadonlyMap<number, ReadonlySet<number>>,
): ReadonlySet<number> | undefined {
  let texts = new Map<number, Set<number>>();
  for (const [byte, states] of entered) texts.set(byte, new Set(states));
  for (let read = 1; read < TOKEN_HASHED_BYTES; read++) {
    const isLast = read === TOKEN_HASHED_BYTES - 1;
    const longer = new Map<number, Set<number>>();
    for (const [text, states] of texts) {
      for (const state of states) {
        const atEnd = table[state + width - 1]!;
        for (let byte = 0; byte < 256; byte++) {
          // After the end of the text there are zeros.
          const entry = byte === 0 ? table[state + columns[byte]!]! | atEnd : table[state + columns[byte]!]!;
          if (entry === 0) continue;
          // The match has ended: anything can follow.
          if ((entry & 1) === 1 && !isLast) return undefined;
          const next = (text | (byte << (8 * read))) >>> 0;
          const reached = longer.get(next);
          if (reached === undefined) longer.set(next, new Set([entry >>> 1]));
          else reached.add(entry >>> 1);
        }
        if (longer.size > MAX_BEGINNINGS) return undefined;
      }
    }
    texts = longer;
  }
  return new Set(texts.keys());
}

function formKey(next: Uint8Array): string {
  return next.join('');
}

function fewForms(forms: readonly TokenForm[]): readonly TokenForm[] {
  if (forms.length <= MAX_FORMS) return forms;
  const [first, ...rest] = forms.slice(MAX_FORMS - 1);
  return [...forms.slice(0, MAX_FORMS - 1), rest.reduce(eitherForm, first!)];
}

/** Every token of the one and of the other, and maybe more. */
export function eitherForm(one: TokenForm, other: TokenForm): TokenForm {
  return {
    lengths: one.lengths.map((lengths, byte) => lengths | other.lengths[byte]!),
    next: one.next.map((flag, byte) => flag | other.next[byte]!),
  };
}

/** What the tokens of matches begin with. Undefined where a match can have none within its first MAX_TOKEN_LEAD bytes. */
export function tokensEntered({ columns, width, table, starts }: MatchAutomaton): Entered | undefined {
  const states = new Map<number, Set<number>>();
  const leads = new Set<number>();
  const leadsAfterAscii = new Set([0]);
  const before = new Uint8Array(256);
  let places: readonly Place[] = [
    { state: starts[Before.Newline]!, afterWord: false, last: NOTHING_READ },
    { state: starts[Before.Other]!, afterWord: false, last: NOTHING_READ },
    { state: starts[Before.Word]!, afterWord: true, last: NOTHING_READ },
  ];
  for (let lead = 0; places.length > 0; lead++) {
    if (lead > MAX_TOKEN_LEAD) return undefined;
    const reached = new Map<string, Place>();
    for (const { state, afterWord, last } of places) {
      if ((table[state + width - 1]! & 1) === 1) return undefined;
      for (let byte = 0; byte < 256; byte++) {
        const entry = table[state + columns[byte]!]!;
        if ((entry & 1) === 1) return undefined;
        const target = entry >>> 1;
        if (target === 0) continue;
        if (!isWordByte(byte) || afterWord) {
          reached.set(`${target} ${byte}`, { state: target, afterWord: isWordByte(byte), last: byte });
          continue;
        }
        leads.add(lead);
        if (last < 0x80) leadsAfterAscii.add(lead);
        if (last === NOTHING_READ) for (const other of OTHER_BYTES) before[other] = 1;
        else before[last] = 1;
        const own = states.get(byte);
        if (own === undefined) states.set(byte, new Set([target]));
        else own.add(target);
      }
    }
    places = [...reached.values()];
  }
  return { states, leads: [...leads], leadsAfterAscii: [...leadsAfterAscii], before };
}

/** For tokens whose first byte led to `states`: by length, flags of the bytes that can follow. */
function followersByLength(
  { columns, width, table }: MatchAutomaton,
  states: ReadonlySet<number>,
): readonly Uint8Array[] {
  const wordColumns = [...new Set(WORD_BYTES.map((byte) => columns[byte]!))];
  const followers = Array.from({ length: MAX_TOKEN_RUN + 2 }, () => new Uint8Array(256));
  let now = states;
  for (let length = 1; length <= MAX_TOKEN_RUN && now.size > 0; length++) {
    const reached = new Set<number>();
    for (const state of now) {
      for (const byte of OTHER_BYTES) if (table[state + columns[byte]!] !== 0) followers[length]![byte] = 1;
      if (table[state + width - 1] !== 0) followers[length]![0] = 1;
      for (const column of wordColumns) {
        const entry = table[state + column]!;
        // A match ends inside the token: the token can be of any length from here on, before anything.
        if ((entry & 1) === 1) for (const longer of followers.slice(length + 1)) longer.fill(1);
        if (entry >>> 1 !== 0) reached.add(entry >>> 1);
      }
    }
    now = reached;
  }
  if (now.size > 0) followers[MAX_TOKEN_RUN + 1]!.fill(1);
  return followers;
}

function bytesThat(test: (byte: number) => boolean): readonly number[] {
  return Array.from({ length: 256 }, (_, byte) => byte).filter(test);
}
