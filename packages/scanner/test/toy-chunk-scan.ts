import type { Occurrence } from '@dowser/contracts';
import type { ScanState } from '@dowser/detection';
import type { ChunkResult, ChunkTask } from '../src/scan-chunk.ts';

/** The toy engine needs these bytes again. */
export const TOY_CARRY = 5;
const WORD = 'needle';

/**
 * An engine that finds one word, for tests of what is around it. It takes `windowBytes` of a task and leaves the rest, and
 * asserts that it is given each byte of the object once, in order.
 */
export function toyChunkScan(windowBytes = Number.POSITIVE_INFINITY) {
  const seen = { bytes: 0, tasks: 0, last: 0, names: new Set<string>() };
  const scan = async (task: ChunkTask): Promise<ChunkResult> => {
    const progress = (task.state ?? { layout: { kind: 'text' }, needFrom: 0 }) as ScanState;
    const end = Math.min(task.base + task.bytes.length, task.scannedTo + windowBytes);
    if (task.base > progress.needFrom || task.scannedTo !== seen.bytes) throw new Error('bytes are missing');
    const text = Buffer.from(task.bytes)
      .toString('latin1')
      .slice(0, end - task.base);
    const occurrences: Occurrence[] = [];
    for (let at = text.indexOf(WORD); at !== -1; at = text.indexOf(WORD, at + 1)) {
      const start = task.base + at;
      if (start + WORD.length <= task.scannedTo) continue;
      const place = { start, end: start + WORD.length, line: 1, column: start + 1 };
      occurrences.push({
        identifier: 'NEEDLE',
        ...place,
        confidence: 40,
        sample: '******',
        fingerprint: '0'.repeat(32),
      });
    }
    await new Promise((resolve) => setImmediate(resolve));
    seen.tasks++;
    seen.bytes = end;
    seen.names.add(task.name);
    if (task.last && end === task.base + task.bytes.length) seen.last++;
    return { occurrences, state: { ...progress, needFrom: Math.max(0, end - TOY_CARRY) }, scannedTo: end };
  };
  return { scan, seen };
}
