import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Bus, openBus } from '@dowser/bus';
import { anomalyKeys, loadConfig } from '@dowser/config';
import { topics } from '@dowser/contracts';
import { type ManagedProcess, startAwsProcess, startClickHouse, startService } from '@dowser/local';
import { openStore } from '@dowser/store';
import getPort from 'get-port';
import { type IdentifierOptions, identifierEnvironment } from '../identifier-settings.ts';
import { WorkError } from '../work-error.ts';
import { announceStack, fingerprintKey, withdrawStack } from './home.ts';
import type { Target } from './target.ts';

/** What users expect: ClickHouse's HTTP port and the one local AWS emulators use. Taken ones are replaced by free ones. */
const CLICKHOUSE_PORT = 8123;
const AWS_PORT = 4566;
const DATABASE = 'dowser';
const LOG_TAIL_LINES = 15;
/** Roll-ups after which the rest is left to the sink: those of a month of hours. */
const SETTLE_PASSES = 32;

export interface EmbeddedOptions {
  readonly home: string;
  readonly target: Target;
  readonly identifiers: IdentifierOptions;
  readonly workers: number | undefined;
}

/** The stack that is up: everything but ingest, which begins when there is something to read. */
export interface Embedded {
  readonly clickhouseUrl: string;
  readonly database: string;
  /** The embedded S3 and SQS; null when the target is not the sample. */
  readonly awsUrl: string | null;
  readonly bus: Bus;
  readonly logFolder: string;
  /** Starts ingest with its own keys. */
  startIngest(env: NodeJS.ProcessEnv): ManagedProcess;
  /** Computes the aggregates of access over what was found, and the anomalies, without waiting for the sink to do it. */
  settleAccess(): Promise<void>;
  /** Rejects when a service ends that nobody stopped. */
  readonly failed: Promise<never>;
  /** Stops ingest, lets the others finish what they have, stops them. */
  close(): Promise<void>;
}

/** Brings the stack up on the data in `home`. Throws WorkError with the end of the log when a part does not start. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { home, target } = options;
  const logFolder = join(home, 'logs');
  const clickhouse = await startClickHouse({
    port: await getPort({ port: CLICKHOUSE_PORT, host: '127.0.0.1' }),
    dataDir: join(home, 'clickhouse'),
  });
  const aws =
    target.kind === 'sample'
      ? await startAwsProcess({
          port: await getPort({ port: AWS_PORT, host: '127.0.0.1' }),
          dataDir: join(home, 'aws'),
        })
      : null;
  const busUrl = `sqlite:${join(home, 'bus.db')}`;
  const bus = await openBus(busUrl);
  // Before the services do it: progress is read from both from the first moment on.
  await bus.ensureTopics(Object.values(topics));
  const store = openStore({ url: clickhouse.url, database: DATABASE });
  await store.migrate();
  const env = serviceEnvironment(options, { busUrl, clickhouseUrl: clickhouse.url, awsUrl: aws?.url ?? null });

  let closing = false;
  let fail: (error: Error) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failed.catch(() => {});
  const services: ManagedProcess[] = [];
  const run = (name: 'ingest' | 'matcher' | 'sink', own: NodeJS.ProcessEnv): ManagedProcess => {
    const service = startService(name, { ...env, ...own }, logFolder);
    services.push(service);
    void service.exited.then((code) => {
      // Ingest ends by itself, with 0, when it has read everything.
      if (!closing && !(name === 'ingest' && code === 0)) fail(unexpectedEnd(name, code, logFolder));
    });
    return service;
  };
  run('sink', {});
  run('matcher', {});
  announceStack(home, {
    pid: process.pid,
    clickhouseUrl: clickhouse.url,
    database: DATABASE,
    awsUrl: aws?.url ?? null,
    busUrl,
  });
  return {
    clickhouseUrl: clickhouse.url,
    database: DATABASE,
    awsUrl: aws?.url ?? null,
    bus,
    logFolder,
    failed,
    startIngest: (own) => run('ingest', own),
    settleAccess: async () => {
      // What was rolled up before its objects were scanned is weighed anew, some hours at a time.
      for (let pass = 0; pass < SETTLE_PASSES; pass++) {
        if ((await store.rollUpAccess({ reweighSeconds: 0 })) === 0) break;
      }
      await store.detectAnomalies({ now: new Date(), ...loadConfig(anomalyKeys, process.env) });
    },
    close: async () => {
      closing = true;
      // In the order of the flow, so that each finds the next one still there to take what it has in hand.
      for (const name of ['ingest', 'matcher', 'sink']) {
        await Promise.all(services.filter((service) => service.name === name).map((service) => service.stop()));
      }
      await bus.close();
      await store.close();
      await aws?.stop();
      await clickhouse.stop();
      withdrawStack(home);
    },
  };
}

function serviceEnvironment(
  { home, target, identifiers, workers }: EmbeddedOptions,
  urls: { busUrl: string; clickhouseUrl: string; awsUrl: string | null },
): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    ...identifierEnvironment(identifiers, process.env),
    DOWSER_BUS_URL: urls.busUrl,
    DOWSER_CLICKHOUSE_URL: urls.clickhouseUrl,
    DOWSER_CLICKHOUSE_DATABASE: DATABASE,
    DOWSER_OBJECTS_URL: target.kind === 'directory' ? target.objectsUrl : 's3:',
    DOWSER_WORKERS: String(workers ?? availableParallelism()),
    DOWSER_FINGERPRINT_KEY: fingerprintKey(home, process.env),
  };
  if (urls.awsUrl !== null) return { ...env, ...embeddedAwsEnvironment(urls.awsUrl) };
  if (target.kind === 's3' && target.endpoint !== undefined) return { ...env, AWS_ENDPOINT_URL: target.endpoint };
  return env;
}

/** How any AWS client reaches the embedded S3 and SQS, which take every key. */
export function embeddedAwsEnvironment(awsUrl: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: awsUrl,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'embedded',
    AWS_SECRET_ACCESS_KEY: 'embedded',
  };
}

function unexpectedEnd(name: string, code: number, logFolder: string): WorkError {
  const file = join(logFolder, `${name}.log`);
  const tail = readFileSync(file, 'utf8').trimEnd().split('\n').slice(-LOG_TAIL_LINES).join('\n');
  return new WorkError(`the ${name} service ended with ${code}. The end of ${file}:\n${tail}`);
}
