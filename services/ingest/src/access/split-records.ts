const OPEN = 0x7b;
const CLOSE = 0x7d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const ARRAY_END = 0x5d;

/** Longest record: CloudTrail's own limit on an event is 256 KB (1 MB with enrichment). */
export const RECORD_LIMIT_BYTES = 2 * 1024 * 1024;

/** A record's text; `whole` is false for the beginning of one over RECORD_LIMIT_BYTES. */
export interface RawRecord {
  readonly text: string;
  readonly whole: boolean;
}

/** What `{"Records":[…]}` held. `complete`: the list was closed. */
export interface SplitEnd {
  readonly records: number;
  readonly complete: boolean;
}

/**
 * The objects of the list in a CloudTrail log file, `{"Records":[{…},{…}]}`, one after the other, without building the whole:
 * memory is bounded by one record, and each is parsed by itself, so that a malformed one costs itself alone. Returns how the
 * file ended.
 */
export async function* splitRecords(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<RawRecord, SplitEnd> {
  let depth = 0;
  let inText = false;
  let escaped = false;
  let records = 0;
  let complete = false;
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  for await (const chunk of bytes) {
    let from = depth >= 2 ? 0 : -1;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at];
      if (inText) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) inText = false;
      } else if (byte === QUOTE) inText = true;
      else if (byte === OPEN) {
        depth++;
        if (depth === 2) from = at;
      } else if (byte === CLOSE) {
        depth--;
        if (depth === 1) {
          const last = chunk.subarray(from, at + 1);
          const whole = heldBytes + last.length <= RECORD_LIMIT_BYTES;
          const text = Buffer.concat([...held, last])
            .subarray(0, RECORD_LIMIT_BYTES)
            .toString('utf8');
          yield { text, whole };
          records++;
          held = [];
          heldBytes = 0;
          from = -1;
        }
      } else if (byte === ARRAY_END && depth === 1) complete = true;
    }
    if (from === -1) continue;
    const part = chunk.subarray(from);
    if (heldBytes <= RECORD_LIMIT_BYTES) held.push(part);
    heldBytes += part.length;
  }
  return { records, complete: complete && depth <= 0 };
}
