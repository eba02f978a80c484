import type { Bus } from '@dowser/bus';
import { type ObjectTask, objectVersionId, topics } from '@dowser/contracts';
import { encode, retryTransient } from '@dowser/pipeline';
import { type Contents, SMALL_BUCKET } from './contents.ts';

const TASKS_AT_ONCE = 5_000;
const SENDERS = 2;
const TOLD_EVERY = 500_000;
/** A broker that is away for longer fails the run. */
const AWAY_MS = 120_000;

/** Puts tasks for so many small objects, numbered from 0, on the bulk lane, as ingest would for an inventory of them. */
export async function fillBulkLane(
  bus: Bus,
  contents: Contents,
  tasks: number,
  onSent: (sent: number) => void,
): Promise<void> {
  let sent = 0;
  const send = async (): Promise<void> => {
    for (;;) {
      const from = sent;
      sent = Math.min(tasks, from + TASKS_AT_ONCE);
      if (from === sent) return;
      const records = Array.from({ length: sent - from }, (_, at) => {
        const key = contents.smallKey(from + at);
        return { key: `${SMALL_BUCKET}/${key}`, value: encode(topics.bulkObjectTasks, taskOf(key, contents)) };
      });
      await retryTransient(() => bus.produce(topics.bulkObjectTasks.name, records), {
        signal: AbortSignal.timeout(AWAY_MS),
      });
      if (Math.floor(sent / TOLD_EVERY) > Math.floor(from / TOLD_EVERY)) onSent(sent);
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, send));
}

function taskOf(key: string, { find }: Contents): ObjectTask {
  const { size, etag } = find(`${SMALL_BUCKET}/${key}`)!;
  return {
    schemaVersion: 1,
    objectVersionId: objectVersionId({ bucket: SMALL_BUCKET, key, versionId: '', etag }),
    object: {
      bucket: SMALL_BUCKET,
      key,
      versionId: '',
      etag,
      size,
      lastModified: null,
      storageClass: 'STANDARD',
      encryption: '',
      sequencer: '',
      source: 'inventory',
      observedAt: '2026-11-01T00:00:00.000Z',
    },
    restored: false,
  };
}
