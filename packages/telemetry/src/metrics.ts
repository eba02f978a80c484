/** Prometheus's type of a metric. Source: Prometheus, "Metric types". */
export type MetricType = 'counter' | 'gauge' | 'histogram';

export interface MetricSpec {
  /** As it is exposed: `dowser_`, what, the unit; `_total` on counters. Source: Prometheus, "Metric and label naming". */
  readonly name: string;
  readonly type: MetricType;
  readonly unit: string;
  /** Every label has few values: never a bucket, a key or anything that comes from an object. */
  readonly labels: readonly string[];
  /** What it counts and what to do about it. */
  readonly help: string;
  /** Upper bounds of a histogram's buckets, in its unit. */
  readonly buckets?: readonly number[];
}

/** From a request that a near store answers to an object of hours. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800] as const;

/** The one typed table of metrics: its names are the only ones that can be counted, its labels the only ones that can be set. */
export const metrics = {
  received: {
    name: 'dowser_inputs_received_total',
    type: 'counter',
    unit: 'inputs',
    labels: ['stage'],
    help: 'Inputs that a stage took. If it stands still while the lag grows, look at dowser_retries_total and the log.',
  },
  emitted: {
    name: 'dowser_values_emitted_total',
    type: 'counter',
    unit: 'values',
    labels: ['stage'],
    help: 'Values that a stage made durable. If it stands still while inputs are received, everything is dropped or rejected: look at those two.',
  },
  dropped: {
    name: 'dowser_inputs_dropped_total',
    type: 'counter',
    unit: 'inputs',
    labels: ['stage', 'reason'],
    help: 'Inputs that need no work, by reason. If other-bucket grows, the queue tells of buckets that DOWSER_BUCKETS leaves out.',
  },
  rejected: {
    name: 'dowser_inputs_rejected_total',
    type: 'counter',
    unit: 'inputs',
    labels: ['stage', 'code'],
    help: 'Inputs sent to the dead letters. Read their detail in the dead_letters table, mend the sender.',
  },
  retried: {
    name: 'dowser_retries_total',
    type: 'counter',
    unit: 'waits',
    labels: ['stage'],
    help: 'Waits on something outside that was not ready. If it grows, look at the log (or /readyz) for what.',
  },
  verdicts: {
    name: 'dowser_verdicts_total',
    type: 'counter',
    unit: 'objects',
    labels: ['verdict', 'reason'],
    help: 'Object versions that ended, by verdict and reason. If failed grows, ask object_scans for the detail: mostly the role lacks s3:GetObject or kms:Decrypt.',
  },
  bytesRead: {
    name: 'dowser_object_read_bytes_total',
    type: 'counter',
    unit: 'bytes',
    labels: [],
    help: 'Bytes read from the object store, as stored. Its rate is what the network and the store give.',
  },
  bytesScanned: {
    name: 'dowser_object_scanned_bytes_total',
    type: 'counter',
    unit: 'bytes',
    labels: [],
    help: 'Decoded bytes matched. If its rate is low and the CPU is idle, give DOWSER_OBJECTS_IN_FLIGHT more; if the CPU is full, add matchers.',
  },
  occurrences: {
    name: 'dowser_occurrences_total',
    type: 'counter',
    unit: 'places',
    labels: [],
    help: 'Places where an identifier was found. A jump is a new kind of data, or a test data set: see newest_findings.',
  },
  rowsInserted: {
    name: 'dowser_rows_inserted_total',
    type: 'counter',
    unit: 'rows',
    labels: ['table'],
    help: 'Rows written to ClickHouse, by table. If it stands still while the sink lags, ClickHouse is away or overloaded.',
  },
  objectRequests: {
    name: 'dowser_object_requests_total',
    type: 'counter',
    unit: 'requests',
    labels: ['operation', 'outcome'],
    help: 'Calls to the object store, by outcome: ok, refused (this object cannot be read), not-ready (throttled, away). If not-ready grows, lower DOWSER_OBJECTS_IN_FLIGHT or the number of matchers.',
  },
  objectRequestSeconds: {
    name: 'dowser_object_request_seconds',
    type: 'histogram',
    unit: 'seconds',
    labels: ['operation'],
    help: 'From a call to the object store to its answer (of a read: its first bytes). If it grows, the store is throttling or far: raise DOWSER_OBJECTS_IN_FLIGHT when it is far.',
    buckets: SECONDS,
  },
  objectSeconds: {
    name: 'dowser_object_scan_seconds',
    type: 'histogram',
    unit: 'seconds',
    labels: ['verdict'],
    help: 'From the beginning to the end of the scan of an object, waiting for its turn included. If it grows with few bytes a second, the store is slow; else add matchers.',
    buckets: SECONDS,
  },
  batchSeconds: {
    name: 'dowser_batch_seconds',
    type: 'histogram',
    unit: 'seconds',
    labels: ['stage'],
    help: 'From a batch taken off the bus to its results durable. If it comes near the session timeout of the consumer group, make the batches smaller.',
    buckets: SECONDS,
  },
  eventToRowSeconds: {
    name: 'dowser_event_to_row_seconds',
    type: 'histogram',
    unit: 'seconds',
    labels: [],
    help: 'From an S3 event to the verdict in ClickHouse, by the clocks of both. If it grows, see which lag grows: that stage is the slow one.',
    buckets: SECONDS,
  },
  lag: {
    name: 'dowser_lag_messages',
    type: 'gauge',
    unit: 'messages',
    labels: ['group', 'topic'],
    help: 'Messages that a consumer group has not committed. If matcher-live grows, add matchers; if sink grows, see ClickHouse. Every member of a group tells it: take the maximum.',
  },
  objectsInFlight: {
    name: 'dowser_objects_in_flight',
    type: 'gauge',
    unit: 'objects',
    labels: ['lane'],
    help: 'Objects taken and not ended, waiting for their turn included. At zero while the lag grows the matcher waits for the bus: see the log.',
  },
  ready: {
    name: 'dowser_ready',
    type: 'gauge',
    unit: '',
    labels: ['service'],
    help: '1 when the service works, 0 while it starts, waits for something outside, or stops. /readyz says for what.',
  },
} as const satisfies Readonly<Record<string, MetricSpec>>;

export type MetricName = keyof typeof metrics;
type NameOf<T extends MetricType> = {
  [M in MetricName]: (typeof metrics)[M]['type'] extends T ? M : never;
}[MetricName];
export type CounterName = NameOf<'counter'>;
export type GaugeName = NameOf<'gauge'>;
export type HistogramName = NameOf<'histogram'>;
type Label<M extends MetricName> = (typeof metrics)[M]['labels'][number];
export type Labels<M extends MetricName> = { readonly [L in Label<M>]: string };
