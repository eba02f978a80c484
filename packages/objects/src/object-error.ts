/** The object, or its bucket, cannot be read. `code` is a VerdictReason of the contracts. */
export const ObjectErrorCode = {
  NoSuchBucket: 'NO_SUCH_BUCKET_AVAILABLE',
  NoLongerAvailable: 'SOURCE_OBJECT_NO_LONGER_AVAILABLE',
  VersionMismatch: 'OBJECT_VERSION_MISMATCH',
  PermissionDenied: 'PERMISSION_DENIED',
  InvalidEncryption: 'INVALID_ENCRYPTION',
  InvalidKmsKey: 'INVALID_KMS_KEY',
  InvalidObjectState: 'INVALID_OBJECT_STATE',
} as const;
export type ObjectErrorCode = (typeof ObjectErrorCode)[keyof typeof ObjectErrorCode];

export class ObjectError extends Error {
  override readonly name = 'ObjectError';
  readonly code: ObjectErrorCode;
  constructor(code: ObjectErrorCode, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
  }
}
