import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { freePort, type KafkaBroker, startKafka } from '@dowser/kafka';
import { type FrontProcess, type ManagedProcess, startAwsProcess, startClickHouse, startService } from '@dowser/local';
import { type ObjectServer, type ObjectServerOptions, startObjectServer } from './object-server.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

export type ServiceName = 'ingest' | 'matcher' | 'sink';
export type LinkName = 'kafka' | 'clickhouse' | 's3';

/** A service process that is started again whenever it ends, as an orchestrator does. */
export interface Slot {
  readonly name: ServiceName;
  readonly process: () => ManagedProcess;
  /** SIGKILL; the next one starts at once. */
  kill(): Promise<void>;
  /** SIGTERM; the exit code. None is started after it. */
  drain(): Promise<number>;
}

/** Everything that runs: a broker, an engine, SQS and S3 on this machine, the links to them, and the services. */
export interface FaultWorld {
  readonly folder: string;
  readonly broker: KafkaBroker;
  readonly links: Readonly<Record<LinkName, TcpProxy>>;
  readonly objects: ObjectServer;
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  /** Past the links. */
  readonly client: ClickHouseClient;
  readonly slots: readonly Slot[];
  /** Services that ended though nobody had ended them. */
  readonly crashes: readonly string[];
  /** kill -9 of the engine's process, and a new one on the same data. */
  restartEngine(): Promise<void>;
  /** The engine's disk, when it is one of its own; '' otherwise. */
  readonly engineDisk: string;
  /** Ends everything. The services' logs are kept, and said where, for whoever asks why a run failed. */
  close(options?: { readonly keepLogs: boolean }): Promise<void>;
}

export interface FaultWorldOptions extends ObjectServerOptions {
  readonly services: readonly ServiceName[];
  readonly env: Record<string, string>;
  /** MiB of a memory disk for the engine, which only root can mount; 0: none. */
  readonly engineDiskMib: number;
  readonly log: (text: string) => void;
}

const CREDENTIALS = { accessKeyId: 'embedded', secretAccessKey: 'embedded' };
const LOGS = 'logs-';
const threadKiller = new URL('./thread-killer.ts', import.meta.url).href;

export async function startWorld(options: FaultWorldOptions): Promise<FaultWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'dowser-fault-'));
  const links = { kafka: await startTcpProxy(), clickhouse: await startTcpProxy(), s3: await startTcpProxy() };
  const engineDisk = mountDisk(join(folder, 'clickhouse'), options);
  const enginePort = await freePort();
  const startEngine = (): Promise<FrontProcess> =>
    startClickHouse({ port: enginePort, dataDir: join(folder, 'clickhouse', 'data') });
  const [broker, firstEngine, aws, objects] = await Promise.all([
    startKafka({ dataDir: join(folder, 'kafka'), advertisedPort: links.kafka.port, log: options.log }),
    startEngine(),
    startAwsProcess({ port: 0, dataDir: join(folder, 'aws') }),
    startObjectServer(options),
  ]);
  let engine = firstEngine;
  links.kafka.target(broker.port);
  links.clickhouse.target(enginePort);
  links.s3.target(objects.port);
  const sqs = new SQSClient({ endpoint: aws.url, region: 'us-east-1', credentials: CREDENTIALS });
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'events' }));
  const client = createClient({ url: engine.url, database: 'dowser', log: { level: ClickHouseLogLevel.OFF } });
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    DOWSER_BUS_URL: `kafka://127.0.0.1:${links.kafka.port}`,
    DOWSER_CLICKHOUSE_URL: `http://127.0.0.1:${links.clickhouse.port}`,
    DOWSER_OBJECTS_URL: 's3:',
    DOWSER_FINGERPRINT_KEY: 'fault-test-fingerprint-key',
    DOWSER_WORKERS: '1',
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${links.s3.port}`,
    AWS_ENDPOINT_URL_SQS: aws.url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    DOWSER_QUEUE_URLS: QueueUrl!,
    ...options.env,
  };
  const crashes: string[] = [];
  const slots = options.services.map((name, at) => {
    const own = name === 'matcher' ? { ...env, NODE_OPTIONS: `--import=${threadKiller}` } : env;
    const logs = join(folder, `${LOGS}${at}`);
    const told = (code: number): void => {
      const [last = 'nothing in its log'] = fatalLines(join(logs, `${name}.log`)).slice(-1);
      crashes.push(`${name} ended by itself with ${code}: ${last}`);
    };
    return startSlot(name, () => startService(name, own, logs), told);
  });
  return {
    folder,
    broker,
    links,
    objects,
    sqs,
    queueUrl: QueueUrl!,
    client,
    slots,
    crashes,
    engineDisk,
    async restartEngine() {
      await engine.kill();
      engine = await startEngine();
    },
    async close({ keepLogs } = { keepLogs: false }) {
      for (const link of Object.values(links)) link.become('sound');
      await Promise.all(slots.map((slot) => slot.drain()));
      await client.close();
      sqs.destroy();
      await Promise.all([engine.kill(), aws.kill(), broker.kill(), objects.close()]);
      await Promise.all(Object.values(links).map((link) => link.close()));
      if (engineDisk !== '') execFileSync('umount', [engineDisk]);
      const data = keepLogs ? readdirSync(folder).filter((name) => !name.startsWith(LOGS)) : [''];
      for (const name of data) rmSync(join(folder, name), { recursive: true, force: true, maxRetries: 5 });
      if (keepLogs) options.log(`the logs of the services are in ${folder}`);
    },
  };
}

const fatalLines = (log: string): string[] =>
  readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line.includes('"level":60') || /^\w*Error/.test(line));

function startSlot(name: ServiceName, start: () => ManagedProcess, onCrash: (code: number) => void): Slot {
  let expected = false;
  let draining = false;
  const run = (): ManagedProcess => {
    const started = start();
    expected = false;
    void started.exited.then((code) => {
      if (draining) return;
      if (!expected) onCrash(code);
      current = run();
    });
    return started;
  };
  let current = run();
  return {
    name,
    process: () => current,
    async kill() {
      const killed = current;
      expected = true;
      killed.kill('SIGKILL');
      await killed.exited;
    },
    drain() {
      draining = true;
      current.kill('SIGCONT');
      return current.stop();
    },
  };
}

/** A small disk in memory, so that it can be filled. */
function mountDisk(path: string, { engineDiskMib, log }: FaultWorldOptions): string {
  mkdirSync(path, { recursive: true });
  if (engineDiskMib === 0) return '';
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${engineDiskMib}m`, 'tmpfs', path], { stdio: 'ignore' });
    return path;
  } catch {
    log('no disk of its own for the engine (mounting one needs root): it will not be filled');
    return '';
  }
}
