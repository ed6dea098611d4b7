import type { HistoryPoint, HistorySeries } from '../../model/documents/digest.ts';
import type { HistoryChangePoint, HistoryTrend } from '../../model/documents/history-trend.ts';
import { at, entryOf } from '../../model/checked.ts';
import type { MeasureDirection } from '../../model/metrics/metrics.ts';
import type { Project } from '../../model/documents/project.ts';
import type { TrendLevel, TrendPoint, TrendStanding } from '../../model/trend.ts';
import { changePoints, smallestStep, type ChangePoint } from '../../stats/change-points.ts';
import { readableScale } from '../../model/metrics/unit-scale.ts';
import { median } from '../../stats/robust.ts';
import { converted, joinConvertibleUnits } from './joined-units.ts';
import { pointsOf } from '../runs/scenario-history.ts';
import { largest, smallest } from '../../model/long-lists.ts';

function pointOf({ at, value, commit }: HistoryPoint, factor: number): TrendPoint {
  return {
    run: commit ?? at,
    slug: '',
    startedAt: at,
    version: null,
    commit,
    value: converted(value, factor),
    bounds: null,
    source: 'reported',
    environment: 0,
    isIgnored: false,
    ignoredBecause: null,
  };
}

/** Points of one commit are one, where there are enough commits, as with the builds of runs. */
function grouped(points: readonly TrendPoint[]): { groups: number[][]; values: number[] } {
  const groups = pointsOf(
    points.map((_, i) => i),
    (i) => at(points, i).commit ?? `at ${i}`,
  );
  return { groups, values: groups.map((members) => median(members.map((i) => at(points, i).value))) };
}

function changeOf(
  step: ChangePoint,
  groups: readonly (readonly number[])[],
  direction: MeasureDirection,
  links: readonly (string | undefined)[],
): HistoryChangePoint {
  const { before, after, relative, interval, certainty, verdict, countBefore, countAfter } = step;
  const index = at(at(groups, step.index), 0, 'a group has a point');
  const commitUrl = links[index];
  return {
    index,
    ...{ before, after, relative, interval, certainty },
    verdict: direction === 'unknown' ? 'unknown' : verdict,
    runsBefore: countBefore,
    runsAfter: countAfter,
    ...(commitUrl !== undefined && { commitUrl }),
  };
}

function levelsOf(
  steps: readonly ChangePoint[],
  groups: readonly (readonly number[])[],
  values: readonly number[],
): TrendLevel[] {
  const starts = [0, ...steps.map(({ index }) => index)];
  return starts.map((start, i) => {
    const end = starts[i + 1] ?? groups.length;
    const members = groups.slice(start, end).flat();
    return { from: smallest(members), to: largest(members), value: median(values.slice(start, end)) };
  });
}

/** The latest point of a series of unknown direction is neither better nor worse than its level. */
const withoutDirection = (verdict: TrendStanding['verdict']): TrendStanding['verdict'] =>
  verdict === 'no-change-shown' ? verdict : 'cannot-tell';

function trendOf(series: HistorySeries, otherUnits: readonly string[], project: Project): HistoryTrend[] {
  const known = series.points.filter(({ value }) => Number.isFinite(value));
  if (known.length === 0) return [];
  const { unit, factor } = readableScale(
    series.unit,
    known.map(({ value }) => value),
  );
  const ordered = known.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const points = ordered.map((point) => pointOf(point, factor));
  const links = ordered.map(({ commitUrl }) => commitUrl);
  const { groups, values } = grouped(points);
  const { direction } = series;
  const minimumEffect = project.changePoints.minimumEffect ?? smallestStep;
  // The search is the same either way; only its verdicts need a direction.
  const analysis = changePoints(values, {
    direction: direction === 'unknown' ? 'lower' : direction,
    minimumEffect,
  });
  const { verdict, interval } = analysis.newest;
  return [
    {
      name: series.series,
      unit,
      // The same unit under another name needs no explanation.
      statedUnit: factor === 1 ? unit : series.unit,
      direction,
      points,
      levels: levelsOf(analysis.changePoints, groups, values),
      changePoints: analysis.changePoints.map((step) => changeOf(step, groups, direction, links)),
      newest: {
        run: at(points, -1).run,
        value: at(values, -1),
        verdict: direction === 'unknown' ? withoutDirection(verdict) : verdict,
        expected: interval,
      },
      otherUnits,
    },
  ];
}

/**
 * The series of a whole history as trends. Convertible units are one trend; a series that changes to a unit that is not
 * convertible is cut there, and each trend says which others there are.
 */
export function historyTrends(history: readonly HistorySeries[], project: Project): HistoryTrend[] {
  const series = joinConvertibleUnits(history);
  const byName = Map.groupBy(series, (one) => one.series);
  return series.flatMap((one) => {
    const units = entryOf(byName, one.series, 'every series is in its group').map(({ unit }) => unit);
    return trendOf(one, [...new Set(units.filter((unit) => unit !== one.unit))], project);
  });
}
