import type { Bus, BusBatch, BusRecord, ConsumeOptions } from '@dowser/bus';
import { deterministicId, topics } from '@dowser/contracts';
import type { QueueMessage } from '@dowser/ingest';
import type { ObjectRow, TableRows } from '@dowser/store';
import { createSimulatedTables, type OnInsert, type SimulatedTables } from '@dowser/testkit';
import type { Mutation } from './mutation.ts';
import type { Ports, ServiceName } from './services.ts';

type Handle = ConsumeOptions['handle'];

const inService = (wanted: ServiceName, change: (ports: Ports) => Partial<Ports>): Mutation => ({
  ports: (ports, service) => (service === wanted ? change(ports) : {}),
});
const withBus = (wanted: ServiceName, change: (bus: Bus) => Partial<Bus>): Mutation =>
  inService(wanted, ({ bus }) => ({ bus: { ...bus, ...change(bus) } }));
const withHandle = (wanted: ServiceName, change: (handle: Handle) => Handle): Mutation =>
  withBus(wanted, (bus) => ({ consume: (options) => bus.consume({ ...options, handle: change(options.handle) }) }));
/** Changes or drops (null) each record that the service sends. */
const withRecords = (
  wanted: ServiceName,
  change: (topic: string, record: BusRecord, value: Record<string, unknown>) => BusRecord | null,
): Mutation =>
  withBus(wanted, (bus) => ({
    produce: (topic, records) =>
      bus.produce(
        topic,
        records.flatMap((record) => change(topic, record, JSON.parse(Buffer.from(record.value).toString())) ?? []),
      ),
  }));
const withValue = (record: BusRecord, value: object): BusRecord => ({
  ...record,
  value: Buffer.from(JSON.stringify(value)),
});
const withCheckpoint = (change: (checkpoint: Record<string, unknown>) => object): Mutation =>
  withRecords('matcher', (topic, record, value) =>
    topic === topics.objectParts.name
      ? withValue(record, { ...value, checkpoint: change(value.checkpoint as Record<string, unknown>) })
      : record,
  );
const withInsert = (change: (insert: Ports['store']['insert']) => Ports['store']['insert']): Mutation =>
  inService('sink', ({ store }) => ({ store: { insert: change(store.insert) } }));
const withQueue = (change: (queue: Ports['queue']) => Partial<Ports['queue']>): Mutation =>
  inService('ingest', ({ queue }) => ({ queue: { ...queue, ...change(queue) } }));
const withTables = (change: (tables: SimulatedTables) => Partial<SimulatedTables>): Mutation => ({
  tables(onInsert?: OnInsert) {
    const tables = createSimulatedTables(onInsert);
    return { ...tables, ...change(tables) };
  },
});

const unwaited = (work: Promise<unknown>): Promise<void> => {
  work.catch(() => undefined);
  return Promise.resolve();
};
const forgiven = (work: Promise<void>): Promise<void> => work.catch(() => undefined);
const unversioned = (value: Record<string, unknown>): string => {
  const { bucket, key } = (value.object ?? value) as { bucket: string; key: string };
  return deterministicId([bucket, key]);
};

/** Bugs that the simulation must find, by what they are. Each is made anew for each simulation. */
export const mutations: Readonly<Record<string, () => Mutation>> = {
  'matcher: commits before the work': () => withHandle('matcher', (handle) => (batch) => unwaited(handle(batch))),
  'sink: commits before the rows': () => withHandle('sink', (handle) => (batch) => unwaited(handle(batch))),
  'matcher: a batch that failed is committed': () =>
    withHandle('matcher', (handle) => (batch) => forgiven(handle(batch))),
  'sink: a batch that failed is committed': () => withHandle('sink', (handle) => (batch) => forgiven(handle(batch))),
  'matcher: the last message of a batch is committed unread': () => withHandle('matcher', withoutLast),
  'sink: the last message of a batch is committed unread': () => withHandle('sink', withoutLast),
  'sink: a batch that comes again is skipped': () => {
    const seen = new Set<string>();
    return withHandle('sink', (handle) => async (batch) => {
      const place = `${batch.topic}/${batch.partition}@${batch.messages[0]!.offset}`;
      if (seen.has(place)) return;
      seen.add(place);
      await handle(batch);
    });
  },
  'ingest: what is sent is not waited for': () =>
    withBus('ingest', (bus) => ({ produce: (...sent) => unwaited(bus.produce(...sent)) })),
  'matcher: what is sent is not waited for': () =>
    withBus('matcher', (bus) => ({ produce: (...sent) => unwaited(bus.produce(...sent)) })),
  'ingest: a send that failed counts as done': () =>
    withBus('ingest', (bus) => ({ produce: (...sent) => forgiven(bus.produce(...sent)) })),
  'matcher: a send that failed counts as done': () =>
    withBus('matcher', (bus) => ({ produce: (...sent) => forgiven(bus.produce(...sent)) })),
  'sink: an insert is not waited for': () =>
    withInsert(
      (insert) =>
        (...rows) =>
          unwaited(insert(...rows)),
    ),
  'sink: an insert that failed counts as done': () =>
    withInsert(
      (insert) =>
        (...rows) =>
          forgiven(insert(...rows)),
    ),
  'sink: after a failed insert only the second half is sent again': () => withInsert(secondHalf),
  'sink: occurrences are written after the next verdict': () => withInsert(lateOccurrences),
  'sink: sequencers are compared unpadded': () => withInsert(unpadded),
  'bus: a new group begins at the end of the log': fromTheEnd,
  'bus: who is put out of a group never hears of it': () => ({
    broker: (broker) => ({ poll: (request) => broker.poll(request) ?? { claims: [], batches: [] } }),
  }),
  'store: rows do not collapse': () => withTables(uncollapsed),
  'store: whatever comes last stays': () => withTables(lastComes),
  'ingest: messages are deleted when they are received': () =>
    withQueue((queue) => ({
      async receive(options) {
        const messages = await queue.receive(options);
        void queue.remove(messages).catch(() => undefined);
        return messages;
      },
    })),
  'ingest: a message seen before is deleted at once': seenBefore,
  'ingest: visibility is not renewed': () =>
    withQueue((queue) => ({
      extend: async (messages, seconds) => (seconds > 0 ? undefined : queue.extend(messages, 0)),
    })),
  'ingest: given back is deleted': () =>
    withQueue((queue) => ({
      extend: async (messages, seconds) => {
        if (seconds > 0) await queue.extend(messages, seconds);
        else await queue.remove(messages);
      },
    })),
  'ingest: a plus in a key stays a plus': () =>
    withQueue((queue) => ({
      receive: async (options) =>
        (await queue.receive(options)).map((message) => ({ ...message, body: message.body.replaceAll('+', '%2B') })),
    })),
  'ingest: ids without the version': () =>
    withRecords('ingest', (topic, record, value) =>
      topic === topics.deadLetters.name ? record : withValue(record, { ...value, objectVersionId: unversioned(value) }),
    ),
  'ingest: no dead letters': () =>
    withRecords('ingest', (topic, record) => (topic === topics.deadLetters.name ? null : record)),
  'ingest: removals are not recorded': () =>
    withRecords('ingest', (_topic, record, value) => (value.removed === true ? null : record)),
  'ingest: skipped objects get no verdict': () =>
    withRecords('ingest', (topic, record) => (topic === topics.scanResults.name ? null : record)),
  'ingest: the bulk lane is not sent': () =>
    withRecords('ingest', (topic, record) => (topic === topics.bulkObjectTasks.name ? null : record)),
  'matcher: ids of findings without the version': () =>
    withRecords('matcher', (_topic, record, value) =>
      withValue(record, { ...value, objectVersionId: unversioned(value) }),
    ),
  'matcher: parts after the first are not sent': () =>
    withRecords('matcher', (_topic, record, value) => (Number(value.part ?? 0) > 0 ? null : record)),
  'matcher: the rest of an object is not sent': () =>
    withRecords('matcher', (topic, record) => (topic === topics.objectParts.name ? null : record)),
  'matcher: a part begins a byte late': () =>
    withCheckpoint((checkpoint) => ({ ...checkpoint, storedFrom: Number(checkpoint.storedFrom) + 1 })),
  'matcher: what the parts before have found is forgotten': () =>
    withCheckpoint((checkpoint) => ({ ...checkpoint, counts: {} })),
  'matcher: parts are read of whatever version is there': () =>
    withRecords('matcher', (topic, record, value) =>
      topic === topics.objectParts.name ? withValue(record, { ...value, etag: '' }) : record,
    ),
  'matcher: verdicts are keyed apart from their occurrences': () =>
    withRecords('matcher', (_topic, record, value) => ({ ...record, key: `${record.key}/${value.kind}` })),
  'matcher: reads whatever version is there': () =>
    inService('matcher', ({ objects }) => ({
      objects: { ...objects, read: (ref, options) => objects.read(ref, { ...options, ifMatch: '' }) },
    })),
  'matcher: after a cut a byte is skipped': () =>
    inService('matcher', ({ objects }) => ({
      objects: {
        ...objects,
        read: (ref, { range = { start: 0, end: Number.MAX_SAFE_INTEGER }, ...options }) =>
          objects.read(ref, { ...options, range: { ...range, start: range.start === 0 ? 0 : range.start + 1 } }),
      },
    })),
};

function withoutLast(handle: Handle): Handle {
  return async (batch: BusBatch) => {
    const messages = batch.messages.slice(0, -1);
    if (messages.length > 0) await handle({ ...batch, messages });
  };
}

function secondHalf(insert: Ports['store']['insert']): Ports['store']['insert'] {
  let failed = false;
  return async (table, rows) => {
    const rest = failed ? rows.slice(Math.ceil(rows.length / 2)) : rows;
    failed = true;
    await insert(table, rest);
    failed = false;
  };
}

function lateOccurrences(insert: Ports['store']['insert']): Ports['store']['insert'] {
  let held: TableRows['occurrence_log'][] = [];
  return async (table, rows) => {
    if (table === 'occurrence_log') {
      held.push(...(rows as readonly TableRows['occurrence_log'][]));
      return;
    }
    await insert(table, rows);
    if (table !== 'scan_log') return;
    const late = held;
    held = [];
    await insert('occurrence_log', late);
  };
}

function unpadded(insert: Ports['store']['insert']): Ports['store']['insert'] {
  return (table, rows) => {
    const rank = (row: ObjectRow): string => (row.sequencer === '' ? row.rank : String(BigInt(`0x${row.sequencer}`)));
    const ranked =
      table !== 'object_log' ? rows : (rows as readonly ObjectRow[]).map((row) => ({ ...row, rank: rank(row) }));
    return insert(table, ranked as typeof rows);
  };
}

function fromTheEnd(): Mutation {
  return {
    broker: (broker) => ({
      poll(request) {
        const answer = broker.poll(request);
        const end = ({ topic, partition }: { topic: string; partition: number }): number =>
          broker.log(topic)[partition]!.length;
        return answer === null
          ? null
          : {
              ...answer,
              claims: answer.claims.map((claim) => (claim.epoch === 1 ? { ...claim, committed: end(claim) } : claim)),
            };
      },
    }),
  };
}

function uncollapsed(tables: SimulatedTables): Partial<SimulatedTables> {
  const all = new Map<string, unknown[]>();
  return {
    insert(table, rows) {
      tables.insert(table, rows);
      all.set(table, [...(all.get(table) ?? []), ...rows]);
    },
    final: (table) => (all.get(table) ?? []) as ReturnType<typeof tables.final<typeof table>>,
  };
}

function lastComes(tables: SimulatedTables): Partial<SimulatedTables> {
  let order = 0;
  return {
    insert(table, rows) {
      tables.insert(table, rows.map((row) => ('rank' in row ? { ...row, rank: String(++order) } : row)) as typeof rows);
    },
  };
}

function seenBefore(): Mutation {
  const seen = new Set<string>();
  return withQueue((queue) => ({
    async receive(options) {
      const messages = await queue.receive(options);
      const isKnown = ({ id }: QueueMessage): boolean => seen.has(id);
      const known = messages.filter(isKnown);
      const fresh = messages.filter((message) => !isKnown(message));
      if (known.length > 0) void queue.remove(known).catch(() => undefined);
      for (const { id } of fresh) seen.add(id);
      return fresh;
    },
  }));
}
