import type { DispatchAutomaton } from './dispatch.ts';

/** Bytes of a cell. */
export const CELL_BYTES = 8;
/** In the target of a cell: something ends in the state that it leads to. */
export const ENDS = 1;
/** Rows of more cells lie wherever there is room. */
const CHAIN_COLUMNS = 6;
/** Room to begin with: more than a row and the places before it take. */
const FIRST_CELLS = 4096;

/**
 * A dispatch automaton in little room, so that it stays in the cache. A state is where its row begins, in bytes. The cell of a column
 * is CELL_BYTES x column further on and has two words: the state whose cell it is, and the state that it leads to, with ENDS. Rows
 * overlap where they have no cells. In column 0 stands what `lists` has for a state in which something ends.
 */
export interface PackedDispatch {
  /** By byte: its column, in bytes. */
  readonly columns: Uint16Array;
  readonly cells: Uint32Array;
  readonly begin: number;
}

interface Row {
  readonly state: number;
  readonly columns: readonly number[];
}

/** `lists`: by state - firstAccepting. */
export function packDispatch(dispatch: DispatchAutomaton, lists: readonly number[]): PackedDispatch {
  const { width, next, firstAccepting } = dispatch;
  const rows = Array.from({ length: next.length / width }, (_, state): Row => {
    const columns = state >= firstAccepting ? [0] : [];
    for (let column = 0; column < width; column++) if (next[state * width + column] !== 0) columns.push(column + 1);
    return { state, columns };
  });
  const places = placeRows(rows, dispatch);
  // A byte beyond the last row must find a cell that is nobody's.
  const cells = new Uint32Array((Math.max(...places) + width + 2) * 2);
  for (const { state, columns } of rows) {
    for (const column of columns) {
      const cell = (places[state]! + column) * 2;
      const target = column === 0 ? 0 : next[state * width + column - 1]!;
      cells[cell] = places[state]! * CELL_BYTES;
      cells[cell + 1] =
        column === 0
          ? lists[state - firstAccepting]!
          : places[target]! * CELL_BYTES + (target >= firstAccepting ? ENDS : 0);
    }
  }
  const columns = Uint16Array.from(dispatch.columns, (column) => (column + 1) * CELL_BYTES);
  return { columns, cells, begin: places[0]! * CELL_BYTES };
}

/** For each state, where its row begins, in cells: no two at the same place, and no cell taken twice. */
function placeRows(rows: readonly Row[], { next, width }: DispatchAutomaton): readonly number[] {
  let taken = new Uint8Array(FIRST_CELLS);
  let begun = new Uint8Array(FIRST_CELLS);
  const places: number[] = [];
  let end = 1;
  const put = ({ state, columns }: Row, from: number): number => {
    let place = from;
    // What lies beyond is free.
    while (begun[place] === 1 || isOneTaken(taken, place, columns)) place++;
    if (place + width >= taken.length) [taken, begun] = [twice(taken), twice(begun)];
    begun[place] = 1;
    for (const column of columns) taken[place + column] = 1;
    places[state] = place;
    end = Math.max(end, place + (columns.at(-1) ?? 0) + 1);
    return place;
  };
  // Where rows of the same columns found no room, the next one will not either.
  const tried = new Map<string, number>();
  const full = rows.filter(({ columns }) => columns.length > CHAIN_COLUMNS);
  for (const row of full.sort((a, b) => b.columns.length - a.columns.length)) {
    const key = row.columns.join();
    tried.set(key, put(row, tried.get(key) ?? 1) + 1);
  }
  // The rest of a word stands in one place: what is walked together is fetched together.
  let cursor = Math.max(end, width + 1);
  const waiting = [0];
  const seen = new Set(waiting);
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    const row = rows[state]!;
    const first = row.columns[0] ?? 0;
    if (row.columns.length <= CHAIN_COLUMNS) cursor = put(row, cursor - first) + first;
    for (const column of row.columns) {
      const target = column === 0 ? 0 : next[state * width + column - 1]!;
      if (seen.has(target)) continue;
      seen.add(target);
      waiting.push(target);
    }
  }
  return places;
}

function isOneTaken(taken: Uint8Array, place: number, columns: readonly number[]): boolean {
  for (let i = 0; i < columns.length; i++) if (taken[place + columns[i]!] === 1) return true;
  return false;
}

function twice(flags: Uint8Array): Uint8Array<ArrayBuffer> {
  const longer = new Uint8Array(flags.length * 2);
  longer.set(flags);
  return longer;
}
