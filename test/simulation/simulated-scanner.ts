import { deterministicId, type Occurrence, type ScanCheckpoint, Verdict } from '@dowser/contracts';
import { ObjectError } from '@dowser/objects';
import type { Clock } from '@dowser/pipeline';
import { type Scanner, type ScanStep, type ScanSummary, verdictOfError } from '@dowser/scanner';

/** What the words of the simulated contents stand for. */
export const WORDS: Readonly<Record<string, string>> = {
  card: 'CREDIT_CARD_NUMBER',
  ssn: 'USA_SOCIAL_SECURITY_NUMBER',
  key: 'AWS_CREDENTIALS',
};

/** The set that the simulated scanner looks for. */
export const IDENTIFIER_SET = 'simulated';

/** Where the words are in `text`, which stands at `line` (1-based) and byte `offset` of its object. ASCII. */
export function occurrencesIn(text: string, offset = 0, line = 1): Occurrence[] {
  return text.split('\n').flatMap((content, at, lines) => {
    const before = lines.slice(0, at).reduce((sum, one) => sum + one.length + 1, offset);
    return [...content.matchAll(/(card|ssn|key)-\d+/g)].map((match) => ({
      identifier: WORDS[match[1]!]!,
      start: before + match.index,
      end: before + match.index + match[0].length,
      line: line + at,
      column: match.index + 1,
      confidence: 100,
      sample: '***',
      fingerprint: deterministicId([match[0]]),
    }));
  });
}

/** Scans as the pool of threads does, as far as its callers can tell, on a simulated clock. A part ends with a line. */
export function createSimulatedScanner(clock: Clock): Pick<Scanner, 'identifierSetId' | 'scanPart'> {
  return {
    identifierSetId: IDENTIFIER_SET,
    async scanPart(source, { signal = new AbortController().signal, onOccurrences, from, partBytes }) {
      const counts = new Map(Object.entries(from?.counts ?? {}));
      const begin = from?.storedFrom ?? 0;
      let [offset, line] = [begin, Number(from?.state.line ?? 1)];
      let bytesRead = begin;
      const found = async (occurrences: readonly Occurrence[]): Promise<void> => {
        for (const { identifier } of occurrences) counts.set(identifier, (counts.get(identifier) ?? 0) + 1);
        if (occurrences.length > 0) await onOccurrences(occurrences);
      };
      const ended = (verdict: Verdict, reason: ScanSummary['reason'], detail: string): ScanStep => {
        const about = { bytesRead, bytesScanned: bytesRead, charset: 'utf-8', compression: '', mimeType: 'text/plain' };
        return { kind: 'ended', summary: { verdict, reason, detail, ...about, counts } };
      };
      try {
        const { bytes } = await source.open(signal, { from: begin, to: begin + partBytes });
        let held = '';
        for await (const piece of bytes) {
          if (offset - begin >= partBytes) return { kind: 'part', checkpoint: checkpointAt(offset, line, counts) };
          bytesRead += piece.length;
          held += Buffer.from(piece).toString();
          const whole = held.slice(0, held.lastIndexOf('\n') + 1);
          await clock.sleep(1 + 20 * clock.random(), signal);
          await found(occurrencesIn(whole, offset, line));
          offset += whole.length;
          line += whole.split('\n').length - 1;
          held = held.slice(whole.length);
        }
        await found(occurrencesIn(held, offset, line));
        return ended(Verdict.Scanned, '', '');
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof ObjectError)) throw error;
        return ended(verdictOfError[error.code], error.code, error.message);
      }
    },
  };
}

function checkpointAt(offset: number, line: number, counts: ReadonlyMap<string, number>): ScanCheckpoint {
  return {
    storedFrom: offset,
    decodedFrom: offset,
    scannedTo: offset,
    charset: 'utf-8',
    mimeType: 'text/plain',
    state: { layout: { kind: 'text' }, needFrom: offset, line },
    counts: Object.fromEntries(counts),
  };
}
