import { within } from './within.ts';

/** Makes calls one after the other. One that is not answered in time is given up, with SilentError, and the next one goes. */
export class OneAtATime {
  readonly #timeoutMs: number;
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
  }

  /** Whether a call has not ended. */
  get busy(): boolean {
    return this.#waiting > 0;
  }

  run<T>(call: () => Promise<T>): Promise<T> {
    this.#waiting++;
    const result = this.#last.then(() => within(this.#timeoutMs, call())).finally(() => this.#waiting--);
    this.#last = result.catch(() => {});
    return result;
  }
}
