import { Piscina, type TaskQueue } from 'piscina';

/** Two lanes of work: what has just happened goes before a backfill. */
export const Lane = { Live: 'live', Bulk: 'bulk' } as const;
export type Lane = (typeof Lane)[keyof typeof Lane];

type Task = ReturnType<TaskQueue['shift']> & object;

/** Marks a pool task with its lane. */
export const onLane = <T extends object>(task: T, lane: Lane): T =>
  Object.assign(task, { [Piscina.queueOptionsSymbol]: { lane } });

/** The pool's queue: first come first served in a lane, the live lane first. */
export function createLaneQueue(): TaskQueue {
  const live: Task[] = [];
  const bulk: Task[] = [];
  const laneOf = (task: Task): Task[] => {
    const options = task[Piscina.queueOptionsSymbol as keyof Task] as { lane?: Lane } | null;
    return options?.lane === Lane.Bulk ? bulk : live;
  };
  return {
    get size() {
      return live.length + bulk.length;
    },
    shift: () => live.shift() ?? bulk.shift() ?? null,
    push: (task) => void laneOf(task).push(task),
    unshift: (task) => void laneOf(task).unshift(task),
    remove(task) {
      const lane = laneOf(task);
      const at = lane.indexOf(task);
      if (at !== -1) lane.splice(at, 1);
    },
  };
}
