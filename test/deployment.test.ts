/** What deploys Dowser (compose, Helm, Terraform) names what is there: settings, topics, groups, ports, files. Rendering needs the tools themselves. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { ConsumerGroup, topics } from '@dowser/contracts';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '..');

const SERVICES = ['ingest', 'matcher', 'sink'] as const;
type Service = (typeof SERVICES)[number];
const helpOf = (service: string): string =>
  execFileSync(process.execPath, [join(root, `services/${service}/src/main.ts`), '--help'], { encoding: 'utf8' });
const help = new Map(SERVICES.map((service) => [service, helpOf(service)]));
const knows = (service: Service, key: string): boolean => help.get(service)!.includes(`  ${key}\n`);

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
      const ours = Object.keys(environment).filter((key) => key.startsWith('DOWSER_'));
      assert.deepEqual(
        ours.filter((key) => !knows(name as Service, key)),
        [],
      );
      assert.ok(ours.length > 0);
    });
  }
});

const chart = join(root, 'infra/helm/dowser');
const read = (path: string): string => readFileSync(join(chart, path), 'utf8');
const templates = globSync('templates/*', { cwd: chart }).map((path) => ({ path, text: read(path) }));
const all = templates.map(({ text }) => text).join('\n');

type Env = Readonly<Record<string, string>>;
interface Values {
  readonly env: Env;
  readonly ingest: { readonly env: Env };
  readonly matcher: { readonly env: Env };
  readonly sink: { readonly env: Env };
  readonly keda: { readonly maxReplicas: number };
}
const values = parse(read('values.yaml')) as Values;
describe('infra/helm/dowser', () => {
  for (const service of SERVICES) {
    test(`${service} is told keys that it knows`, () => {
      for (const key of Object.keys(values[service].env)) assert.ok(knows(service, key), key);
    });
  }

  test('the common keys, and those that templates and Terraform name, are known to a service', () => {
    const terraform = globSync('infra/terraform/*.tf', { cwd: root }).map((path) =>
      readFileSync(join(root, path), 'utf8'),
    );
    const named = [...Object.keys(values.env), ...(`${all}\n${terraform.join('\n')}`.match(/DOWSER_[A-Z_]+/g) ?? [])];
    for (const key of named) {
      assert.ok(key === 'DOWSER_CONFIG' || SERVICES.some((service) => knows(service, key)), key);
    }
  });

  test('KEDA looks at the groups and topics of the matcher, and starts no more than there are partitions', () => {
    const triggers = [...all.matchAll(/"group" "([^"]+)" "topic" "([^"]+)"/g)].map(([, group, topic]) => [
      group,
      topic,
    ]);
    assert.deepEqual(triggers, [
      [ConsumerGroup.MatcherLive, topics.liveObjectTasks.name],
      [ConsumerGroup.MatcherBulk, topics.bulkObjectTasks.name],
      [ConsumerGroup.MatcherParts, topics.objectParts.name],
    ]);
    assert.ok(values.keda.maxReplicas <= topics.bulkObjectTasks.partitions);
  });

  test('probes and scrapes go to the port that the image sets', () => {
    const [, port] = /DOWSER_HTTP_PORT=(\d+)/.exec(readFileSync(join(root, 'infra/Dockerfile'), 'utf8'))!;
    assert.deepEqual(
      [...all.matchAll(/containerPort: (\d+)/g)].map((match) => match[1]),
      [port],
    );
  });

  test('every value that a template asks for has a default, and every default a schema', () => {
    const schema = JSON.parse(read('values.schema.json')) as { properties: Record<string, { properties?: object }> };
    assert.deepEqual(
      Object.keys(values).filter((key) => !(key in schema.properties)),
      [],
    );
    for (const [, path] of all.matchAll(/\.Values\.([a-zA-Z]+(?:\.[a-zA-Z_]+)*)/g)) {
      const found = path!.split('.').reduce<unknown>((node, key) => (node as Record<string, unknown>)?.[key], values);
      assert.notEqual(found, undefined, path);
    }
  });

  test('the files that it takes in are there', () => {
    const files = [...all.matchAll(/\.Files\.Get "([^"]+)"/g)].map((match) => match[1]!);
    assert.equal(files.length, 2);
    for (const file of files) assert.ok(existsSync(join(chart, file)), file);
  });

  test('the braces of each template are balanced', () => {
    for (const { path, text } of templates) {
      const opened = text.match(/\{\{-? *(if|range|with|define)\b/g)?.length ?? 0;
      const closed = text.match(/\{\{-? *end *-?\}\}/g)?.length ?? 0;
      assert.equal(opened, closed, path);
      assert.equal(text.match(/\{\{/g)?.length, text.match(/\}\}/g)?.length, path);
    }
  });
});
