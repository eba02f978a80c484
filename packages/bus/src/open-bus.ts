import { ConfigError } from '@dowser/pipeline';
import type { BusOptions } from './bus-options.ts';
import { parseKafkaUrl } from './kafka/parse-kafka-url.ts';
import type { Bus } from './port.ts';

/**
 * The bus that a URL names. The adapter is loaded only when it is used.
 * - `sqlite:/absolute/path.db`: one file for the processes of one machine.
 * - `kafka://host:port,host:port`: Apache Kafka; `kafkas://` with TLS; `user:password@` before the hosts is SASL,
 *   `?sasl=plain` (default), `scram-sha-256` or `scram-sha-512`. User and password are URL-encoded.
 * Throws ConfigError when the URL is neither.
 */
export async function openBus(url: string, options: BusOptions = {}): Promise<Bus> {
  if (url.startsWith('sqlite:')) {
    const path = url.slice('sqlite:'.length);
    if (!path.startsWith('/')) {
      throw new ConfigError([
        `bus URL ${url}: the path after sqlite: has to be absolute, as in sqlite:/var/lib/dowser/bus.db`,
      ]);
    }
    const { createSqliteBus } = await import('./sqlite/create-sqlite-bus.ts');
    return createSqliteBus({ ...options, path });
  }
  const server = parseKafkaUrl(url);
  const { createKafkaBus } = await import('./kafka/create-kafka-bus.ts');
  return createKafkaBus({ ...options, ...server });
}
