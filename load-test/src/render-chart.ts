import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';

export interface Point {
  readonly x: number;
  readonly y: number;
  /** The line that the point is on. */
  readonly line: string;
}

export interface Chart {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  /** Rows of figures; several of one place and line are shown with the line through their median. */
  readonly points: readonly Point[];
  readonly logarithmic?: boolean;
}

const WIDTH = 520;
const HEIGHT = 300;

/** A chart as SVG: the measured points, and a line through the median of each place. */
export function renderChart({ title, x, y, points, logarithmic = false }: Chart): Promise<string> {
  const scale = logarithmic ? { scale: { type: 'log' as const } } : {};
  const encoding = {
    x: { field: 'x', type: 'quantitative' as const, title: x, ...scale },
    color: { field: 'line', type: 'nominal' as const, title: null },
  };
  const spec: TopLevelSpec = {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title,
    width: WIDTH,
    height: HEIGHT,
    data: { values: [...points] },
    layer: [
      {
        mark: { type: 'line' },
        encoding: { ...encoding, y: { field: 'y', type: 'quantitative', aggregate: 'median', title: y } },
      },
      {
        mark: { type: 'point', filled: true },
        encoding: { ...encoding, y: { field: 'y', type: 'quantitative', title: y } },
      },
    ],
  };
  return new View(parse(compile(spec).spec), { renderer: 'none' }).toSVG();
}
