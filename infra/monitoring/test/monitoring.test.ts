import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { alerts, dashboard, files } from '@dowser/monitoring';
import { type MetricSpec, metrics } from '@dowser/telemetry';
import { parser } from '@prometheus-io/lezer-promql';

const root = join(import.meta.dirname, '../../..');
const byName = new Map(Object.values<MetricSpec>(metrics).map((spec) => [spec.name, spec]));
/** prom-client's own, and the label that Prometheus adds. */
const OF_THE_PROCESS = ['process_start_time_seconds', 'process_cpu_seconds_total', 'process_resident_memory_bytes'];
const ADDED_LABELS = ['job', 'le'];

const expressions: readonly (readonly [string, string])[] = [
  ...alerts.map(({ alert, expr }) => [alert, expr] as const),
  ...dashboard.panels.flatMap((panel) =>
    'targets' in panel ? panel.targets.map(({ expr }) => [panel.title, expr] as const) : [],
  ),
];

interface Used {
  readonly metrics: readonly string[];
  readonly labels: readonly string[];
}

/** What an expression names, by PromQL's own grammar. Fails where it is no PromQL. */
function usedBy(expr: string): Used {
  const used = { metrics: [] as string[], labels: [] as string[] };
  parser.parse(expr).iterate({
    enter({ type, name, from, to }) {
      assert.ok(!type.isError, `not PromQL at ${from}: ${expr}`);
      if (name === 'Identifier') used.metrics.push(expr.slice(from, to));
      if (name === 'LabelName') used.labels.push(expr.slice(from, to));
    },
  });
  return used;
}

const specOf = (name: string): MetricSpec | undefined =>
  byName.get(name) ?? byName.get(name.replace(/_(bucket|sum|count)$/, ''));

describe('dashboard and alerts', () => {
  for (const [title, expr] of expressions) {
    test(`${title}: ${expr}`, () => {
      const used = usedBy(expr);
      assert.ok(used.metrics.length > 0);
      const labels = new Set(ADDED_LABELS);
      for (const name of used.metrics) {
        assert.ok(specOf(name) !== undefined || OF_THE_PROCESS.includes(name), `${name} is in the table`);
        for (const label of specOf(name)?.labels ?? []) labels.add(label);
      }
      for (const label of used.labels) assert.ok(labels.has(label), `${label} is a label of ${used.metrics}`);
    });
  }

  test('every metric of the table is shown', () => {
    const shown = new Set(expressions.flatMap(([, expr]) => usedBy(expr).metrics.map((name) => specOf(name)?.name)));
    assert.deepEqual(
      [...byName.keys()].filter((name) => !shown.has(name)),
      [],
    );
  });

  test('a name that is not there, a label that is not its, and no PromQL are found', () => {
    assert.throws(() => usedBy('sum(rate(x[5m])'), /not PromQL/);
    assert.deepEqual(usedBy('sum by (a) (rate(no_such_metric{b="c"}[5m]))'), {
      metrics: ['no_such_metric'],
      labels: ['a', 'b'],
    });
  });

  test('alerts have names of their own, and say what to do', () => {
    assert.equal(new Set(alerts.map(({ alert }) => alert)).size, alerts.length);
    for (const { alert, expr, summary, whatToDo } of alerts) {
      assert.match(alert, /^Dowser[A-Z]/);
      assert.ok(summary.length > 0 && whatToDo.length > 0);
      const named = [...summary.matchAll(/\$labels\.(\w+)/g)].map((match) => match[1]!);
      for (const label of named) assert.ok(usedBy(expr).labels.includes(label), `${alert}: ${label} is kept`);
    }
  });

  for (const [path, content] of Object.entries(files())) {
    test(`${path} is what the sources make`, () => {
      assert.equal(readFileSync(join(root, path), 'utf8'), content, 'run node infra/monitoring/src/main.ts');
    });
  }
});
