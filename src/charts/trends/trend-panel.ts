import { at } from '../../model/checked.ts';
import { formatChangeIn, formatValue, formatNumber, unitLabel } from '../../model/text/format.ts';
import type { Unit } from '../../model/metrics/metrics.ts';
import type { HistoryChangePoint } from '../../model/documents/history-trend.ts';
import type { TrendPoint, TrendSeries } from '../../model/trend.ts';
import { dots, fill, label, pathOf, picture, stroke, thinLine, type Place, type PlotFrame } from '../plot.ts';
import { releaseRules } from './release-rules.ts';
import { alongRuns, runLabels } from './run-labels.ts';
import { linearScale, logScale, zeroScale, type Scale } from '../scales.ts';
import { largest, smallest } from '../../model/long-lists.ts';

const frame: PlotFrame = { width: 400, height: 180, left: 44, right: 66, top: 30, bottom: 22 };

/** More runs than this are a line without dots. */
const mostDots = 90;

/** Where runs and values stand in a trend's picture. */
export interface TrendScales {
  readonly frame: PlotFrame;
  readonly x: (index: number) => number;
  readonly y: (value: number) => number;
  readonly yTicks: readonly number[];
  readonly yDomain: readonly [number, number];
  readonly isLog: boolean;
}

/** Scales for so many runs and the given values, logarithmic where they span more than a factor of 20. */
export function trendScales(
  runs: number,
  values: readonly number[],
  { from = frame, unit = '', log }: { from?: PlotFrame; unit?: string; log?: boolean } = {},
): TrendScales {
  const isLog = log ?? (smallest(values) > 0 && largest(values) / smallest(values) > 20);
  const scale: Scale =
    (isLog ? logScale(values, 6) : null) ?? (unit === 'share' ? zeroScale(values) : linearScale(values));
  const f = isLog ? Math.log10 : (one: number) => one;
  const [low, high] = [f(scale.domain[0]), f(scale.domain[1])];
  const width = from.width - from.left - from.right;
  const height = from.height - from.top - from.bottom;
  return {
    frame: from,
    isLog,
    x: (index) => from.left + (runs < 2 ? width / 2 : 4 + ((width - 8) * index) / (runs - 1)),
    y: (value) =>
      from.top + height * (1 - (f(Math.max(value, isLog ? scale.domain[0] : value)) - low) / (high - low)),
    yTicks: scale.ticks,
    yDomain: scale.domain,
  };
}

/** What a picture of a history needs: that of a metric over runs, or one that came in a file. */
export interface DrawnTrend extends Pick<
  TrendSeries,
  'points' | 'levels' | 'unit' | 'breaks' | 'newest' | 'targets'
> {
  readonly changePoints: readonly Pick<HistoryChangePoint, 'index' | 'relative' | 'verdict' | 'certainty'>[];
}

/** The history of one metric at one place: values, levels, change points, breaks, targets and the newest run. */
export function trendPanel(series: DrawnTrend, name: string): string {
  const { points, levels, targets, unit } = series;
  const show = (value: number): number => (unit === 'share' ? value * 100 : value);
  const values = points.map(({ value }) => show(value));
  const near = targets.map(({ value }) => show(value)).filter((bound) => isNear(bound, values));
  const scales = trendScales(points.length, [...values, ...near], { unit });
  const { x, y } = scales;
  const place = (index: number, value: number): [number, number] => [x(index), y(show(value))];
  const last = points.length - 1;
  return picture(
    frame,
    name,
    [
      grid(scales),
      label(unitLabel(unit), 0, 11, { anchor: 'start' }),
      runLabels(scales, points),
      ...releaseRules(scales, points),
      breakMarks(scales, series),
      expectedMark(scales, series, show),
      stroke(
        pathOf(thinLine(linePlaces(points, place))),
        'var(--line-99)',
        1.25,
        '',
        unitLabel(unit) || 'value',
      ),
      points.length <= mostDots
        ? dots(
            points.map((point, i) => (point.isIgnored ? null : place(i, point.value))),
            2,
            'var(--line-95)',
          )
        : '',
      dots(
        points.map((point, i) => (point.isIgnored ? place(i, point.value) : null)),
        2,
        'var(--line-rest)',
      ),
      ...levels.map((level) =>
        stroke(
          pathOf([place(level.from, level.value), place(level.to, level.value)]),
          'var(--line-50)',
          2.25,
        ),
      ),
      ...near.map((bound) =>
        stroke(
          `M${frame.left} ${y(bound).toFixed(1)}H${frame.width - frame.right}`,
          'var(--target)',
          1.25,
          '5 3',
        ),
      ),
      ...changeMarks(scales, series),
      points[last] === undefined ? '' : newestMark(series, place(last, points[last].value)),
    ],
    { isLog: scales.isLog, along: alongRuns(scales, points) },
  );
}

/** Where the newest run was expected: a bar behind its dot, cut off at the frame. */
function expectedMark(
  { frame: f, x, y }: TrendScales,
  { newest, points }: DrawnTrend,
  show: (value: number) => number,
): string {
  if (newest?.expected?.lower == null || newest.expected.upper == null) return '';
  if (newest.run !== points.at(-1)?.run) return '';
  const within = (value: number): number =>
    Math.min(Math.max(y(show(value)), f.top - 4), f.height - f.bottom + 4);
  const at = x(points.length - 1);
  return fill(
    box(at - 4, within(newest.expected.upper), at + 4, within(newest.expected.lower)),
    'var(--band-95)',
  );
}

/** Bounds far from all values would flatten the line; the words beneath the picture tell of them. */
export const isNear = (bound: number, values: readonly number[]): boolean => {
  const [low, high] = [smallest(values), largest(values)];
  const span = Math.max(high - low, Math.abs(high) * 0.1);
  return bound <= high + 2 * span && bound >= low - 2 * span;
};

const box = (left: number, top: number, right: number, bottom: number): string =>
  `${pathOf([
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ])}z`;

/** Values joined within an environment; points that do not count are left out. */
function linePlaces(
  points: readonly TrendPoint[],
  place: (i: number, value: number) => [number, number],
): Place[] {
  let environment = points[0]?.environment;
  return points.flatMap((point, i): Place[] => {
    if (point.isIgnored) return [];
    const isBroken = point.environment !== environment;
    environment = point.environment;
    return isBroken ? [null, place(i, point.value)] : [place(i, point.value)];
  });
}

/** Dotted lines and labels of the value axis. */
export function grid({ frame: f, y, yTicks, isLog }: TrendScales): string {
  const lines = yTicks.map((tick) => `M${f.left} ${y(tick).toFixed(1)}H${f.width - f.right}`).join('');
  const every = yTicks.length > 5 && !isLog ? 2 : 1;
  const labels = yTicks
    .filter((_, i) => i % every === 0)
    .map((tick) => label(formatTick(tick), f.left - 6, y(tick) + 4, { anchor: 'end' }));
  return `<path d="${lines}" stroke="var(--rule)" stroke-dasharray="1 3"/>${labels.join('')}`;
}

const formatTick = (tick: number): string => (Number.isInteger(tick) ? formatNumber(tick, 1) : String(tick));

/** Where history is cut, lettered; the letters are told beneath the picture. */
export function breakMarks({ frame: f, x }: TrendScales, { breaks }: Pick<TrendSeries, 'breaks'>): string {
  return breaks
    .map(({ index }, i) => {
      const at = (x(index) + x(index - 1)) / 2;
      return (
        stroke(`M${at.toFixed(1)} ${f.top - 16}V${f.height - f.bottom}`, 'var(--ink-3)', 1, '2 3') +
        label(breakLetter(i), at, f.top - 20, { anchor: 'middle' })
      );
    })
    .join('');
}

/** a, b, c … for the breaks of a series. */
export const breakLetter = (i: number): string => String.fromCodePoint(97 + (i % 26));

/** How a change point is marked; neutral where nobody said which way is good. */
const changeLook = {
  worse: { colour: 'var(--worse)', mark: '▲' },
  better: { colour: 'var(--better)', mark: '●' },
  unknown: { colour: 'var(--noise)', mark: '◇' },
} as const;

/** A letter is about so wide; labels stand so far apart. */
const [letter, gap] = [6.6, 4];

/** The size of a level shift in as few letters as its place has: "+23 pts" for shares, else as everywhere. */
export function shiftSize(unit: Unit, relative: number | null): string {
  if (relative === null) return 'from 0';
  if (unit === 'share') return formatChangeIn(unit, relative).replace(/\u00a0points?/, '\u00a0pts');
  return formatChangeIn(unit, relative);
}

/** A rule at each change point, with its size where there is room. */
export function changeMarks(
  { frame: f, x }: TrendScales,
  { changePoints, unit }: Pick<DrawnTrend, 'changePoints' | 'unit'>,
): string[] {
  let taken = -Infinity;
  // Where the first run that is shown begins a level, there is nothing before it to mark it off from.
  const within = changePoints.filter(({ index }) => index > 0);
  return within.map(({ index, relative, verdict, certainty }) => {
    const at = (x(index) + x(index - 1)) / 2;
    const { colour, mark } = changeLook[verdict];
    const rule = stroke(
      `M${at.toFixed(1)} ${f.top}V${f.height - f.bottom}`,
      colour,
      1.25,
      certainty === 'confirmed' ? '' : '3 3',
    );
    const text = `${mark} ${shiftSize(unit, relative)}`;
    const width = text.length * letter + gap;
    const isAtEnd = at + width > f.width - 4;
    const [from, to] = isAtEnd ? [at - width, at] : [at, at + width];
    if (from < taken) return rule;
    taken = to;
    return (
      rule + label(text, isAtEnd ? at + 1 : at - 1, f.top - 6, { anchor: isAtEnd ? 'end' : 'start', colour })
    );
  });
}

function newestMark({ newest, unit, points }: DrawnTrend, place: readonly [number, number]): string {
  const verdict = newest?.verdict;
  const colour =
    verdict === 'worse' ? 'var(--worse)' : verdict === 'better' ? 'var(--better)' : 'var(--line-50)';
  return (
    dots([place], 3.5, colour) +
    label(formatValue(at(points, -1).value, unit), place[0] + 8, place[1] + 4, { colour: 'var(--ink)' })
  );
}
