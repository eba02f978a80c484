import type { RejectCode } from '@dowser/contracts';

/** The outside world is not ready (throttled, down, partitioned): back off, keep offsets, try the same work again. */
export class TransientError extends Error {
  override readonly name = 'TransientError';
  readonly retryAfterMs: number;
  constructor(message: string, options: { retryAfterMs?: number; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.retryAfterMs = options.retryAfterMs ?? 0;
  }
}

/** The configuration cannot work: everything that is wrong is listed; nothing has been connected yet. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`configuration: ${problems.length} problem(s)\n${problems.map((p) => `  - ${p}`).join('\n')}`);
    this.problems = problems;
  }
}

/** This one input can never become work: it goes to the dead letters and the stage goes on. */
export class RejectError extends Error {
  override readonly name = 'RejectError';
  readonly code: RejectCode;
  constructor(code: RejectCode, detail: string, options: { cause?: unknown } = {}) {
    super(detail, options);
    this.code = code;
  }
}
