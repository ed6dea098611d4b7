import type { TrendPoint } from '../../model/trend.ts';
import { label, stroke, type PlotFrame } from '../plot.ts';

/** Where runs stand. */
export interface RunScale {
  readonly frame: PlotFrame;
  readonly x: (index: number) => number;
}

/** More releases than this are a grey surface, not rules. */
const mostRules = 24;

/** Room for a name in the row of dates, and for the dates at both ends. */
const nameWidth = 44;
const dateWidth = 66;

/** The first run of each release. */
function firstRuns(points: readonly TrendPoint[]): { index: number; name: string }[] {
  const seen = new Set<string>();
  return points.flatMap(({ release, isIgnored }, index) => {
    if (release === undefined || isIgnored || seen.has(release)) return [];
    seen.add(release);
    return [{ index, name: release }];
  });
}

/** A rule at the first run of each release, with its name between the dates where there is room. */
export function releaseRules({ frame: f, x }: RunScale, points: readonly TrendPoint[]): string[] {
  const releases = firstRuns(points);
  if (releases.length > mostRules) return [];
  let taken = f.left + dateWidth;
  return releases.map(({ index, name }) => {
    const at = x(index);
    const rule = stroke(`M${at.toFixed(1)} ${f.top}V${f.height - f.bottom + 4}`, 'var(--rule)', 1);
    const hasRoom = at - nameWidth / 2 >= taken && at + nameWidth / 2 <= f.width - f.right - dateWidth;
    if (!hasRoom || name.length > 8) return rule;
    taken = at + nameWidth / 2;
    return rule + label(name, at, f.height - 6, { anchor: 'middle' });
  });
}
