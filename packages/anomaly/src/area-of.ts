/** Folders of a key that name its area. */
export const AREA_FOLDERS = 2;
/** A folder with as many digits is a date, a number or an id, one that is longer (in code points) generated: `#`. */
export const AREA_DIGITS = 4;
export const AREA_FOLDER_LENGTH = 32;

/**
 * Where in a bucket a key lies, so that what lies together has one name however it is numbered: `logs/2026/11/21/a.gz` is in
 * `bucket/logs/#/`, `team7/raw/a.csv` in `bucket/team0/raw/`. The store's roll-up says the same in SQL.
 */
export function areaOf(bucket: string, key: string): string {
  const folders = key.split('/').slice(0, -1).slice(0, AREA_FOLDERS);
  return [bucket, ...folders.map(alike), ''].join('/');
}

function alike(folder: string): string {
  const digits = folder.match(/[0-9]/g)?.length ?? 0;
  if (digits >= AREA_DIGITS || [...folder].length > AREA_FOLDER_LENGTH) return '#';
  return folder.replaceAll(/[0-9]+/g, '0');
}
