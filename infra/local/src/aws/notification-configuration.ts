import { notImplemented, S3Error } from './s3-error.ts';
import { child, children, parseXml, text, texts, type XmlElement } from './xml.ts';

/** One QueueConfiguration of a bucket. */
export interface QueueNotification {
  readonly id: string;
  readonly queueArn: string;
  /** With the `s3:` prefix, possibly ending with `*`. */
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
}

/** The event names, without `s3:`, that the local S3 sends. */
export const EVENT_NAMES = [
  'ObjectCreated:Put',
  'ObjectCreated:Copy',
  'ObjectCreated:CompleteMultipartUpload',
  'ObjectRemoved:Delete',
  'ObjectRemoved:DeleteMarkerCreated',
  'ObjectRestore:Post',
  'ObjectRestore:Completed',
  'ObjectTagging:Put',
  'ObjectTagging:Delete',
] as const;
export type EventName = (typeof EVENT_NAMES)[number];

/** Names that may be asked for though nothing here sends them. Source: Amazon S3 user guide, "Supported event types". */
const OTHER_EVENTS =
  /^s3:(ObjectCreated:(\*|Post)|ObjectRemoved:\*|ObjectRestore:(\*|Delete)|ObjectTagging:\*|ObjectAcl:Put|ReducedRedundancyLostObject|LifecycleExpiration:(\*|Delete|DeleteMarkerCreated)|LifecycleTransition|IntelligentTiering|Replication:.+)$/;

const QUEUE_ARN = /^arn:aws[\w-]*:sqs:[\w-]+:\d{12}:[\w.-]+$/;

const invalidArgument = (message: string): S3Error => new S3Error(400, 'InvalidArgument', message);

/** The queue configurations of a NotificationConfiguration document. Throws S3Error. */
export function parseNotificationConfiguration(xml: string, newId: () => string): QueueNotification[] {
  const root = parseXml(xml, 'NotificationConfiguration');
  for (const kind of ['TopicConfiguration', 'CloudFunctionConfiguration', 'EventBridgeConfiguration']) {
    if (root[kind] !== undefined) throw notImplemented(`A notification's ${kind}`);
  }
  return children(root, 'QueueConfiguration').map((element) => queueNotification(element, newId));
}

function queueNotification(element: XmlElement, newId: () => string): QueueNotification {
  const queueArn = text(element, 'Queue');
  if (!QUEUE_ARN.test(queueArn)) throw invalidArgument('The ARN could not be parsed');
  const events = texts(element, 'Event');
  if (events.length === 0) throw invalidArgument('A notification names no event');
  for (const event of events) {
    if (!OTHER_EVENTS.test(event) && !EVENT_NAMES.some((name) => event === `s3:${name}`)) {
      throw invalidArgument(`The event '${event}' is not supported for notifications`);
    }
  }
  const rules = { prefix: '', suffix: '' };
  for (const rule of children(child(child(element, 'Filter'), 'S3Key'), 'FilterRule')) {
    const name = text(rule, 'Name').toLowerCase();
    if (name !== 'prefix' && name !== 'suffix')
      throw invalidArgument('filter rule name must be either prefix or suffix');
    rules[name] = text(rule, 'Value');
  }
  return { id: text(element, 'Id') || newId(), queueArn, events, ...rules };
}

/** The document's content, for buildXml. */
export function notificationDocument(notifications: readonly QueueNotification[]): object {
  return {
    QueueConfiguration: notifications.map(({ id, queueArn, events, prefix, suffix }) => ({
      Id: id,
      Queue: queueArn,
      Event: events,
      ...(prefix === '' && suffix === '' ? {} : { Filter: { S3Key: { FilterRule: filterRules(prefix, suffix) } } }),
    })),
  };
}

const filterRules = (prefix: string, suffix: string): object[] => [
  ...(prefix === '' ? [] : [{ Name: 'Prefix', Value: prefix }]),
  ...(suffix === '' ? [] : [{ Name: 'Suffix', Value: suffix }]),
];

export function notificationMatches(notification: QueueNotification, event: EventName, key: string): boolean {
  const { events, prefix, suffix } = notification;
  const wanted = events.some((name) =>
    name.endsWith('*') ? `s3:${event}`.startsWith(name.slice(0, -1)) : name === `s3:${event}`,
  );
  return wanted && key.startsWith(prefix) && key.endsWith(suffix);
}
