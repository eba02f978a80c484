import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { LOG4J, STARTED, serverProperties } from './broker-files.ts';
import { fetchJars } from './fetch-jars.ts';
import { freePort } from './free-port.ts';
import { javaCommand } from './kafka-availability.ts';

const run = promisify(execFile);
const HEAP = '-Xmx512m';
const START_WITHIN_MS = 90_000;
const STOP_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 50;
/** Of what the broker said, for the message when it does not start. */
const TAIL_CHARACTERS = 4_000;

export interface KafkaOptions {
  /** Kept over restarts and runs; created when missing. */
  readonly dataDir: string;
  /** Default: a free one. */
  readonly port?: number;
  /** The port that clients are told, where something stands between them and the broker; default the broker's own. */
  readonly advertisedPort?: number;
  /** Progress, one line at a time; default silent. */
  readonly log?: (text: string) => void;
}

export interface KafkaBroker {
  /** `host:port`, for a `kafka://` URL. The same after a restart. */
  readonly brokers: string;
  /** Where the broker itself listens. */
  readonly port: number;
  /** Ends it as an operator would. */
  stop(): Promise<void>;
  /** SIGKILL: the broker is gone at once, with open connections and unflushed files. */
  kill(): Promise<void>;
  /** SIGSTOP: it keeps its connections and answers nothing, as on a hanging disk. */
  pause(): void;
  /** Ends a pause. */
  resume(): void;
  /** Starts it again on the same port and data; stops it first when it runs. */
  restart(): Promise<void>;
}

/**
 * Starts one Apache Kafka broker (KRaft, broker and controller in one) with this machine's Java, without Docker.
 * The broker ends with this process, however this process ends. Throws when Java or Maven is missing or it does not start.
 */
export async function startKafka(options: KafkaOptions): Promise<KafkaBroker> {
  const { dataDir, log = () => {} } = options;
  const jars = await fetchJars(log);
  const port = options.port ?? (await freePort());
  const logDir = join(dataDir, 'data');
  const properties = join(dataDir, 'server.properties');
  const log4j = join(dataDir, 'log4j2.properties');
  await mkdir(logDir, { recursive: true });
  const { advertisedPort = port } = options;
  await writeFile(properties, serverProperties({ logDir, port, advertisedPort, controllerPort: await freePort() }));
  await writeFile(log4j, LOG4J);
  const java = ['-cp', join(jars, '*'), `-Dlog4j2.configurationFile=${log4j}`];
  if (!existsSync(join(logDir, 'meta.properties'))) {
    const clusterId = randomBytes(16).toString('base64url');
    // One word: an id may begin with a dash.
    const format = ['kafka.tools.StorageTool', 'format', '--standalone', `--cluster-id=${clusterId}`, '-c', properties];
    await run(javaCommand(process.env), [...java, ...format]);
  }

  const start = (): Promise<ChildProcess> => {
    log(`starting Apache Kafka on 127.0.0.1:${port}`);
    return launch([HEAP, ...java, 'kafka.Kafka', properties]);
  };
  let broker = await start();
  const stop = (): Promise<void> => end(broker, 'SIGTERM');
  return {
    brokers: `127.0.0.1:${advertisedPort}`,
    port,
    stop,
    kill: () => end(broker, 'SIGKILL'),
    pause: () => void process.kill(-broker.pid!, 'SIGSTOP'),
    resume: () => void process.kill(-broker.pid!, 'SIGCONT'),
    async restart() {
      await stop();
      broker = await start();
    },
  };
}

/**
 * Runs java under a shell that kills it when this process's end of its stdin closes: a test that is itself killed leaves
 * no broker behind. The shell leads a process group, so that a Ctrl-C in the terminal does not reach the broker first.
 */
const KEEPER = `exec 3<&0
"$@" </dev/null & java=$!
{ cat <&3 >/dev/null; kill -9 $java; } 2>/dev/null & keeper=$!
wait $java
kill $keeper 2>/dev/null`;

async function launch(args: readonly string[]): Promise<ChildProcess> {
  const command = [javaCommand(process.env), ...args];
  const child = spawn('sh', ['-c', KEEPER, 'kafka', ...command], { stdio: ['pipe', 'pipe', 'pipe'], detached: true });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-TAIL_CHARACTERS);
    });
  }
  let closed = false;
  child.once('close', () => {
    closed = true;
  });
  const giveUpAt = Date.now() + START_WITHIN_MS;
  while (!said.includes(STARTED)) {
    if (closed) throw new Error(`Kafka ended while starting. It said:\n${said}`);
    if (Date.now() > giveUpAt) {
      await end(child, 'SIGKILL');
      throw new Error(`Kafka did not start within ${START_WITHIN_MS / 1000} s. It said:\n${said}`);
    }
    await sleep(LOOK_EVERY_MS);
  }
  return child;
}

/** Signals the whole process group and waits until its last process has closed its output. */
async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.stdout!.closed) return;
  const closed = once(child, 'close');
  process.kill(-child.pid!, signal);
  const killer = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), STOP_WITHIN_MS);
  await closed;
  clearTimeout(killer);
}
