import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Apache Kafka 4 brokers need it. https://kafka.apache.org/documentation/#java */
export const MIN_JAVA = 17;

/** How this machine can have a broker: one that runs already, one that is started here, or none and why. */
export type KafkaAvailability = { readonly brokers: string } | { readonly launch: true } | { readonly missing: string };

/** DOWSER_TEST_KAFKA names running brokers (`host:port,host:port`); otherwise Java and Maven are looked for. */
export async function kafkaAvailability(env: NodeJS.ProcessEnv): Promise<KafkaAvailability> {
  const brokers = env.DOWSER_TEST_KAFKA;
  if (brokers !== undefined && brokers !== '') return { brokers };
  const problems = [await javaProblem(env), await mavenProblem(env)].filter((problem) => problem !== null);
  if (problems.length === 0) return { launch: true };
  return { missing: `${problems.join(', ')}; or set DOWSER_TEST_KAFKA to the host:port of a running broker` };
}

/** JAVA_HOME's java, or the one on the path. */
export const javaCommand = (env: NodeJS.ProcessEnv): string =>
  env.JAVA_HOME === undefined || env.JAVA_HOME === '' ? 'java' : join(env.JAVA_HOME, 'bin', 'java');

async function javaProblem(env: NodeJS.ProcessEnv): Promise<string | null> {
  const command = javaCommand(env);
  try {
    const { stderr } = await run(command, ['-version'], { env });
    const major = /version "(\d+)/.exec(stderr)?.[1];
    return Number(major) >= MIN_JAVA ? null : `${command} is Java ${major ?? '?'}, Kafka needs ${MIN_JAVA} or newer`;
  } catch {
    return `${command} (Java ${MIN_JAVA} or newer) cannot be run`;
  }
}

async function mavenProblem(env: NodeJS.ProcessEnv): Promise<string | null> {
  try {
    await run('mvn', ['--version'], { env });
    return null;
  } catch {
    return 'mvn (Apache Maven) cannot be run';
  }
}
