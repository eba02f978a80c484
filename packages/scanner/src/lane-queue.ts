import { Piscina, type TaskQueue } from 'piscina';
import type { Turn } from './turn.ts';

/** Two lanes of work: what has just happened goes before a backfill. */
export const Lane = { Live: 'live', Bulk: 'bulk' } as const;
export type Lane = (typeof Lane)[keyof typeof Lane];

type Task = ReturnType<TaskQueue['shift']> & object;

/** What a pool task asks of the queue and of the threads. */
export interface Place {
  readonly lane: Lane;
  /** Goes before the others of its lane, and shares its thread with no other task. */
  readonly apart: boolean;
  readonly turn: Turn;
}

/** Marks a pool task with its place. */
export const onPlace = <T extends object>(task: T, place: Place): T =>
  Object.assign(task, { [Piscina.queueOptionsSymbol]: place });

export const askedBy = (task: Task): Place => task[Piscina.queueOptionsSymbol as keyof Task] as Place;

/** The pool's queue: first come first served in a lane, the live lane first. `liveWaits` is told when a live task is put into it. */
export function createLaneQueue(liveWaits: () => void): TaskQueue {
  const live: Task[] = [];
  const bulk: Task[] = [];
  const laneOf = (task: Task): Task[] => (askedBy(task).lane === Lane.Bulk ? bulk : live);
  const told = (task: Task): void => {
    if (askedBy(task).lane === Lane.Live) liveWaits();
  };
  const unshift = (task: Task): void => {
    laneOf(task).unshift(task);
    told(task);
  };
  return {
    get size() {
      return live.length + bulk.length;
    },
    shift: () => live.shift() ?? bulk.shift() ?? null,
    push(task) {
      if (askedBy(task).apart) return unshift(task);
      laneOf(task).push(task);
      told(task);
    },
    unshift,
    remove(task) {
      const lane = laneOf(task);
      const at = lane.indexOf(task);
      if (at !== -1) lane.splice(at, 1);
    },
  };
}
