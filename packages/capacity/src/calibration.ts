import { z } from 'zod';

/** The processes whose work grows with what is scanned. */
export const WORKERS = ['ingest', 'matcher', 'sink', 'clickhouse'] as const;
export type Worker = (typeof WORKERS)[number];

const coefficientsSchema = z.object({
  /** CPU seconds of starting, whatever there is to do. */
  perRun: z.number().nonnegative(),
  perObject: z.number().nonnegative(),
  /** For each 10^9 bytes of objects. */
  perGb: z.number().nonnegative(),
  /** For each place where something was found. */
  perOccurrence: z.number().nonnegative(),
});
/** CPU seconds as a linear function of the work. */
export type Coefficients = z.infer<typeof coefficientsSchema>;

export const calibrationSchema = z.object({
  /** Where it was measured, for people. */
  machine: z.string(),
  cpu: z.record(z.enum(WORKERS), coefficientsSchema),
  /** On disk in ClickHouse, compressed. */
  bytesPerRow: z.object({
    object: z.number().positive(),
    verdict: z.number().positive(),
    occurrence: z.number().positive(),
  }),
});
export type Calibration = z.infer<typeof calibrationSchema>;

/** What there is to scan. */
export interface Work {
  readonly objects: number;
  readonly bytes: number;
  readonly occurrences: number;
}

/** CPU seconds that a process needs for the work. */
export function cpuSeconds({ perRun, perObject, perGb, perOccurrence }: Coefficients, work: Work): number {
  return perRun + perObject * work.objects + (perGb * work.bytes) / 1e9 + perOccurrence * work.occurrences;
}
