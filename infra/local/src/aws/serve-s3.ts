import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { parseAddress, routeS3 } from './route-s3.ts';
import type { S3Answer, S3Services } from './s3-call.ts';
import { S3Error } from './s3-error.ts';
import { S3_ROUTES } from './s3-operations.ts';
import { buildXml } from './xml.ts';

export interface ServeListener {
  /** Takes what is not an S3Error. */
  readonly onBug: (error: unknown) => void;
  /** Told the name of each operation that is asked for. */
  readonly onOperation: (name: string) => void;
}

/** Answers one S3 request. Never rejects: what is not an S3Error becomes InternalError and is passed to `onBug`. */
export async function serveS3(
  services: S3Services,
  request: IncomingMessage,
  response: ServerResponse,
  { onBug, onOperation }: ServeListener,
): Promise<void> {
  const requestId = randomBytes(8).toString('hex').toUpperCase();
  const hostId = randomBytes(24).toString('base64');
  response.setHeader('x-amz-request-id', requestId);
  response.setHeader('x-amz-id-2', hostId);
  try {
    const address = parseAddress(request.url ?? '/');
    const operation = routeS3(S3_ROUTES, request.method ?? '', address);
    onOperation(operation.name);
    await send(request, response, await operation({ ...services, ...address, request, requestId, hostId }));
  } catch (error) {
    if (response.headersSent || request.errored !== null) return void response.destroy();
    if (!(error instanceof S3Error)) onBug(error);
    const answer = error instanceof S3Error ? error : new S3Error(500, 'InternalError', 'An internal error occurred.');
    await send(request, response, errorAnswer(answer, request.url ?? '/', requestId, hostId)).catch(() =>
      response.destroy(),
    );
  }
}

function errorAnswer(error: S3Error, resource: string, requestId: string, hostId: string): S3Answer {
  const { code, message, details } = error;
  return {
    status: error.status,
    headers: error.headers,
    body: buildXml('Error', {
      Code: code,
      Message: message,
      ...details,
      Resource: resource.split('?')[0],
      RequestId: requestId,
      HostId: hostId,
    }),
  };
}

async function send(request: IncomingMessage, response: ServerResponse, answer: S3Answer): Promise<void> {
  // What an operation left unread (a refused upload) is let through, so that the client hears the answer.
  request.resume();
  const { body } = answer;
  response.statusCode = answer.status;
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  if (body === undefined || typeof body === 'string') {
    if (body !== undefined) response.setHeader('content-type', 'application/xml');
    if (request.method === 'HEAD') return void response.end();
    response.setHeader('content-length', Buffer.byteLength(body ?? ''));
    return void response.end(body);
  }
  await pipeline(body, response);
}
