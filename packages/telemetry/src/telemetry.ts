import { type Logger, pino } from 'pino';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { createHealth, type Health } from './health.ts';
import {
  type CounterName,
  type GaugeName,
  type HistogramName,
  type Labels,
  type MetricName,
  type MetricSpec,
  metrics,
} from './metrics.ts';

export interface Telemetry {
  /** Structured JSON lines on stderr. Never pass it object content or a matched value. */
  readonly log: Logger;
  /** Whether the service works, and if not, for what it waits. */
  readonly health: Health;
  count<M extends CounterName>(metric: M, by: number, labels: Labels<M>): void;
  /** What a gauge shows from now on. */
  set<M extends GaugeName>(metric: M, value: number, labels: Labels<M>): void;
  /** One value of a histogram, in its unit. */
  observe<M extends HistogramName>(metric: M, value: number, labels: Labels<M>): void;
  /** Every counter and gauge so far: `metric{label="value",…}` to its value. */
  snapshot(): Record<string, number>;
  /** What Prometheus reads. */
  readonly registry: Registry;
}

export interface TelemetryOptions {
  readonly service: string;
  /** pino's levels; default info. */
  readonly level?: string;
}

interface Series {
  readonly labels: Readonly<Record<string, string>>;
  value: number;
}

export function createTelemetry({ service, level = 'info' }: TelemetryOptions): Telemetry {
  const values = createValues();
  const histograms = new Map<MetricName, Histogram>();
  const registry = new Registry();
  const health = createHealth();
  for (const [metric, spec] of Object.entries(metrics) as [MetricName, MetricSpec][]) {
    const { name, help, labels: labelNames, type, buckets = [] } = spec;
    const common = { name, help, labelNames, registers: [registry] };
    // Counted by us on the way, copied when Prometheus asks: counting stays as cheap as one look into a map.
    if (type === 'counter') {
      new Counter({
        ...common,
        collect() {
          this.reset();
          for (const { labels, value } of values.of(metric)) this.inc(labels, value);
        },
      });
    } else if (type === 'gauge') {
      new Gauge({
        ...common,
        collect() {
          if (metric === 'ready') values.set(metric, health.state().ready ? 1 : 0, { service });
          for (const { labels, value } of values.of(metric)) this.set(labels, value);
        },
      });
    } else {
      histograms.set(metric, new Histogram({ ...common, buckets: [...buckets] }));
    }
  }
  return {
    log: pino({ name: service, level }, pino.destination({ fd: 2, sync: true })),
    health,
    count: values.add,
    set: values.set,
    observe: (metric, value, labels) => histograms.get(metric)!.observe(labels, value),
    snapshot: values.snapshot,
    registry,
  };
}

/** The series of all counters and gauges. */
function createValues() {
  const byMetric = new Map<MetricName, Map<string, Series>>();
  const series = (metric: MetricName, labels: Readonly<Record<string, string>>): Series => {
    const ofMetric = byMetric.get(metric) ?? new Map<string, Series>();
    byMetric.set(metric, ofMetric);
    const pairs = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
    const key = pairs.length === 0 ? metric : `${metric}{${pairs.join(',')}}`;
    const found = ofMetric.get(key) ?? { labels, value: 0 };
    ofMetric.set(key, found);
    return found;
  };
  return {
    add: (metric: MetricName, by: number, labels: Readonly<Record<string, string>>): void => {
      series(metric, labels).value += by;
    },
    set: (metric: MetricName, value: number, labels: Readonly<Record<string, string>>): void => {
      series(metric, labels).value = value;
    },
    of: (metric: MetricName): Iterable<Series> => byMetric.get(metric)?.values() ?? [],
    snapshot: (): Record<string, number> =>
      Object.fromEntries([...byMetric.values()].flatMap((all) => [...all].map(([key, { value }]) => [key, value]))),
  };
}
