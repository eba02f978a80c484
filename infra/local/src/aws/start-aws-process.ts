import { type FrontOptions, type FrontProcess, startFront } from '../front-process.ts';

/** Starts the local S3 and SQS in a process of its own, which ends with this one. See `startAws`. */
export function startAwsProcess(options: FrontOptions): Promise<FrontProcess> {
  return startFront('aws', options);
}
