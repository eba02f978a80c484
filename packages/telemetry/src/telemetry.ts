import { type Logger, pino } from 'pino';
import type { Labels, MetricName } from './metrics.ts';

export interface Telemetry {
  /** Structured JSON lines on stderr. Never pass it object content or a matched value. */
  readonly log: Logger;
  count<M extends MetricName>(metric: M, by: number, labels: Labels<M>): void;
  /** Every counter so far: `name{label="value",…}` to total. */
  snapshot(): Record<string, number>;
}

export interface TelemetryOptions {
  readonly service: string;
  /** pino's levels; default info. */
  readonly level?: string;
}

export function createTelemetry({ service, level = 'info' }: TelemetryOptions): Telemetry {
  const totals = new Map<string, number>();
  return {
    log: pino({ name: service, level }, pino.destination({ fd: 2, sync: true })),
    count(metric, by, labels) {
      const pairs = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
      const series = pairs.length === 0 ? metric : `${metric}{${pairs.join(',')}}`;
      totals.set(series, (totals.get(series) ?? 0) + by);
    },
    snapshot: () => Object.fromEntries(totals),
  };
}
