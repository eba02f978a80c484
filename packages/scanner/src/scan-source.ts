/** Something to scan. */
export interface ScanSource {
  /** Key or file name; its ending helps to tell the layout. */
  readonly name: string;
  /**
   * Called once, when the scan's turn has come. Errors: ObjectError becomes the verdict; TransientError passes through.
   * An aborted signal ends reading. A source that scans go on with (`scanPart`) heeds `span`.
   */
  open(signal: AbortSignal, span: SourceSpan): Promise<OpenedSource>;
}

/** Which of the stored bytes are wanted. */
export interface SourceSpan {
  /** The first one; 0 for the object's. */
  readonly from: number;
  /** Where reading will probably end; the bytes go on behind it all the same. */
  readonly to: number;
}

export const WHOLE: SourceSpan = { from: 0, to: Number.POSITIVE_INFINITY };

export interface OpenedSource {
  /** Stored bytes of the whole object; -1 when not known. */
  readonly size: number;
  /** The stored bytes of the object from `span.from` on, iterated once; left early by `return`. */
  readonly bytes: AsyncIterable<Uint8Array>;
}
