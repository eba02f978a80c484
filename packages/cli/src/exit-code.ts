/** What the command ends with. */
export const ExitCode = {
  Ok: 0,
  /** The work failed: the message says what and where. */
  Failed: 1,
  /** The command line or the configuration cannot work. */
  Usage: 2,
  /** `scan --fail-on`: a finding of that severity or above exists. */
  FindingsAtSeverity: 10,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
