import type { Instruction, Program } from './program.ts';

/** A program of which matches are known to have so many bytes before a place. */
export interface Part {
  readonly program: Program;
  readonly skipped: number;
}

/** What can stand from such a place on: the rest of any of the parts. Assertions are taken to hold, so that it matches too much, never too little. */
export function restProgram(parts: readonly Part[]): Program {
  const instructions: Instruction[] = [];
  const places = new Map<readonly Instruction[], number>();
  const starts = new Set<number>();
  for (const { program, skipped } of parts) {
    const place = places.get(program.instructions) ?? instructions.length;
    if (place === instructions.length) instructions.push(...program.instructions.map((one) => movedTo(place, one)));
    places.set(program.instructions, place);
    for (const start of startsAfter(program, skipped)) starts.add(start + place);
  }
  const [first, ...others] = starts;
  const start = others.reduce(
    (one, other) => instructions.push({ op: 'split', first: one, second: other }) - 1,
    first!,
  );
  return { instructions, start, asserts: false };
}

function movedTo(place: number, instruction: Instruction): Instruction {
  if (instruction.op === 'match') return instruction;
  if (instruction.op === 'byte') return { ...instruction, next: instruction.next + place };
  const [first, second] =
    instruction.op === 'split' ? [instruction.first, instruction.second] : [instruction.next, instruction.next];
  return { op: 'split', first: first + place, second: second + place };
}

function startsAfter({ instructions, start }: Program, bytes: number): ReadonlySet<number> {
  let starts = new Set([start]);
  for (let read = 0; read < bytes; read++) {
    const next = new Set<number>();
    const seen = new Set<number>();
    const stack = [...starts];
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      const instruction = instructions[at]!;
      if (instruction.op === 'byte') next.add(instruction.next);
      else if (instruction.op === 'split') stack.push(instruction.first, instruction.second);
      else if (instruction.op === 'assert') stack.push(instruction.next);
    }
    starts = next;
  }
  return starts;
}
