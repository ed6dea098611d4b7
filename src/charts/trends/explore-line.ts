import { at } from '../../model/checked.ts';
import { formatChangeIn } from '../../model/text/format.ts';
import type { StepVerdict } from '../../model/run-report.ts';
import type { TrendPoint, TrendSeries } from '../../model/trend.ts';
import type { Panel } from '../chart.ts';
import { lineRows } from '../chart-lines.ts';
import { bounds, panelSpec, valueAxis, type Layer } from '../parts.ts';
import { breakLetter, isNear, trendScales } from './trend-panel.ts';
import { frames, type VegaLiteSpec, type ChartSize } from '../vega/frames.ts';

const x = {
  field: 't',
  type: 'quantitative',
  title: null,
  scale: { domain: { expr: 'xDomain' }, nice: false, zero: false },
  axis: null,
} as const;

const letters = (name: string, y: number, rest: Layer = {}): Layer => ({
  data: { name },
  mark: { type: 'text', baseline: 'bottom', fontSize: 12, ...rest },
  encoding: { x, y: { value: y }, text: { field: 'label' } },
});

const dots = (name: string, size: number): Layer => ({
  data: { name },
  mark: { type: 'point', filled: true, opacity: 1, size, clip: true },
  encoding: { x, y: { field: 'v' }, fill: { field: 'colour', type: 'nominal', scale: null } },
});

const bar = (name: string): Layer => ({
  data: { name },
  mark: { type: 'rule', strokeWidth: 1.25, clip: true },
  encoding: {
    x,
    stroke: { field: 'colour', type: 'nominal', scale: null },
    strokeDash: { field: 'dash', type: 'nominal', scale: null },
  },
});

const path = (name: string, colour: string, width: number): Layer => ({
  data: { name },
  mark: { type: 'line', stroke: colour, strokeWidth: width, clip: true },
  encoding: { x, y: { field: 'v' }, detail: { field: 'part', type: 'nominal' } },
});

/** The history of a metric as a template of Vega-Lite, for pictures that a reader moves through. */
export const trendLine = {
  id: 'trend',
  templates: ['linear', 'log'],
  spec(template: string, size: ChartSize): VegaLiteSpec {
    const y = valueAxis(template === 'log' ? 'log' : 'linear');
    const { height, top, bottom } = frames[size];
    const plot = height - top - bottom;
    const withY = (layer: Layer): Layer => {
      const encoding = layer.encoding as Record<string, object>;
      return { ...layer, encoding: { ...encoding, y: { ...y, ...encoding.y } } };
    };
    return panelSpec(
      size,
      [
        bar('breaks'),
        withY({
          data: { name: 'intervals' },
          mark: { type: 'rule', stroke: 'var(--line-99)', strokeWidth: 1.5, clip: true },
          encoding: { x, y: { field: 'v' }, y2: { field: 'v2' } },
        }),
        withY(path('line', 'var(--line-99)', 1.25)),
        withY(path('levels', 'var(--line-50)', 2.25)),
        ...bounds(y),
        bar('changes'),
        withY(dots('points', 16)),
        bar('picked'),
        withY(dots('picked', 64)),
        // Inside, beside their lines: the sizes of changes stand above.
        letters('breakLabels', 14, { align: 'left', dx: 4 }),
        letters('changeLabels', -3),
        letters('dates', plot + 21),
      ],
      { xDomain: [0, 1], yDomain: [1, 10], yTicks: [1] },
    );
  },
} as const;

/** More points than this are drawn without dots, more than that without their intervals. */
const mostDots = 400;
const mostIntervals = 150;

const colourOf = ({ verdict }: { verdict: StepVerdict }): string =>
  verdict === 'unknown' ? 'var(--noise)' : `var(--${verdict})`;

const marks: Readonly<Record<StepVerdict, string>> = { worse: '▲', better: '●', unknown: '◇' };

/** The stretch of runs that a picture shows: indices, possibly between runs. */
export type Stretch = readonly [from: number, to: number];

/** All runs of a series, with room at both ends. */
export const wholeStretch = ({ points }: Pick<TrendSeries, 'points'>): Stretch => [
  -0.5,
  Math.max(points.length - 0.5, 0.5),
];

/** What the template draws of a stretch of a series; `picked` is the index of the run that a reader stands on. */
export function trendLinePanel(
  series: TrendSeries,
  { stretch, picked, size }: { stretch: Stretch; picked: number | null; size: ChartSize },
): Panel {
  const { points, unit, levels, changePoints, breaks, targets } = series;
  const show = (value: number): number => (unit === 'share' ? value * 100 : value);
  const all = points.map(({ value }) => show(value));
  const near = targets.map(({ value }) => show(value)).filter((value) => isNear(value, all));
  const { yDomain, yTicks, isLog } = trendScales(points.length, [...all, ...near], { unit });
  const [from, to] = [
    Math.max(0, Math.floor(stretch[0])),
    Math.min(points.length - 1, Math.ceil(stretch[1])),
  ];
  const seen = points.slice(from, to + 1).map((point, i) => ({ point, t: from + i, v: show(point.value) }));
  const { width, left, right } = frames[size];
  const labelled = apart((64 * (stretch[1] - stretch[0])) / (width - left - right), stretch);
  const chosen = picked === null ? [] : seen.filter(({ t }) => t === picked);
  const changes = changePoints.filter(({ index }) => index > 0);
  return {
    heading: null,
    template: isLog ? 'log' : 'linear',
    data: {
      breaks: breaks.map(({ index }) => ({ t: index - 0.5, colour: 'var(--ink-3)', dash: [2, 3] })),
      breakLabels: labelled(breaks.map(({ index }, i) => ({ t: index - 0.5, label: breakLetter(i) }))),
      intervals: seen.length > mostIntervals ? [] : intervalRows(seen, show),
      line: pieces(seen),
      levels: levels.flatMap((level, part) =>
        [level.from - 0.3, level.to + 0.3].map((t) => ({ t, v: show(level.value), part })),
      ),
      bounds: near.map((v) => ({ v, at: v, label: '' })),
      changes: changes.map((change) => ({
        t: change.index - 0.5,
        colour: colourOf(change),
        dash: change.certainty === 'confirmed' ? [] : [3, 3],
      })),
      changeLabels: labelled(
        changes.map(({ index, relative, verdict }) => ({
          t: index - 0.5,
          label: `${marks[verdict]} ${formatChangeIn(unit, relative)}`,
        })),
      ),
      points:
        seen.length > mostDots
          ? []
          : seen.map(({ t, v, point }) => ({
              t,
              v,
              colour: point.isIgnored ? 'var(--line-rest)' : 'var(--line-95)',
            })),
      picked: chosen.map(({ t, v }) => ({ t, v, colour: 'var(--ink)', dash: [] })),
      dates: dateLabels(points, stretch, size === 'wide' ? 6 : 3),
    },
    signals: { xDomain: stretch, yDomain, yTicks },
  };
}

interface Seen {
  readonly point: TrendPoint;
  readonly t: number;
  readonly v: number;
}

/** A line through what counts, broken where the environment changes. */
function pieces(seen: readonly Seen[]): object[] {
  const counted = seen.filter(({ point }) => !point.isIgnored);
  return lineRows(
    counted.flatMap(({ t, v, point }, i) =>
      i > 0 && at(counted, i - 1).point.environment !== point.environment
        ? [
            { t, v: null },
            { t, v },
          ]
        : { t, v },
    ),
  );
}

const intervalRows = (seen: readonly Seen[], show: (value: number) => number): object[] =>
  seen.flatMap(({ t, point: { bounds: known } }) =>
    known?.lower == null || known.upper == null ? [] : { t, v: show(known.lower), v2: show(known.upper) },
  );

/** Leaves out labels that would stand in others, and those beyond the picture's edge. */
const apart =
  (least: number, [from, to]: Stretch) =>
  <T extends { readonly t: number }>(rows: readonly T[]): T[] => {
    let taken = -Infinity;
    return rows.filter(({ t }) => {
      if (t < from || t > to || t - taken < least) return false;
      taken = t;
      return true;
    });
  };

/** Days of runs spread over the stretch; versions where all of it was made on one day. */
function dateLabels(points: readonly TrendPoint[], [from, to]: Stretch, most: number): object[] {
  const [first, last] = [Math.max(0, Math.ceil(from)), Math.min(points.length - 1, Math.floor(to))];
  if (last < first) return [];
  const dayOf = (i: number): string => points[i]?.startedAt?.slice(0, 10) ?? '';
  const isOneDay = dayOf(first) === dayOf(last);
  const count = Math.min(most, last - first + 1);
  const at = Array.from({ length: count }, (_, i) =>
    Math.round(first + (count === 1 ? 0 : (i * (last - first)) / (count - 1))),
  );
  const labels = at.map((t) => ({ t, label: isOneDay ? (points[t]?.version ?? dayOf(t)) : dayOf(t) }));
  return labels.filter(({ label }, i) => label !== labels[i - 1]?.label);
}
