import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { ConfigError, TransientError } from '@dowser/pipeline';
import { QUEUE_BATCH_MAX, type Queue, type QueueMessage } from './queue.ts';

const DEPTHS = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const;

const THROTTLED = new Set([
  'ThrottlingException',
  'RequestThrottled',
  'RequestThrottledException',
  'OverLimit',
  'Throttling',
]);

/**
 * A client for the queue, credentials as the AWS SDK finds them. The endpoint is the environment's, else the queue's own
 * host. Amazon's queue URLs name their region; another endpoint does not mind which one signs.
 */
export function createSqsClient(url: string, env: NodeJS.ProcessEnv): SQSClient {
  const endpoint = firstSet(env.AWS_ENDPOINT_URL_SQS, env.AWS_ENDPOINT_URL) ?? new URL(url).origin;
  const amazon = /^https:\/\/sqs\.([a-z0-9-]+)\.amazonaws\.com/.exec(endpoint);
  const region = amazon?.[1] ?? firstSet(env.AWS_REGION, env.AWS_DEFAULT_REGION) ?? 'us-east-1';
  return new SQSClient({ endpoint, region });
}

const firstSet = (...values: readonly (string | undefined)[]): string | undefined =>
  values.find((value) => value !== undefined && value !== '');

/** A queue of Amazon SQS or of anything that speaks its protocol. */
export function createSqsQueue(url: string, client: SQSClient): Queue {
  const call = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw sqsError(url, error);
    }
  };
  return {
    url,
    async receive({ waitSeconds, visibilitySeconds, signal }) {
      const command = new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: QUEUE_BATCH_MAX,
        WaitTimeSeconds: waitSeconds,
        VisibilityTimeout: visibilitySeconds,
      });
      if (signal.aborted) return [];
      try {
        const { Messages = [] } = await client.send(command, { abortSignal: signal });
        return Messages.map((m) => ({ id: m.MessageId ?? '', receipt: m.ReceiptHandle ?? '', body: m.Body ?? '' }));
      } catch (error) {
        if (signal.aborted) return [];
        throw sqsError(url, error);
      }
    },
    async extend(messages, visibilitySeconds) {
      // Entries that fail are messages whose visibility ran out: they come again, which is harmless.
      await call(() =>
        client.send(
          new ChangeMessageVisibilityBatchCommand({
            QueueUrl: url,
            Entries: entries(messages).map((entry) => ({ ...entry, VisibilityTimeout: visibilitySeconds })),
          }),
        ),
      );
    },
    async remove(messages) {
      const command = new DeleteMessageBatchCommand({ QueueUrl: url, Entries: entries(messages) });
      const { Failed = [] } = await call(() => client.send(command));
      return Failed.map(({ Id }) => messages[Number(Id)]!);
    },
    async backlog() {
      const command = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...DEPTHS] });
      const { Attributes = {} } = await call(() => client.send(command));
      return DEPTHS.reduce((sum, depth) => sum + Number(Attributes[depth] ?? 0), 0);
    },
    close: () => client.destroy(),
  };
}

const entries = (messages: readonly QueueMessage[]) =>
  messages.map(({ receipt }, index) => ({ Id: String(index), ReceiptHandle: receipt }));

interface SdkError extends Error {
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly statusCode?: number };
}

/** What an error of the SDK asks of us: wait, or tell the operator. Anything else is a bug and passes through. */
export function sqsError(url: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, code, $metadata, $response } = error as SdkError;
  const status = $metadata?.httpStatusCode ?? $response?.statusCode;
  if (name === 'CredentialsProviderError') {
    return new ConfigError([`DOWSER_QUEUE_URLS: ${url}: ${message}. Set the AWS SDK's environment variables`]);
  }
  const throttled = THROTTLED.has(name) || status === 429;
  const unreachable = status === undefined && (code !== undefined || name === 'TimeoutError');
  if (throttled || unreachable || (status !== undefined && status >= 500)) {
    return new TransientError(`queue ${url}: ${name}: ${message}`, { cause: error });
  }
  if (status !== undefined && status >= 400) {
    return new ConfigError([
      `DOWSER_QUEUE_URLS: ${url}: ${name}: ${message}. Check the URL, the region and what the role may do`,
    ]);
  }
  return error;
}
