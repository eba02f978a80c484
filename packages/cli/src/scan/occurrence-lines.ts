import type { Occurrence, Severity } from '@dowser/contracts';
import { type DataIdentifier, severityOf } from '@dowser/identifiers';

/** Lines of one object held back until its end is known, and with it the severity; beyond them lines carry the severity reached. */
export const HELD_OCCURRENCES = 100_000;
/** Lines written at once. */
const LINES_PER_WRITE = 2_000;

type Place = Pick<Occurrence, 'identifier' | 'start' | 'end' | 'line' | 'column' | 'confidence'>;

export interface OccurrenceLines {
  add(batch: readonly Occurrence[]): Promise<void>;
  end(): Promise<void>;
}

/** The occurrences of one object as JSON lines, in order of place where they were all held. */
export function createOccurrenceLines(
  object: string,
  rows: ReadonlyMap<string, DataIdentifier>,
  write: (text: string) => Promise<void>,
  held = HELD_OCCURRENCES,
): OccurrenceLines {
  const counts = new Map<string, number>();
  let waiting: Place[] = [];
  let streaming = false;

  const line = ({ identifier, start, end, line, column, confidence }: Place): string => {
    const { category, severity: scale } = rows.get(identifier)!;
    const severity: Severity | null = severityOf(scale, counts.get(identifier)!);
    return `${JSON.stringify({ object, identifier, category, severity, start, end, line, column, confidence })}\n`;
  };
  const flush = async (): Promise<void> => {
    const ready = waiting.sort((a, b) => a.start - b.start);
    waiting = [];
    for (let at = 0; at < ready.length; at += LINES_PER_WRITE) {
      await write(
        ready
          .slice(at, at + LINES_PER_WRITE)
          .map(line)
          .join(''),
      );
    }
  };
  return {
    async add(batch) {
      for (const { identifier, start, end, line, column, confidence } of batch) {
        counts.set(identifier, (counts.get(identifier) ?? 0) + 1);
        waiting.push({ identifier, start, end, line, column, confidence });
      }
      streaming ||= waiting.length > held;
      if (streaming) await flush();
    },
    end: flush,
  };
}
