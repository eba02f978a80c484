import { MAX_RECORD_BYTES } from './limits.ts';
import type { BusRecord } from './port.ts';

/** Bytes of the record on the bus: key, value and headers. */
export const recordBytes = ({ key, value, headers }: BusRecord): number =>
  Buffer.byteLength(key) + value.byteLength + (headers === undefined ? 0 : Buffer.byteLength(JSON.stringify(headers)));

/** Throws when a record is over MAX_RECORD_BYTES, before anything is sent. */
export function checkRecords(topic: string, records: readonly BusRecord[]): void {
  for (const record of records) {
    const bytes = recordBytes(record);
    if (bytes <= MAX_RECORD_BYTES) continue;
    throw new Error(
      `bus: a record of ${bytes} bytes for ${topic} is over ${MAX_RECORD_BYTES}: split it before sending`,
    );
  }
}
