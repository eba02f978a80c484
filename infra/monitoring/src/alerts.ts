import { metrics } from '@dowser/telemetry';
import { gauge, increase, quantile, rate } from './expressions.ts';

export interface Alert {
  readonly alert: string;
  readonly expr: string;
  /** How long it must hold. */
  readonly for: string;
  readonly severity: 'critical' | 'warning';
  readonly summary: string;
  readonly whatToDo: string;
}

/** From when on somebody should look: a day's worth for one matcher of the committed measurements is far more. */
const LIVE_LAG_LIMIT = 10_000;
const SINK_LAG_LIMIT = 100_000;
const EVENT_TO_ROW_LIMIT_SECONDS = 60;
const FAILED_SHARE_LIMIT = 0.05;
const NOT_READY_SHARE_LIMIT = 0.1;
const RETRIES_A_SECOND_LIMIT = 0.2;
const RESTARTS_LIMIT = 3;

/** What wakes somebody, and what they do then. Names of metrics come from the one table. */
export const alerts: readonly Alert[] = [
  {
    alert: 'DowserNotReady',
    expr: `${gauge('max', 'ready', { by: 'service' })} == 0`,
    for: '10m',
    severity: 'critical',
    summary: 'No {{ $labels.service }} has worked for ten minutes.',
    whatToDo: '/readyz of a process says for what it waits: mostly the bus, ClickHouse or the object store.',
  },
  {
    alert: 'DowserRestarts',
    expr: `sum by (job) (changes(process_start_time_seconds{job=~".*dowser.*"}[30m])) > ${RESTARTS_LIMIT}`,
    for: '5m',
    severity: 'critical',
    summary: 'Processes of {{ $labels.job }} keep starting anew.',
    whatToDo: 'The log of the one before says why: "a bug" with its stack, or a configuration that cannot work.',
  },
  {
    alert: 'DowserStandsStill',
    expr: `${gauge('max', 'lag', { where: 'group="sink"' })} > 0 and on () ${rate('received', { where: 'stage="sink"', over: '10m' })} == 0`,
    for: '10m',
    severity: 'critical',
    summary: 'Results wait, and the sink takes none.',
    whatToDo: 'The log of the sink says for what it waits. Nothing is lost: offsets are held.',
  },
  {
    alert: 'DowserLiveLag',
    expr: `${gauge('max', 'lag', { where: 'group="matcher-live"' })} > ${LIVE_LAG_LIMIT}`,
    for: '15m',
    severity: 'warning',
    summary: '{{ $value }} new objects wait to be scanned.',
    whatToDo: 'Add matchers, up to one for each partition; see whether the object store throttles.',
  },
  {
    alert: 'DowserSinkLag',
    expr: `${gauge('max', 'lag', { by: 'topic', where: 'group="sink"' })} > ${SINK_LAG_LIMIT}`,
    for: '30m',
    severity: 'warning',
    summary: '{{ $value }} messages of {{ $labels.topic }} wait for ClickHouse.',
    whatToDo: 'See parts and merges of ClickHouse; raise DOWSER_SINK_BATCH_MESSAGES or add a sink.',
  },
  {
    alert: 'DowserSlowEvents',
    expr: `${quantile(0.95, 'eventToRowSeconds', { over: '10m' })} > ${EVENT_TO_ROW_LIMIT_SECONDS}`,
    for: '15m',
    severity: 'warning',
    summary: 'An event takes {{ $value | humanizeDuration }} to its row (95 of 100 take less).',
    whatToDo: 'See which lag grows: that stage is the slow one.',
  },
  {
    alert: 'DowserEngineFailed',
    expr: `${increase('verdicts', { where: 'reason="ENGINE_FAILED"' })} > 0`,
    for: '0m',
    severity: 'critical',
    summary: 'An object could not be scanned through a fault of ours.',
    whatToDo: "SELECT bucket, key, detail FROM object_scans WHERE reason = 'ENGINE_FAILED', and report it.",
  },
  {
    alert: 'DowserFailedObjects',
    expr: `${rate('verdicts', { where: 'verdict="failed"', over: '15m' })} / ${rate('verdicts', { over: '15m' })} > ${FAILED_SHARE_LIMIT}`,
    for: '15m',
    severity: 'warning',
    summary: '{{ $value | humanizePercentage }} of the objects cannot be read.',
    whatToDo:
      "SELECT reason, any(detail), count() FROM object_scans WHERE verdict = 'failed' GROUP BY reason: mostly a right that the role lacks.",
  },
  {
    alert: 'DowserDeadLetters',
    expr: `${increase('rejected', { by: 'stage, code' })} > 0`,
    for: '0m',
    severity: 'warning',
    summary: 'Inputs of {{ $labels.stage }} are refused: {{ $labels.code }}.',
    whatToDo: 'SELECT origin, code, detail FROM dead_letters ORDER BY rejected_at DESC; mend the sender.',
  },
  {
    alert: 'DowserObjectStoreNotReady',
    expr: `${rate('objectRequests', { where: 'outcome="not-ready"', over: '15m' })} / ${rate('objectRequests', { over: '15m' })} > ${NOT_READY_SHARE_LIMIT}`,
    for: '15m',
    severity: 'warning',
    summary: 'The object store puts {{ $value | humanizePercentage }} of the requests off.',
    whatToDo: 'Throttled: lower DOWSER_OBJECTS_IN_FLIGHT or the number of matchers. Away: it comes back by itself.',
  },
  {
    alert: 'DowserRetries',
    expr: `${rate('retried', { by: 'stage', over: '15m' })} > ${RETRIES_A_SECOND_LIMIT}`,
    for: '15m',
    severity: 'warning',
    summary: '{{ $labels.stage }} keeps waiting for something outside.',
    whatToDo: 'Its log says for what.',
  },
  {
    alert: 'DowserSlowBatches',
    expr: `${quantile(0.99, 'batchSeconds', { by: 'stage', over: '15m' })} > ${metrics.batchSeconds.buckets.at(-2)!}`,
    for: '30m',
    severity: 'warning',
    summary: 'Batches of {{ $labels.stage }} take {{ $value | humanizeDuration }}.',
    whatToDo:
      'Lower DOWSER_MATCHER_BATCH_MESSAGES or DOWSER_SINK_BATCH_MESSAGES: what a crash has done again is a batch.',
  },
];
