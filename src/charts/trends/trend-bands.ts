import { at, present } from '../../model/checked.ts';
import { formatNumber, unitLabel } from '../../model/text/format.ts';
import type { TrendPoint, TrendSeries } from '../../model/trend.ts';
import { spread } from '../chart-lines.ts';
import { fill, label, pathOf, picture, stroke, type Place, type PlotFrame } from '../plot.ts';
import { breakMarks, changeMarks, grid, trendScales } from './trend-panel.ts';
import { releaseRules } from './release-rules.ts';
import { alongRuns, runLabels } from './run-labels.ts';

const frames: Record<'wide' | 'standard', PlotFrame> = {
  wide: { width: 1000, height: 300, left: 46, right: 84, top: 30, bottom: 24 },
  standard: { width: 400, height: 208, left: 42, right: 78, top: 30, bottom: 22 },
};

/** Median, 95th and 99th percentile of one place over the runs. */
export interface Percentiles {
  readonly p50: TrendSeries;
  readonly p95: TrendSeries;
  readonly p99: TrendSeries | null;
}

/** Response times over all runs, as bands between percentiles on a logarithmic axis. Drawn for the runs of p50. */
export function trendBands({ p50, p95, p99 }: Percentiles, name: string, size: 'wide' | 'standard'): string {
  const f = frames[size];
  const runs = p50.points;
  const at = (series: TrendSeries | null): (number | null)[] => {
    const byRun = new Map(series?.points.map((point) => [point.run, point.value]));
    return runs.map(({ run }) => byRun.get(run) ?? null);
  };
  const lines = { p50: at(p50), p95: at(p95), p99: at(p99) };
  const targets = p95.targets.map(({ value }) => value);
  const values = Object.values(lines)
    .flat()
    .filter((value) => value !== null);
  const scales = trendScales(runs.length, [...values, ...targets], {
    from: f,
    log: values.some((value) => value > 0),
  });
  const places = (line: readonly (number | null)[]): Place[] =>
    breaking(runs, line).map((point) => (point === null ? null : [scales.x(point.i), scales.y(point.value)]));
  const ends = Object.entries(lines).flatMap(([key, line]) => {
    const value = line.at(-1) ?? null;
    return value === null ? [] : [{ key, value }];
  });
  const heights = spread(
    ends.map(({ value }) => ({ y: scales.y(value) })),
    15,
    f.height - f.bottom,
  );
  return picture(
    f,
    name,
    [
      grid(scales),
      runLabels(scales, runs),
      ...releaseRules(scales, runs),
      fill(between(places(lines.p95), places(lines.p99)), 'var(--band-99)'),
      fill(between(places(lines.p50), places(lines.p95)), 'var(--band-95)'),
      stroke(pathOf(places(lines.p99)), 'var(--line-99)', 1, '', `p99, ${unitLabel(p50.unit)}`),
      stroke(pathOf(places(lines.p95)), 'var(--line-95)', 1.25, '', `p95, ${unitLabel(p50.unit)}`),
      stroke(pathOf(places(lines.p50)), 'var(--line-50)', 2.25, '', `p50, ${unitLabel(p50.unit)}`),
      breakMarks(scales, p95),
      ...targets.map((bound) =>
        stroke(`M${f.left} ${scales.y(bound).toFixed(1)}H${f.width - f.right}`, 'var(--target)', 1.25, '5 3'),
      ),
      ...changeMarks(scales, {
        unit: p95.unit,
        changePoints: p95.changePoints.flatMap((change) => {
          const index = runs.findIndex(({ run }) => run === change.run);
          return index < 1 ? [] : [{ ...change, index }];
        }),
      }),
      ...ends.map(({ key, value }, i) =>
        label(
          `${key} ${formatNumber(value)}`,
          f.width - f.right + 4,
          present(heights[i], 'each end has a place') + 4,
          {
            colour: 'var(--ink)',
          },
        ),
      ),
    ],
    { isLog: scales.isLog, along: alongRuns(scales, runs) },
  );
}

/** Values with their index; a null where a run has none, and before the first run of another environment. */
function breaking(
  runs: readonly TrendPoint[],
  values: readonly (number | null)[],
): ({ i: number; value: number } | null)[] {
  let environment = runs[0]?.environment;
  return values.flatMap((value, i): ({ i: number; value: number } | null)[] => {
    const isOther = at(runs, i).environment !== environment;
    environment = at(runs, i).environment;
    const here = value === null || value <= 0 ? null : { i, value };
    return isOther ? [null, here] : [here];
  });
}

/** The surface between two lines, in as many pieces as both are whole. */
function between(low: readonly Place[], high: readonly Place[]): string {
  const pieces: { low: Place[]; high: Place[] }[] = [];
  let piece: { low: Place[]; high: Place[] } | null = null;
  for (const [i, place] of low.entries()) {
    const other = high[i] ?? null;
    if (place === null || other === null) piece = null;
    else {
      if (piece === null) pieces.push((piece = { low: [], high: [] }));
      piece.low.push(place);
      piece.high.push(other);
    }
  }
  return pieces.map((one) => `${pathOf([...one.high, ...one.low.toReversed()])}z`).join('');
}
