const FIRST_CAPACITY = 1024;
/** Radix of the sort: two passes order a window of 4 MB. */
const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;

/** Places of rows, as columns. Offsets are into the window. */
export class Spans {
  count = 0;
  rows = new Int32Array(FIRST_CAPACITY);
  starts = new Int32Array(FIRST_CAPACITY);
  ends = new Int32Array(FIRST_CAPACITY);

  add(row: number, start: number, end: number): void {
    if (this.count === this.rows.length) this.grow();
    const i = this.count++;
    this.rows[i] = row;
    this.starts[i] = start;
    this.ends[i] = end;
  }

  /** Holds nothing again; its memory is kept for what comes next. */
  clear(): this {
    this.count = 0;
    return this;
  }

  protected grow(): void {
    this.rows = grown(this.rows);
    this.starts = grown(this.starts);
    this.ends = grown(this.ends);
  }
}

/** Reported spans, the matches of automata that they come from, and what is said of them. */
export class Candidates extends Spans {
  /** Where the match begins and ends; an end of -1 where RE2 itself found it. */
  froms = new Int32Array(FIRST_CAPACITY);
  tos = new Int32Array(FIRST_CAPACITY);
  /** 0 for a candidate that is no match, or is not judged yet. */
  confidences = new Uint8Array(FIRST_CAPACITY);

  override add(row: number, start: number, end: number): void {
    this.addMatch(row, start, end, start, -1);
  }

  addMatch(row: number, start: number, end: number, from: number, to: number): void {
    super.add(row, start, end);
    const i = this.count - 1;
    this.froms[i] = from;
    this.tos[i] = to;
    this.confidences[i] = 0;
  }

  /** Forgets the candidates that are no matches; of the others, where the matches of automata are. */
  keepMatches(): void {
    const { rows, starts, ends, confidences } = this;
    let kept = 0;
    for (let i = 0; i < this.count; i++) {
      if (confidences[i] === 0) continue;
      rows[kept] = rows[i]!;
      starts[kept] = starts[i]!;
      ends[kept] = ends[i]!;
      confidences[kept++] = confidences[i]!;
    }
    this.count = kept;
  }

  protected override grow(): void {
    super.grow();
    this.froms = grown(this.froms);
    this.tos = grown(this.tos);
    const confidences = new Uint8Array(2 * this.confidences.length);
    confidences.set(this.confidences);
    this.confidences = confidences;
  }
}

/** The same numbers with room for as many more. */
export function grown(column: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * column.length);
  larger.set(column);
  return larger;
}

/** Positions of the spans by start, then row, then end. No start is negative. */
export function orderOf(spans: Spans): Int32Array {
  const { count, starts, rows, ends } = spans;
  let order = new Int32Array(count);
  let sorted = true;
  let most = 0;
  for (let i = 0; i < count; i++) {
    order[i] = i;
    const start = starts[i]!;
    if (start < most) sorted = false;
    else most = start;
  }
  if (!sorted) {
    let spare = new Int32Array(count);
    for (let shift = 0; shift < 32 && most >>> shift > 0; shift += DIGIT_BITS) {
      byDigit(starts, order, spare, shift);
      [order, spare] = [spare, order];
    }
  }
  for (let k = 1; k < count; k++) {
    const i = order[k]!;
    let place = k;
    for (; place > 0; place--) {
      const other = order[place - 1]!;
      if (starts[other] !== starts[i]) break;
      if (rows[other]! < rows[i]! || (rows[other] === rows[i] && ends[other]! <= ends[i]!)) break;
      order[place] = other;
    }
    order[place] = i;
  }
  return order;
}

/** One pass of a radix sort: those with an equal digit stay in order. */
function byDigit(keys: Int32Array, from: Int32Array, to: Int32Array, shift: number): void {
  const places = new Int32Array(DIGITS + 1);
  for (const i of from) places[((keys[i]! >>> shift) & (DIGITS - 1)) + 1]!++;
  for (let digit = 1; digit < DIGITS; digit++) places[digit]! += places[digit - 1]!;
  for (const i of from) to[places[(keys[i]! >>> shift) & (DIGITS - 1)]!++] = i;
}

/** Positions of spans by row: those of a row, in the order they were added, stand in `order` at `[first[row], first[row + 1])`. */
export interface RowOrder {
  readonly first: Int32Array;
  readonly order: Int32Array;
}

export function orderByRow({ count, rows }: Spans, rowCount: number): RowOrder {
  const first = new Int32Array(rowCount + 1);
  for (let i = 0; i < count; i++) first[rows[i]! + 1]!++;
  for (let row = 0; row < rowCount; row++) first[row + 1]! += first[row]!;
  const order = new Int32Array(count);
  const next = first.slice();
  for (let i = 0; i < count; i++) order[next[rows[i]!]!++] = i;
  return { first, order };
}

/** The first place in `[from, to)` of an ascending column that holds more than `limit`, or `to`. Near `from` it is found soon. */
export function firstAbove(column: Int32Array, from: number, to: number, limit: number): number {
  let low = from;
  let high = from;
  for (let step = 1; high < to && column[high]! <= limit; step *= 2) {
    low = high + 1;
    high += step;
  }
  high = Math.min(high, to);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (column[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
