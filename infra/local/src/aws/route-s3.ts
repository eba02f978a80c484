import { notImplemented, S3Error } from './s3-error.ts';

/** Where a request goes: to the service, a bucket, or an object. */
export interface S3Address {
  readonly bucket: string;
  readonly key: string;
  readonly query: URLSearchParams;
}

export interface S3Route<T> {
  readonly method: string;
  readonly level: 'service' | 'bucket' | 'object';
  /** Query parameters that make the request this operation. */
  readonly required: readonly string[];
  /** Query parameters that it understands. */
  readonly optional: readonly string[];
  readonly operation: T;
}

/** Said by SDKs about themselves, or part of a presigned signature: never the name of a sub-resource. */
const IGNORED_PARAMETER =
  /^(x-id|x-amz-(algorithm|credential|date|expires|signedheaders|signature|security-token|content-sha256|sdk-.*|checksum-.*))$/i;

/** The address of a path-style request. Keys come through unchanged: `//`, `..` and a trailing `/` are part of them. */
export function parseAddress(url: string): S3Address {
  const mark = url.indexOf('?');
  const path = mark === -1 ? url : url.slice(0, mark);
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  return {
    bucket: decodePath(bucket),
    key: decodePath(key),
    query: new URLSearchParams(mark === -1 ? '' : url.slice(mark + 1)),
  };
}

export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new S3Error(400, 'InvalidURI', "Couldn't parse the specified URI.");
  }
}

/** The operation that the request asks for. Throws NotImplemented for whatever no route knows entirely. */
export function routeS3<T>(routes: readonly S3Route<T>[], method: string, address: S3Address): T {
  const level = address.bucket === '' ? 'service' : address.key === '' ? 'bucket' : 'object';
  const parameters = [...address.query.keys()].filter((name) => !IGNORED_PARAMETER.test(name));
  const found = routes.find(
    (route) =>
      route.method === method &&
      route.level === level &&
      route.required.every((name) => parameters.includes(name)) &&
      parameters.every((name) => route.required.includes(name) || route.optional.includes(name)),
  );
  if (found !== undefined) return found.operation;
  throw notImplemented(`${method} of a ${level}${parameters.length === 0 ? '' : ` with ?${parameters.join('&')}`}`);
}
