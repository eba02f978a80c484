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

/** Most rows of one: each becomes an object. S3's have some hundred thousand. */
export const ROW_GROUP_LIMIT_ROWS = 5_000_000;
/** Largest description at the end of the file: its length is the file's own word. */
export const FOOTER_LIMIT_BYTES = 64 * 1024 * 1024;

/** The rows of a Parquet data file, in batches; only the columns that are read are fetched. Throws RejectError for what is no such file. */
export async function readParquetRows(
  file: RangedObject,
  take: (rows: readonly RawRow[]) => Promise<void>,
): Promise<void> {
  let sliceLimit = FOOTER_LIMIT_BYTES;
  const buffer: AsyncBuffer = {
    byteLength: file.size,
    async slice(start, end = file.size) {
      checkSlice(end - start, sliceLimit);
      const bytes = await file.slice(start, end);
      return Uint8Array.from(bytes).buffer;
    },
  };
  const metadata = await readable(() => parquetMetadataAsync(buffer));
  const columns = metadata.schema.slice(1).flatMap(({ name }) => (columnOf(name) === null ? [] : [name]));
  checkRowGroups(metadata);
  sliceLimit = ROW_GROUP_LIMIT_BYTES;
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

/** Throws RejectError before more is read at once than is held in memory. */
export function checkSlice(bytes: number, limit: number): void {
  if (bytes > limit) throw tooLarge(`asks for ${bytes} bytes at once; at most ${limit} are read`);
}

/** Throws RejectError when a row group is too large to decode in bounded memory, by what it says of itself or of its columns. */
export function checkRowGroups({ row_groups }: Pick<FileMetaData, 'row_groups'>): void {
  for (const { total_byte_size, num_rows, columns } of row_groups) {
    const ofColumns = columns.reduce((sum, { meta_data }) => sum + (meta_data?.total_uncompressed_size ?? 0n), 0n);
    const bytes = total_byte_size > ofColumns ? total_byte_size : ofColumns;
    if (bytes > ROW_GROUP_LIMIT_BYTES) {
      throw tooLarge(`has a row group of ${bytes} bytes; at most ${ROW_GROUP_LIMIT_BYTES} are read`);
    }
    if (num_rows > ROW_GROUP_LIMIT_ROWS) {
      throw tooLarge(`has a row group of ${num_rows} rows; at most ${ROW_GROUP_LIMIT_ROWS} are read`);
    }
  }
}

const tooLarge = (what: string): RejectError =>
  new RejectError(RejectCode.InvalidInventory, `inventory data file: the Parquet file ${what}. Use CSV or ORC`);

/** hyparquet throws plain errors for malformed files; those of the object store keep their kind. */
async function readable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const known = error instanceof TransientError || error instanceof ObjectError || error instanceof RejectError;
    if (known) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new RejectError(RejectCode.InvalidInventory, `inventory data file: not readable as Parquet: ${reason}`, {
      cause: error,
    });
  }
}
