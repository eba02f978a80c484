import { ConfigError, TransientError } from '@dowser/pipeline';
import { ObjectError, ObjectErrorCode } from './object-error.ts';

/** What was asked for; named in the error's message. `key` '' for a request about the bucket. */
export interface S3Request {
  readonly operation: string;
  readonly bucket: string;
  readonly key: string;
}

/** What the mapping reads of an SDK error, or of a Node system error underneath it. */
interface S3ErrorShape {
  readonly name?: string;
  readonly Code?: string;
  readonly code?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly statusCode?: number; readonly headers?: Readonly<Record<string, string>> };
}

const OBJECT_CODES: Readonly<Record<string, ObjectErrorCode>> = {
  NoSuchBucket: ObjectErrorCode.NoSuchBucket,
  InvalidBucketName: ObjectErrorCode.NoSuchBucket,
  NoSuchKey: ObjectErrorCode.NoLongerAvailable,
  NoSuchVersion: ObjectErrorCode.NoLongerAvailable,
  NotFound: ObjectErrorCode.NoLongerAvailable,
  KeyTooLongError: ObjectErrorCode.NoLongerAvailable,
  /** A GET of a version that is a delete marker. */
  MethodNotAllowed: ObjectErrorCode.NoLongerAvailable,
  PreconditionFailed: ObjectErrorCode.VersionMismatch,
  InvalidObjectState: ObjectErrorCode.InvalidObjectState,
  AccessDenied: ObjectErrorCode.PermissionDenied,
  AllAccessDisabled: ObjectErrorCode.PermissionDenied,
  Forbidden: ObjectErrorCode.PermissionDenied,
  ServerSideEncryptionConfigurationNotFoundError: ObjectErrorCode.InvalidEncryption,
};

/** Answers that no retry helps and no other object will fare better with: the person who runs Dowser must act. */
const CONFIG_ADVICE: Readonly<Record<string, string>> = {
  CredentialsProviderError:
    'no AWS credentials were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE or a role',
  TokenProviderError: 'the AWS single sign-on session cannot be used: sign in again',
  InvalidAccessKeyId: 'the AWS access key id does not exist: check AWS_ACCESS_KEY_ID or the profile',
  SignatureDoesNotMatch: 'the AWS secret key does not fit its access key id: check AWS_SECRET_ACCESS_KEY',
  ExpiredToken: 'the AWS session token has expired: renew it',
  InvalidToken: 'the AWS session token is not valid: check AWS_SESSION_TOKEN',
  TokenRefreshRequired: 'the AWS session token must be renewed',
  RequestTimeTooSkewed: "this machine's clock is too far from the object store's: set it",
  AuthorizationHeaderMalformed: 'the request was signed for another region: check AWS_REGION',
  PermanentRedirect: 'the bucket is in another region or at another endpoint: check AWS_REGION and the endpoint',
  AccountProblem: 'the AWS account may not be used: ask AWS',
  NotSignedUp: 'the AWS account has no S3: sign up for it',
  NotImplemented:
    'the endpoint does not implement this operation: do without the feature that needs it, or use another store',
};

const TRANSIENT_CODES = new Set([
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'KMS.ThrottlingException',
  'RequestLimitExceeded',
  'TooManyRequests',
  'RequestTimeout',
  'OperationAborted',
  'InternalError',
  'ServiceUnavailable',
  'TimeoutError',
]);

const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'EMFILE',
  'EAI_AGAIN',
  'ENOTFOUND',
  'EPROTO',
  'HPE_INVALID_CONSTANT',
  'ERR_STREAM_PREMATURE_CLOSE',
]);

const KMS_REFUSAL = /\bkms:|customer master key|KMS key/i;
const CUSTOMER_KEY_ENCRYPTION = /server.side encryption/i;
const BAD_VERSION_ID = /version id/i;
const CERTIFICATE = /^(CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/**
 * An error of the S3 client as one of the port's: ObjectError, TransientError, ConfigError. What is none of these is
 * handed back as it came: a bug.
 * Source: Amazon S3 API reference, "Error responses"; the KMS refusals are in "Troubleshoot access denied (403)".
 */
export function mapS3Error(error: unknown, request: S3Request): Error {
  if (error instanceof ObjectError || error instanceof TransientError || error instanceof ConfigError) return error;
  const shape = (typeof error === 'object' && error !== null ? error : {}) as S3ErrorShape;
  const status = shape.$metadata?.httpStatusCode ?? shape.$response?.statusCode ?? 0;
  const code = shape.Code ?? shape.name ?? '';
  const message = shape.message ?? String(error);
  const where = `${request.operation} s3://${request.bucket}${request.key === '' ? '' : `/${request.key}`}`;
  const summary = `${where}: ${code}${status === 0 ? '' : ` (HTTP ${status})`}: ${message}`;

  const advice = CONFIG_ADVICE[code] ?? configAdvice(status, shape.code ?? '', message);
  if (advice !== undefined) return new ConfigError([`${advice}. ${summary}`]);
  if (isTransient(status, code, shape.code ?? '')) {
    return new TransientError(summary, { retryAfterMs: retryAfterMs(shape), cause: error });
  }
  const objectCode = objectErrorCode(status, code, message);
  if (objectCode !== undefined) return new ObjectError(objectCode, summary, { cause: error });
  return error instanceof Error ? error : new Error(summary, { cause: error });
}

function configAdvice(status: number, systemCode: string, message: string): string | undefined {
  if (status === 301) return CONFIG_ADVICE.PermanentRedirect;
  if (status === 501) return CONFIG_ADVICE.NotImplemented;
  if (status === 0 && message.startsWith('Region is missing')) return 'no AWS region is set: set AWS_REGION';
  if (CERTIFICATE.test(systemCode)) return "the endpoint's certificate is not trusted: set NODE_EXTRA_CA_CERTS";
  return undefined;
}

function isTransient(status: number, code: string, systemCode: string): boolean {
  return (
    status === 429 || status === 408 || status >= 500 || TRANSIENT_CODES.has(code) || NETWORK_CODES.has(systemCode)
  );
}

function objectErrorCode(status: number, code: string, message: string): ObjectErrorCode | undefined {
  if (code.startsWith('KMS.')) return ObjectErrorCode.InvalidKmsKey;
  if ((code === 'AccessDenied' || status === 400) && KMS_REFUSAL.test(message)) return ObjectErrorCode.InvalidKmsKey;
  if (status === 400 && CUSTOMER_KEY_ENCRYPTION.test(message)) return ObjectErrorCode.InvalidEncryption;
  if (status === 400 && BAD_VERSION_ID.test(message)) return ObjectErrorCode.NoLongerAvailable;
  const known = OBJECT_CODES[code];
  if (known !== undefined) return known;
  if (status === 403) return ObjectErrorCode.PermissionDenied;
  if (status === 404 || status === 405) return ObjectErrorCode.NoLongerAvailable;
  if (status === 412) return ObjectErrorCode.VersionMismatch;
  return undefined;
}

function retryAfterMs(shape: S3ErrorShape): number {
  const seconds = Number(shape.$response?.headers?.['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 0;
}
