/** Names an object; `versionId` '' is the current version. */
export interface ObjectRef {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
}

export interface ObjectHead {
  /** Stored bytes. */
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  readonly lastModified: Date | null;
  /** STANDARD when the store does not say. */
  readonly storageClass: string;
  /** Inventory's names: SSE-S3, SSE-KMS, DSSE-KMS, SSE-C, NOT-SSE; '' when the store does not say. */
  readonly encryption: string;
  readonly contentType: string;
}

/** One row of a listing. */
export interface ObjectSummary extends ObjectRef {
  readonly size: number;
  readonly etag: string;
  readonly lastModified: Date | null;
  readonly storageClass: string;
}

export interface ReadOptions {
  /** The read fails with OBJECT_VERSION_MISMATCH when the object has another etag; '' reads whatever is there. */
  readonly ifMatch: string;
  /** Byte range, half-open; the whole object when absent. A range past the end gives what there is. */
  readonly range?: { readonly start: number; readonly end: number };
  readonly signal?: AbortSignal;
}

export interface ObjectBody {
  readonly head: ObjectHead;
  /** The bytes, as they come. Iterating may throw TransientError (cut connection). */
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * Where objects are. Errors: ObjectError (this object cannot be read; its code is a verdict's reason) and TransientError
 * (throttled, unreachable: try again).
 */
export interface ObjectStore {
  head(ref: ObjectRef): Promise<ObjectHead>;
  read(ref: ObjectRef, options: ReadOptions): Promise<ObjectBody>;
  /** In key order of the store; pages are fetched as they are consumed. */
  list(
    bucket: string,
    options?: { readonly prefix?: string; readonly signal?: AbortSignal },
  ): AsyncIterable<ObjectSummary>;
  tags(ref: ObjectRef): Promise<Readonly<Record<string, string>>>;
  close(): Promise<void>;
}
