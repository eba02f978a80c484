import { stringify } from 'yaml';
import { alerts } from './alerts.ts';
import { dashboard } from './dashboard.ts';

const NOTE = '# Made by `node infra/monitoring/src/main.ts` from infra/monitoring/src/alerts.ts: change it there.\n';

/** The files that Prometheus and Grafana read: path from the root of the checkout to content. */
export function files(): Record<string, string> {
  const rules = alerts.map(({ alert, expr, for: held, severity, summary, whatToDo }) => ({
    ...{ alert, expr, for: held },
    labels: { severity },
    annotations: { summary, description: whatToDo },
  }));
  return {
    'infra/helm/dowser/files/alerts.yaml': NOTE + stringify({ groups: [{ name: 'dowser', rules }] }, { lineWidth: 0 }),
    'infra/helm/dowser/files/dashboard.json': `${JSON.stringify(dashboard, null, 2)}\n`,
  };
}
