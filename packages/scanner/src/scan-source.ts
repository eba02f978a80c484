/** Something to scan. */
export interface ScanSource {
  /** Key or file name; its ending helps to tell the layout. */
  readonly name: string;
  /**
   * Called once, when the scan's turn has come. Errors: ObjectError becomes the verdict; TransientError passes through.
   * An aborted signal ends reading.
   */
  open(signal: AbortSignal): Promise<OpenedSource>;
}

export interface OpenedSource {
  /** Stored bytes; -1 when not known. */
  readonly size: number;
  /** The stored bytes, iterated once; left early by `return`. */
  readonly bytes: AsyncIterable<Uint8Array>;
}
