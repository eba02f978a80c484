import { RejectCode } from '@dowser/contracts';
import { ObjectError } from '@dowser/objects';
import { RejectError, TransientError } from '@dowser/pipeline';
import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { columnOf } from '../parse-inventory.ts';
import { type RawRow, ROWS_PER_BATCH } from './csv-rows.ts';
import type { RangedObject } from './read-object.ts';
import { toRawRow } from './row-values.ts';

/** Largest row group, uncompressed: one is decoded at a time, so this bounds memory. S3 writes 128 MiB. */
export const ROW_GROUP_LIMIT_BYTES = 1024 ** 3;

/** The rows of a Parquet data file, in batches; only the columns that are read are fetched. Throws RejectError for what is no such file. */
export async function readParquetRows(
  file: RangedObject,
  take: (rows: readonly RawRow[]) => Promise<void>,
): Promise<void> {
  const buffer: AsyncBuffer = {
    byteLength: file.size,
    async slice(start, end = file.size) {
      const bytes = await file.slice(start, end);
      return Uint8Array.from(bytes).buffer;
    },
  };
  const metadata = await readable(() => parquetMetadataAsync(buffer));
  const columns = metadata.schema.slice(1).flatMap(({ name }) => (columnOf(name) === null ? [] : [name]));
  checkRowGroups(metadata);
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows);
    const range = { rowStart, rowEnd };
    const rows = await readable(() => parquetReadObjects({ file: buffer, metadata, columns, compressors, ...range }));
    for (let at = 0; at < rows.length; at += ROWS_PER_BATCH)
      await take(rows.slice(at, at + ROWS_PER_BATCH).map(toRawRow));
    rowStart = rowEnd;
  }
}

/** Throws RejectError when a row group is too large to decode in bounded memory. */
export function checkRowGroups(metadata: Pick<FileMetaData, 'row_groups'>): void {
  for (const { total_byte_size } of metadata.row_groups) {
    if (total_byte_size <= ROW_GROUP_LIMIT_BYTES) continue;
    throw new RejectError(
      RejectCode.InvalidInventory,
      `inventory data file: a Parquet row group of ${total_byte_size} bytes; at most ${ROW_GROUP_LIMIT_BYTES} are read. Use CSV or ORC`,
    );
  }
}

/** hyparquet throws plain errors for malformed files; those of the object store keep their kind. */
async function readable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TransientError || error instanceof ObjectError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new RejectError(RejectCode.InvalidInventory, `inventory data file: not readable as Parquet: ${reason}`, {
      cause: error,
    });
  }
}
