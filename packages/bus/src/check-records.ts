import { MAX_RECORD_BYTES } from './limits.ts';
import type { BusRecord } from './port.ts';

/** Bytes of the record on the bus: key and value. */
export const recordBytes = (record: BusRecord): number => Buffer.byteLength(record.key) + record.value.byteLength;

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
