import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startClickHouse } from '@dowser/local';
import { note } from '../output.ts';
import { homeFolder, runningStack } from '../start/home.ts';
import { UsageError } from '../usage-error.ts';

export interface ClickHouseEndpoint {
  readonly url: string;
  readonly database: string;
  readonly username?: string;
  readonly password?: string;
  /** Stops what was started for this one use. */
  release(): Promise<void>;
}

const DEFAULT_DATABASE = 'dowser';
const nothingToRelease = async (): Promise<void> => {};

/**
 * Where to ask: the URL given, DOWSER_CLICKHOUSE_URL, the running stack, or ClickHouse started on the stopped stack's data.
 * Throws UsageError when there is none of them.
 */
export async function openEndpoint(url: string | undefined, env: NodeJS.ProcessEnv): Promise<ClickHouseEndpoint> {
  const given = url ?? env.DOWSER_CLICKHOUSE_URL;
  const database = env.DOWSER_CLICKHOUSE_DATABASE ?? DEFAULT_DATABASE;
  if (given !== undefined) {
    if (!/^https?:\/\//.test(given) || !URL.canParse(given)) {
      throw new UsageError(`${JSON.stringify(given)} is no URL of ClickHouse's HTTP port: give http://host:8123`);
    }
    const { DOWSER_CLICKHOUSE_USER: username, DOWSER_CLICKHOUSE_PASSWORD: password } = env;
    return {
      url: given,
      database,
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
      release: nothingToRelease,
    };
  }
  const home = homeFolder(env);
  const stack = runningStack(home);
  if (stack !== null) return { url: stack.clickhouseUrl, database: stack.database, release: nothingToRelease };
  return startOn(join(home, 'clickhouse'), database);
}

async function startOn(dataDir: string, database: string): Promise<ClickHouseEndpoint> {
  if (!existsSync(dataDir)) {
    throw new UsageError(
      `nothing to ask: no stack is running and ${dataDir} holds no data. Run: dowser start, or give --url or DOWSER_CLICKHOUSE_URL`,
    );
  }
  note('dowser: no stack is running; starting ClickHouse on its data for this query');
  const server = await startClickHouse({ port: 0, dataDir });
  return { url: server.url, database, release: () => server.stop() };
}
