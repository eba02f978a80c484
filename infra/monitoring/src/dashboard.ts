import { gauge, quantile, rate } from './expressions.ts';

interface Query {
  readonly expr: string;
  /** What the series is called; `{{label}}` for a label's value. */
  readonly legend: string;
}

interface Panel {
  readonly title: string;
  /** Grafana's name of it. */
  readonly unit: 'short' | 'Bps' | 's' | 'reqps' | 'ops' | 'bytes' | 'percentunit';
  readonly queries: readonly Query[];
}

interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
}

const quantiles = (histogram: Parameters<typeof quantile>[1]): Query[] =>
  [0.5, 0.95, 0.99].map((q) => ({ expr: quantile(q, histogram), legend: `p${q * 100}` }));
const own = '{job=~".*dowser.*"}';

const rows: readonly Row[] = [
  {
    title: 'Does it work',
    panels: [
      {
        title: 'Ready (processes)',
        unit: 'short',
        queries: [{ expr: gauge('sum', 'ready', { by: 'service' }), legend: '{{service}}' }],
      },
      {
        title: 'Not committed',
        unit: 'short',
        queries: [{ expr: gauge('max', 'lag', { by: 'group, topic' }), legend: '{{group}} {{topic}}' }],
      },
      { title: 'From event to row', unit: 's', queries: quantiles('eventToRowSeconds') },
      {
        title: 'Waits for something outside',
        unit: 'ops',
        queries: [{ expr: rate('retried', { by: 'stage' }), legend: '{{stage}}' }],
      },
    ],
  },
  {
    title: 'What it does',
    panels: [
      {
        title: 'Objects ended',
        unit: 'ops',
        queries: [{ expr: rate('verdicts', { by: 'verdict' }), legend: '{{verdict}}' }],
      },
      {
        title: 'Bytes',
        unit: 'Bps',
        queries: [
          { expr: rate('bytesRead'), legend: 'read, as stored' },
          { expr: rate('bytesScanned'), legend: 'scanned, decoded' },
        ],
      },
      { title: 'Places found', unit: 'ops', queries: [{ expr: rate('occurrences'), legend: 'occurrences' }] },
      {
        title: 'Rows written',
        unit: 'ops',
        queries: [{ expr: rate('rowsInserted', { by: 'table' }), legend: '{{table}}' }],
      },
    ],
  },
  {
    title: 'What becomes of inputs',
    panels: [
      { title: 'Received', unit: 'ops', queries: [{ expr: rate('received', { by: 'stage' }), legend: '{{stage}}' }] },
      { title: 'Emitted', unit: 'ops', queries: [{ expr: rate('emitted', { by: 'stage' }), legend: '{{stage}}' }] },
      {
        title: 'Dropped',
        unit: 'ops',
        queries: [{ expr: rate('dropped', { by: 'stage, reason' }), legend: '{{stage}} {{reason}}' }],
      },
      {
        title: 'Rejected',
        unit: 'ops',
        queries: [{ expr: rate('rejected', { by: 'stage, code' }), legend: '{{stage}} {{code}}' }],
      },
    ],
  },
  {
    title: 'Objects and their store',
    panels: [
      {
        title: 'Not scanned, by reason',
        unit: 'ops',
        queries: [{ expr: rate('verdicts', { by: 'reason', where: 'verdict!="scanned"' }), legend: '{{reason}}' }],
      },
      {
        title: 'Requests',
        unit: 'reqps',
        queries: [{ expr: rate('objectRequests', { by: 'operation, outcome' }), legend: '{{operation}} {{outcome}}' }],
      },
      {
        title: 'Answer after (p95)',
        unit: 's',
        queries: [{ expr: quantile(0.95, 'objectRequestSeconds', { by: 'operation' }), legend: '{{operation}}' }],
      },
      {
        title: 'In flight',
        unit: 'short',
        queries: [{ expr: gauge('sum', 'objectsInFlight', { by: 'lane' }), legend: '{{lane}}' }],
      },
    ],
  },
  {
    title: 'How long things take, and what they cost',
    panels: [
      { title: 'Scan of an object', unit: 's', queries: quantiles('objectSeconds') },
      {
        title: 'Batch (p95)',
        unit: 's',
        queries: [{ expr: quantile(0.95, 'batchSeconds', { by: 'stage' }), legend: '{{stage}}' }],
      },
      {
        title: 'CPU (cores)',
        unit: 'short',
        queries: [{ expr: `sum by (job) (rate(process_cpu_seconds_total${own}[5m]))`, legend: '{{job}}' }],
      },
      {
        title: 'Memory',
        unit: 'bytes',
        queries: [{ expr: `max by (job) (process_resident_memory_bytes${own})`, legend: '{{job}}, the largest' }],
      },
    ],
  },
];

const WIDTH = 24;
const PANEL_HEIGHT = 8;

/** Grafana's dashboard, as it is imported or provisioned. */
export const dashboard = {
  uid: 'dowser',
  title: 'Dowser',
  tags: ['dowser'],
  timezone: 'browser',
  schemaVersion: 41,
  editable: true,
  refresh: '30s',
  time: { from: 'now-3h', to: 'now' },
  templating: {
    list: [{ name: 'datasource', label: 'Prometheus', type: 'datasource', query: 'prometheus', current: {} }],
  },
  panels: rows.flatMap(({ title, panels }, row) => {
    const y = row * (PANEL_HEIGHT + 1);
    const width = WIDTH / panels.length;
    const heading = {
      type: 'row',
      id: (row + 1) * 100,
      title,
      collapsed: false,
      panels: [],
      gridPos: { x: 0, y, w: WIDTH, h: 1 },
    };
    return [
      heading,
      ...panels.map((panel, i) =>
        graph(panel, heading.id + i + 1, { x: i * width, y: y + 1, w: width, h: PANEL_HEIGHT }),
      ),
    ];
  }),
};

function graph({ title, unit, queries }: Panel, id: number, gridPos: { x: number; y: number; w: number; h: number }) {
  return {
    type: 'timeseries',
    id,
    title,
    gridPos,
    datasource: { type: 'prometheus', uid: '$datasource' },
    fieldConfig: { defaults: { unit, min: 0, custom: { fillOpacity: 10, showPoints: 'never' } }, overrides: [] },
    options: { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi', sort: 'desc' } },
    targets: queries.map(({ expr, legend }, i) => ({ refId: String.fromCharCode(65 + i), expr, legendFormat: legend })),
  };
}
