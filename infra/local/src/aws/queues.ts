import type { IncomingMessage, ServerResponse } from 'node:http';
import { buildApp } from 'fauxqs';

/** SQS, in memory: queues and their messages end with the process. */
export interface Queues {
  handle(request: IncomingMessage, response: ServerResponse): void;
  exists(queueArn: string): Promise<boolean>;
  /** False when the queue is gone: S3 drops such an event too. */
  send(queueArn: string, body: string): Promise<boolean>;
  stop(): Promise<void>;
}

/** The account that fauxqs gives its queues to. */
export const LOCAL_ACCOUNT = '000000000000';

export async function startQueues(): Promise<Queues> {
  const app = buildApp({ logger: false });
  await app.ready();
  const call = async (action: string, payload: object): Promise<boolean> => {
    const { statusCode } = await app.inject({
      method: 'POST',
      url: '/',
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${action}` },
      payload: JSON.stringify(payload),
    });
    return statusCode === 200;
  };
  return {
    handle: (request, response) => app.routing(request, response),
    exists: async (arn) => arn.split(':')[4] === LOCAL_ACCOUNT && call('GetQueueAttributes', { QueueUrl: urlOf(arn) }),
    send: (arn, body) => call('SendMessage', { QueueUrl: urlOf(arn), MessageBody: body }),
    stop: () => app.close(),
  };
}

/** An address from which fauxqs reads region and name. */
function urlOf(queueArn: string): string {
  const [, , , region, account, name] = queueArn.split(':');
  return `http://sqs.${region}.local/${account}/${name}`;
}
