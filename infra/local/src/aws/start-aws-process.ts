import { type FrontOptions, type FrontProcess, startFront } from '../front-process.ts';
import type { RequestCounts } from './start-aws.ts';

export type { RequestCounts } from './start-aws.ts';

export interface AwsProcess extends FrontProcess {
  /** S3 requests answered since the start, by operation. */
  requests(): Promise<RequestCounts>;
  /** From now on each S3 request is taken up so many milliseconds after it came, as by a store that is far away. */
  delay(ms: number): Promise<void>;
}

/** Starts the local S3 and SQS in a process of its own, which ends with this one. See `startAws`. */
export async function startAwsProcess(options: FrontOptions): Promise<AwsProcess> {
  const front = await startFront('aws', options);
  return {
    ...front,
    requests: async () => (await front.ask('requests')) as RequestCounts,
    delay: async (ms) => void (await front.ask(`delay ${ms}`)),
  };
}
