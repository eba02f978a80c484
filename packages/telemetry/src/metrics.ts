/** The one typed table of counters: its names are the only ones that can be counted, its labels the only ones that can be set. */
export const metrics = {
  received: { help: 'Inputs that a stage took.', labels: ['stage'] },
  emitted: { help: 'Values that a stage made durable.', labels: ['stage'] },
  dropped: { help: 'Inputs that need no work, by reason.', labels: ['stage', 'reason'] },
  rejected: {
    help: 'Inputs sent to the dead letters. Read their detail in the dead_letters table, mend the sender.',
    labels: ['stage', 'code'],
  },
  retried: {
    help: 'Waits on something outside that was not ready. If it grows, look at the log for what.',
    labels: ['stage'],
  },
  verdicts: { help: 'Object versions that ended, by verdict and reason.', labels: ['verdict', 'reason'] },
  bytesRead: { help: 'Bytes read from the object store.', labels: [] },
  bytesScanned: { help: 'Decoded bytes matched.', labels: [] },
  occurrences: { help: 'Places where an identifier was found.', labels: [] },
  rowsInserted: { help: 'Rows written to ClickHouse, by table.', labels: ['table'] },
} as const;

export type MetricName = keyof typeof metrics;
type Label<M extends MetricName> = (typeof metrics)[M]['labels'][number];
export type Labels<M extends MetricName> = { readonly [L in Label<M>]: string };
