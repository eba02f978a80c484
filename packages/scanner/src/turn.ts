/** Where a task stands, in memory that the pool shares with its thread. */
export type Turn = Int32Array;

const State = { Waiting: 0, Running: 1, Done: 2, TakenBack: 3 } as const;

export const newTurn = (): Turn => new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

/** For the thread: does the work, unless the task has been taken back; then null. */
export function inTurn<T>(turn: Turn, work: () => T): T | null {
  if (Atomics.compareExchange(turn, 0, State.Waiting, State.Running) !== State.Waiting) return null;
  const result = work();
  Atomics.store(turn, 0, State.Done);
  return result;
}

/** For the pool: no thread begins the task any more. Changes nothing once one has begun. */
export const takeBack = (turn: Turn): void => void Atomics.compareExchange(turn, 0, State.Waiting, State.TakenBack);

/** For the pool: the task that was taken back, and of which its thread has told so, may be sent again. */
export const renew = (turn: Turn): void => void Atomics.store(turn, 0, State.Waiting);

/** For the pool, about a thread that was lost: whether it was at this task, and not at another beside which this one waited. */
export const wasRunning = (turn: Turn): boolean => Atomics.load(turn, 0) === State.Running;

/**
 * For the thread: what it does with its tasks, of which several may have come at the same time. The next one begins when the one
 * before has been answered.
 */
export function oneByOne<T, A>(answer: (task: T) => A): (task: T) => Promise<A> {
  let before: Promise<unknown> = Promise.resolve();
  return (task) => {
    const next = (): A => answer(task);
    const answered = before.then(next, next);
    before = answered;
    return answered;
  };
}
