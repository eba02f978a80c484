import { type CounterName, type GaugeName, type HistogramName, metrics } from '@dowser/telemetry';

/** Pieces of PromQL. A metric is named by its place in the table, so that none can be named that is not there. */

/** What a counter grew a second, summed over the processes. `by` and `where` name labels. */
export const rate = (counter: CounterName, { by = '', where = '', over = '5m' } = {}): string =>
  `sum${by === '' ? '' : ` by (${by})`} (rate(${metrics[counter].name}${braces(where)}[${over}]))`;

/** What a counter grew, summed over the processes. */
export const increase = (counter: CounterName, { by = '', where = '', over = '1h' } = {}): string =>
  `sum${by === '' ? '' : ` by (${by})`} (increase(${metrics[counter].name}${braces(where)}[${over}]))`;

/** A quantile of a histogram over all processes. */
export const quantile = (q: number, histogram: HistogramName, { by = '', over = '5m' } = {}): string =>
  `histogram_quantile(${q}, sum by (le${by === '' ? '' : `, ${by}`}) (rate(${metrics[histogram].name}_bucket[${over}])))`;

/** A gauge that every process tells: `how` puts them together. */
export const gauge = (how: 'max' | 'min' | 'sum', name: GaugeName, { by = '', where = '' } = {}): string =>
  `${how}${by === '' ? '' : ` by (${by})`} (${metrics[name].name}${braces(where)})`;

const braces = (where: string): string => (where === '' ? '' : `{${where}}`);
