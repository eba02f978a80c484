/** The compose file sets what the services read, and no more. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '..');

interface ComposeService {
  readonly command?: string;
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly configs?: readonly { readonly source: string }[];
  readonly volumes?: readonly string[];
}
const compose = parse(readFileSync(join(root, 'infra/compose.yaml'), 'utf8'), { merge: true }) as {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly configs: Readonly<Record<string, { readonly content: string }>>;
  readonly volumes: Readonly<Record<string, null>>;
};

describe('infra/compose.yaml', () => {
  test('what is mounted is there', () => {
    for (const { configs = [], volumes = [] } of Object.values(compose.services)) {
      for (const { source } of configs) assert.ok(source in compose.configs, source);
      for (const volume of volumes) {
        const [from = ''] = volume.split(':');
        assert.ok(from.startsWith('.') ? existsSync(join(root, 'infra', from)) : from in compose.volumes, volume);
      }
    }
  });

  test("Prometheus's targets are the services, at the port that the image sets", () => {
    const { scrape_configs } = parse(compose.configs.prometheus!.content) as {
      scrape_configs: { job_name: string; dns_sd_configs: { names: string[]; port: number }[] }[];
    };
    const ours = Object.entries(compose.services).flatMap(([name, { command }]) =>
      command === undefined ? [] : [name],
    );
    assert.deepEqual(
      scrape_configs.map(({ job_name, dns_sd_configs }) => [job_name, dns_sd_configs[0]!.names[0]]),
      ours.map((name) => [`dowser-${name}`, name]),
    );
    const [, port] = /DOWSER_HTTP_PORT=(\d+)/.exec(readFileSync(join(root, 'infra/Dockerfile'), 'utf8'))!;
    for (const { dns_sd_configs } of scrape_configs) assert.equal(String(dns_sd_configs[0]!.port), port);
  });

  for (const [name, { command, environment = {}, depends_on = {} }] of Object.entries(compose.services)) {
    test(`${name} depends on services of the file`, () => {
      for (const other of Object.keys(depends_on)) assert.ok(other in compose.services, other);
    });
    if (command === undefined) continue;

    test(`${name} runs a service, with keys that it knows`, () => {
      const main = join(root, command);
      assert.ok(existsSync(main), command);
      const help = execFileSync(process.execPath, [main, '--help'], { encoding: 'utf8' });
      const ours = Object.keys(environment).filter((key) => key.startsWith('DOWSER_'));
      assert.deepEqual(
        ours.filter((key) => !help.includes(`  ${key}\n`)),
        [],
      );
      assert.ok(ours.length > 0);
    });
  }
});
