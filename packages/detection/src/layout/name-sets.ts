import type { KeywordHits } from '../keyword-hits.ts';

/** More different sets of keywords than this are not remembered. */
const MAX_REMEMBERED = 4_096;

/** Sets of keyword groups that stand in names, by number; 0 is the empty one. */
export class NameSets {
  private readonly hits: KeywordHits;
  private readonly sets: (readonly number[])[] = [[]];
  private readonly numbers = new Map<string, number>([['', 0]]);
  private readonly ofKeywords = new Map<string | number, number>();
  private readonly unions = new Map<number, number>();
  /** The first hit that begins at or after the last name's start. */
  private next = 0;

  constructor(hits: KeywordHits) {
    this.hits = hits;
  }

  groups(set: number): readonly number[] {
    return this.sets[set]!;
  }

  has(set: number, group: number): boolean {
    return set !== 0 && this.sets[set]!.includes(group);
  }

  numberOf(groups: readonly number[]): number {
    if (groups.length === 0) return 0;
    const sorted = [...new Set(groups)].sort((a, b) => a - b);
    const key = sorted.join(' ');
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.sets.push(sorted) - 1;
      this.numbers.set(key, number);
    }
    return number;
  }

  /** Groups with a keyword wholly inside `[from, to)`. Names come in order of place. */
  inside(from: number, to: number): number {
    const { starts, ends, rows, count } = this.hits.all;
    while (this.next < count && starts[this.next]! < from) this.next++;
    let keywords: string | number = -1;
    for (let i = this.next; i < count && starts[i]! < to; i++) {
      if (ends[i]! <= to) keywords = keywords === -1 ? rows[i]! : `${keywords} ${rows[i]!}`;
    }
    if (keywords === -1) return 0;
    let number = this.ofKeywords.get(keywords);
    if (number === undefined) {
      number = this.numberOf(
        String(keywords)
          .split(' ')
          .flatMap((keyword) => this.hits.groupsOf[Number(keyword)]!),
      );
      if (this.ofKeywords.size < MAX_REMEMBERED) this.ofKeywords.set(keywords, number);
    }
    return number;
  }

  union(a: number, b: number): number {
    if (a === 0 || a === b) return b;
    if (b === 0) return a;
    const pair = a * 2 ** 26 + b;
    let number = this.unions.get(pair);
    if (number === undefined) {
      number = this.numberOf([...this.sets[a]!, ...this.sets[b]!]);
      if (this.unions.size < MAX_REMEMBERED) this.unions.set(pair, number);
    }
    return number;
  }
}
