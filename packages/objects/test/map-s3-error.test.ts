import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mapS3Error, ObjectError, type ObjectErrorCode } from '@dowser/objects';
import { ConfigError, TransientError } from '@dowser/pipeline';

const request = { operation: 'GetObject', bucket: 'b', key: 'k' };

/** As the SDK throws them: name and Code from the document, the status beside. */
const sdkError = (name: string, status: number, message = 'message') =>
  Object.assign(new Error(message), { name, Code: name, $metadata: { httpStatusCode: status } });
/** As the SDK throws an answer without a document (to a HEAD). */
const bare = (status: number) =>
  Object.assign(new Error('UnknownError'), { name: 'Unknown', $metadata: { httpStatusCode: status } });
const systemError = (code: string) => Object.assign(new Error(`connect ${code}`), { code, $metadata: { attempts: 1 } });

const SSE_C =
  'The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.';
const KMS_DENIED =
  'User: arn:aws:sts::111122223333:assumed-role/r/s is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:us-east-1:111122223333:key/example because no resource-based policy allows the kms:Decrypt action';
const KMS_MISSING =
  'The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.';

describe('mapS3Error', () => {
  const objectErrors: [Error, ObjectErrorCode][] = [
    [sdkError('NoSuchKey', 404), 'SOURCE_OBJECT_NO_LONGER_AVAILABLE'],
    [sdkError('NoSuchVersion', 404), 'SOURCE_OBJECT_NO_LONGER_AVAILABLE'],
    [sdkError('MethodNotAllowed', 405), 'SOURCE_OBJECT_NO_LONGER_AVAILABLE'],
    [sdkError('KeyTooLongError', 400), 'SOURCE_OBJECT_NO_LONGER_AVAILABLE'],
    [sdkError('InvalidArgument', 400, 'Invalid version id specified'), 'SOURCE_OBJECT_NO_LONGER_AVAILABLE'],
    [bare(404), 'SOURCE_OBJECT_NO_LONGER_AVAILABLE'],
    [sdkError('NoSuchBucket', 404), 'NO_SUCH_BUCKET_AVAILABLE'],
    [sdkError('InvalidBucketName', 400), 'NO_SUCH_BUCKET_AVAILABLE'],
    [sdkError('AccessDenied', 403, 'Access Denied'), 'PERMISSION_DENIED'],
    [sdkError('AllAccessDisabled', 403), 'PERMISSION_DENIED'],
    [bare(403), 'PERMISSION_DENIED'],
    [sdkError('InvalidObjectState', 403), 'INVALID_OBJECT_STATE'],
    [sdkError('AccessDenied', 403, KMS_DENIED), 'INVALID_KMS_KEY'],
    [sdkError('AccessDenied', 403, KMS_MISSING), 'INVALID_KMS_KEY'],
    [sdkError('KMS.DisabledException', 400), 'INVALID_KMS_KEY'],
    [sdkError('KMS.NotFoundException', 400), 'INVALID_KMS_KEY'],
    [sdkError('KMS.KMSInvalidStateException', 400), 'INVALID_KMS_KEY'],
    [sdkError('InvalidRequest', 400, SSE_C), 'INVALID_ENCRYPTION'],
    [sdkError('PreconditionFailed', 412), 'OBJECT_VERSION_MISMATCH'],
    [bare(412), 'OBJECT_VERSION_MISMATCH'],
  ];
  for (const [error, code] of objectErrors) {
    it(`${error.name} ${error.message.slice(0, 30)} is ${code}`, () => {
      const mapped = mapS3Error(error, request);
      assert.ok(mapped instanceof ObjectError);
      assert.equal(mapped.code, code);
      assert.equal(mapped.cause, error);
      assert.match(mapped.message, /^GetObject s3:\/\/b\/k: /);
    });
  }

  const transient: Error[] = [
    sdkError('SlowDown', 503),
    sdkError('ServiceUnavailable', 503),
    sdkError('InternalError', 500),
    sdkError('TooManyRequests', 429),
    sdkError('RequestTimeout', 400),
    sdkError('ThrottlingException', 400),
    sdkError('KMS.ThrottlingException', 400),
    bare(502),
    bare(504),
    Object.assign(new Error('timed out'), { name: 'TimeoutError' }),
    ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'].map(systemError),
  ];
  for (const error of transient) {
    it(`${error.name} ${error.message} is transient`, () => {
      assert.ok(mapS3Error(error, request) instanceof TransientError);
    });
  }

  const configuration: Error[] = [
    Object.assign(new Error('Could not load credentials from any providers'), { name: 'CredentialsProviderError' }),
    new Error('Region is missing'),
    sdkError('InvalidAccessKeyId', 403),
    sdkError('SignatureDoesNotMatch', 403),
    sdkError('ExpiredToken', 400),
    sdkError('RequestTimeTooSkewed', 403),
    sdkError('AuthorizationHeaderMalformed', 400),
    sdkError('PermanentRedirect', 301),
    bare(301),
    sdkError('NotImplemented', 501),
    systemError('DEPTH_ZERO_SELF_SIGNED_CERT'),
  ];
  for (const error of configuration) {
    it(`${error.name} ${error.message} is for the person who runs Dowser`, () => {
      const mapped = mapS3Error(error, request);
      assert.ok(mapped instanceof ConfigError);
      assert.match(mapped.message, /GetObject s3:\/\/b\/k/);
    });
  }

  it('waits as long as the store asks', () => {
    const $response = { statusCode: 503, headers: { 'retry-after': '7' } };
    const mapped = mapS3Error(Object.assign(sdkError('SlowDown', 503), { $response }), request);
    assert.equal((mapped as TransientError).retryAfterMs, 7000);
  });

  it('hands on what it does not know, and what is mapped already', () => {
    const odd = [sdkError('InvalidArgument', 400), new TypeError('bug'), new ObjectError('PERMISSION_DENIED', 'x')];
    for (const error of odd) assert.equal(mapS3Error(error, request), error);
  });
});
