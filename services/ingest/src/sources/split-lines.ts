const NEWLINE = 10;

/** A line without its end; `whole` is false for the beginning of one that is over the limit. */
export interface RawLine {
  readonly text: string;
  readonly whole: boolean;
}

/** The lines of a UTF-8 stream that are not empty. Of one over `limitBytes` only that much is kept: memory stays bounded. */
export async function* splitLines(source: AsyncIterable<Uint8Array>, limitBytes: number): AsyncGenerator<RawLine> {
  let parts: Uint8Array[] = [];
  let length = 0;
  const add = (part: Uint8Array): void => {
    if (length < limitBytes) parts.push(part.subarray(0, limitBytes - length));
    length += part.length;
  };
  const take = (): RawLine => {
    const line = { text: Buffer.concat(parts).toString('utf8').replace(/\r$/, ''), whole: length <= limitBytes };
    parts = [];
    length = 0;
    return line;
  };
  for await (const chunk of source) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, from)) {
      add(chunk.subarray(from, at));
      from = at + 1;
      if (length > 0) yield take();
    }
    add(chunk.subarray(from));
  }
  if (length > 0) yield take();
}
