import type { DeadLetter, RejectCode } from '@dowser/contracts';

/** Most bytes of an input in its dead letter: base64 makes 2/3 MiB of it, under Kafka's default limit of 1 MiB a message. */
export const DEAD_LETTER_PAYLOAD_LIMIT = 512 * 1024;
/** Most characters of what is said of it. */
export const DEAD_LETTER_DETAIL_LIMIT = 4_000;

export interface Rejected {
  readonly stage: string;
  readonly origin: string;
  readonly code: RejectCode;
  readonly detail: string;
  /** The input as received. */
  readonly payload: Uint8Array;
  readonly at: Date;
}

/** A dead letter that the bus carries, whatever the input was: what is too long is cut, and said to be. */
export function deadLetter({ stage, origin, code, detail, payload, at }: Rejected): DeadLetter {
  const cut = payload.byteLength > DEAD_LETTER_PAYLOAD_LIMIT;
  const note = cut ? ` (payload cut to ${DEAD_LETTER_PAYLOAD_LIMIT} bytes)` : '';
  return {
    schemaVersion: 1,
    stage,
    origin,
    code,
    detail: shortened(detail) + note,
    payload: Buffer.from(payload.subarray(0, DEAD_LETTER_PAYLOAD_LIMIT)).toString('base64'),
    rejectedAt: at.toISOString(),
  };
}

function shortened(detail: string): string {
  if (detail.length <= DEAD_LETTER_DETAIL_LIMIT) return detail;
  return `${detail.slice(0, DEAD_LETTER_DETAIL_LIMIT)} … (${detail.length - DEAD_LETTER_DETAIL_LIMIT} more characters)`;
}
