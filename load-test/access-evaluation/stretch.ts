import { ActionClass } from '@dowser/contracts';
import type { Burst, Folder, Source } from './activity.ts';

/** Calls that take some time: how the worlds and the attacks write down what someone does. */
export interface Stretch {
  readonly source: Source;
  readonly folder: Folder;
  readonly action: string;
  readonly calls: number;
  /** Minutes since midnight, UTC; what lies past the day's end is put into its last hour. */
  readonly start: number;
  readonly minutes: number;
  /** Default: as many keys as calls, from `firstKey` on. */
  readonly keys?: number;
  readonly firstKey?: number;
  readonly objectsPerCall?: number;
  readonly bytesPerCall?: number;
  readonly errorCode?: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

const CLASSES: Readonly<Record<string, ActionClass>> = {
  GetObject: ActionClass.Read,
  CopyObjectSource: ActionClass.Read,
  HeadObject: ActionClass.List,
  ListObjects: ActionClass.List,
  ListBuckets: ActionClass.List,
  GetBucketAcl: ActionClass.List,
  GetBucketPolicy: ActionClass.List,
  GetObjectAcl: ActionClass.List,
  PutObject: ActionClass.Write,
  CopyObject: ActionClass.Write,
  DeleteObject: ActionClass.Delete,
  DeleteObjects: ActionClass.Delete,
  PutBucketPolicy: ActionClass.Permission,
  PutBucketAcl: ActionClass.Permission,
  DeleteBucketPublicAccessBlock: ActionClass.Permission,
  PutBucketPublicAccessBlock: ActionClass.Permission,
};
/** Calls that name no object. */
const KEYLESS = /^(?:List|GetBucket|PutBucket|DeleteBucket|DeleteObjects$|Stop|Put(?!Object))/;
const MINUTES_PER_DAY = 1_440;

export const classOf = (action: string): ActionClass => CLASSES[action] ?? ActionClass.Control;

/** The calls of a stretch, hour by hour. */
export function stretch({ source, folder, action, calls, start, minutes, ...more }: Stretch): Burst[] {
  const { firstKey = 0, bytesPerCall = 0, errorCode = '', parameters, objectsPerCall } = more;
  const keys = KEYLESS.test(action) ? 0 : Math.max(1, Math.min(more.keys ?? calls, folder.objects));
  const first = Math.max(0, Math.min(firstKey, folder.objects - keys));
  const from = Math.max(0, Math.min(Math.floor(start), MINUTES_PER_DAY - 1));
  const length = Math.max(1, Math.min(Math.floor(minutes), MINUTES_PER_DAY - from));
  const bursts: Burst[] = [];
  let done = 0;
  for (let at = from; at < from + length && done < calls; ) {
    const hour = Math.floor(at / 60);
    const until = Math.min((hour + 1) * 60, from + length);
    const upTo = until === from + length ? calls : Math.floor((calls * (until - from)) / length);
    const count = upTo - done;
    if (count > 0) {
      bursts.push({
        ...source,
        hour,
        minute: at - hour * 60,
        minutes: until - at,
        folder,
        action,
        actionClass: classOf(action),
        calls: count,
        firstKey: objectsPerCall === undefined ? (keys >= calls ? first + done : first) : done * objectsPerCall,
        keys: Math.min(keys, count),
        bytesPerCall: errorCode === '' ? bytesPerCall : 0,
        errorCode,
        ...(parameters && { parameters }),
        ...(objectsPerCall && { objectsPerCall }),
      });
    }
    done = upTo;
    at = until;
  }
  return bursts;
}

/** A folder of the same kind whose prefix is that of one day. */
export const ofDay = (folder: Folder, date: string, objects: number): Folder => ({
  ...folder,
  prefix: `${folder.prefix}dt=${date}/`,
  objects,
  sensitive: Math.min(folder.sensitive, objects),
});
