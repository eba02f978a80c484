import {
  type Attributes,
  context,
  propagation,
  ROOT_CONTEXT,
  type SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';

/** What goes with a record of the bus, so that a trace goes on behind it. */
export type TraceHeaders = Readonly<Record<string, string>>;

/** Before W3C's names: instrumentations of bus clients write those themselves, with a span of their own for each send. */
const PREFIX = 'dowser-';

/** A part of one object's way from event to row. */
export interface ObjectSpan {
  /** What is done in `work` (requests to the object store) belongs to the span. */
  run<T>(work: () => T): T;
  /** Goes with the records that come of it; undefined while nobody traces. */
  headers(): TraceHeaders | undefined;
  end(error?: unknown): void;
}

export interface SpanOptions {
  readonly kind: SpanKind;
  /** The headers of the record that led to it; without them the trace begins here. */
  readonly parent?: TraceHeaders;
  /** Names and numbers; never anything out of an object. */
  readonly attributes?: Attributes;
}

const UNTRACED: ObjectSpan = { run: (work) => work(), headers: () => undefined, end: () => {} };

/** The global propagator does nothing until @dowser/tracing has been started. */
const isTracing = (): boolean => propagation.fields().length > 0;

/** Costs next to nothing while nobody traces. */
export function startSpan(name: string, { kind, parent, attributes = {} }: SpanOptions): ObjectSpan {
  if (!isTracing()) return UNTRACED;
  const before = parent === undefined ? ROOT_CONTEXT : propagation.extract(ROOT_CONTEXT, parent, getter);
  const span = trace.getTracer('dowser').startSpan(name, { kind, attributes }, before);
  const within = trace.setSpan(before, span);
  return {
    run: (work) => context.with(within, work),
    headers() {
      const carrier: Record<string, string> = {};
      propagation.inject(within, carrier, setter);
      return carrier;
    },
    end(error) {
      if (error !== undefined) {
        span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.message : String(error) });
      }
      span.end();
    },
  };
}

const getter = {
  keys: (carrier: TraceHeaders): string[] => Object.keys(carrier),
  get: (carrier: TraceHeaders, key: string): string | undefined => carrier[PREFIX + key],
};
const setter = {
  set(carrier: Record<string, string>, key: string, value: string): void {
    carrier[PREFIX + key] = value;
  },
};
