import { once } from 'node:events';
import { ExitCode } from './exit-code.ts';

/** Ends the process quietly once the reader of stdout has gone (`dowser … | head`). */
export function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(ExitCode.Ok);
  });
}

/** Writes to stdout and waits while its reader is behind, so that output is never held in memory. */
export async function print(text: string): Promise<void> {
  if (text !== '' && !process.stdout.write(text)) await once(process.stdout, 'drain');
}

export const note = (text: string): void => void process.stderr.write(`${text}\n`);
