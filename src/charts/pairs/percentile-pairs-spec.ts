import { called, endLabels, labelledAxis, panelSpec, valueAxis, type Layer } from '../parts.ts';
import { shareAxis } from '../percentile-curves.ts';
import type { VegaLiteSpec } from '../vega/frames.ts';
import { looks } from './pair-parts.ts';

/** Heights in the drawing: of the curves, then of the density of the head above its line and of the base below. */
export const curveHeight = 132;
const densityTop = 172;
const densityMiddle = 206;
const densityBottom = 240;

const base = valueAxis('log');
const y = { ...base, scale: { ...base.scale, range: [curveHeight, 0] } };
// A grid would reach down into the density, which has another axis.
const x = { ...shareAxis, axis: { ...shareAxis.axis, grid: false, offset: curveHeight - densityBottom } };

const curve = (name: 'base' | 'head', of: unknown): Layer => {
  const { colour, width, dash } = looks[name];
  return {
    data: { name },
    mark: {
      type: 'line',
      stroke: colour,
      strokeWidth: width,
      ...(dash && { strokeDash: dash }),
      ...called(name),
    },
    encoding: { x: of, y },
  };
};

const curves = (of: unknown): Layer[] => [
  curve('base', of),
  curve('head', of),
  endLabels(y, of, 'baseEnd', 'var(--ink-2)'),
  endLabels(y, of, 'headEnd', 'var(--ink)'),
];

const time = {
  ...labelledAxis('x', "format(datum.value, ',~f')"),
  scale: { type: 'log', domain: { expr: 'tDomain' }, nice: false },
  axis: {
    orient: 'bottom',
    values: { expr: 'tTicks' },
    labelExpr: "format(datum.value, ',~f')",
    domain: false,
  },
};
const share = {
  field: 'v',
  type: 'quantitative',
  scale: { domain: [-1, 1], range: [densityBottom, densityTop], nice: false },
  axis: null,
} as const;

const density = (name: string, fill: string): Layer => ({
  data: { name },
  mark: { type: 'area', fill, fillOpacity: 1, interpolate: 'step-after' },
  encoding: { x: time, y: share, y2: { datum: 0 } },
});

/** Curves, and with the template `with-density` below them both densities back to back on an axis of their own. */
export const percentilePairsSpec = (template: string): VegaLiteSpec =>
  template === 'curves'
    ? panelSpec('standard', curves(shareAxis), {
        xDomain: [0, 1],
        xTicks: [0],
        yDomain: [1, 10],
        yTicks: [1],
      })
    : ({
        ...(panelSpec(
          'tall',
          [
            { layer: curves(x) },
            {
              layer: [
                density('densityBase', looks.base.fill),
                density('densityHead', looks.head.fill),
                {
                  data: { values: [{}] },
                  mark: { type: 'rule', stroke: 'var(--ink-3)', strokeWidth: 1 },
                  encoding: { y: { value: densityMiddle } },
                },
              ],
            },
          ],
          {
            xDomain: [0, 1],
            xTicks: [0],
            yDomain: [1, 10],
            yTicks: [1],
            tDomain: [1, 10],
            tTicks: [1],
          },
        ) as object),
        resolve: { scale: { x: 'independent', y: 'independent' } },
      } as unknown as VegaLiteSpec);
