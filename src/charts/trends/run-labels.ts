import { buildKey, buildName } from '../../history/runs/build.ts';
import type { TrendPoint } from '../../model/trend.ts';
import { at } from '../../model/checked.ts';
import { shortVersions } from '../../model/text/short-versions.ts';
import { label } from '../plot.ts';
import type { RunScale } from './release-rules.ts';

/** A digit is about so wide, and names stand so far apart. */
const letter = 7.2;
const gap = 8;

/** Of more builds the days tell when; more hairlines than this are a grey surface. */
const mostBuilds = 16;

interface Start {
  readonly index: number;
  readonly name: string;
}

/** Where each stretch of runs with one key begins. */
function startsOf(
  points: readonly TrendPoint[],
  keyOf: (point: TrendPoint) => string,
  nameOf: (point: TrendPoint) => string,
): Start[] {
  const starts: Start[] = [];
  let before: string | null = null;
  for (const [index, point] of points.entries()) {
    const key = keyOf(point);
    if (key !== before) starts.push({ index, name: nameOf(point) });
    before = key;
  }
  return starts;
}

const dayOf = ({ startedAt }: TrendPoint): string => startedAt?.slice(0, 10) ?? '';

/**
 * The axis of the runs: where each build begins with its name, else the days. A hairline marks each beginning, the last
 * one is always named, and of the others as many as fit.
 */
export function runLabels({ frame: f, x }: RunScale, points: readonly TrendPoint[]): string {
  const builds = startsOf(points, buildKey, buildName);
  const days = startsOf(points, dayOf, dayOf);
  const isByBuild =
    (builds.length <= mostBuilds || days.length < 2) && points.every(({ version }) => version !== null);
  const hasReleases = points.some(({ release }) => release !== undefined);
  const all = isByBuild ? builds : days;
  // Releases are named between the first and the last.
  const names = isByBuild ? shortVersions(all.map(({ name }) => name)) : all.map(({ name }) => name);
  const named = all.map((start, i) => ({ ...start, name: at(names, i) }));
  const starts = hasReleases ? named.filter((_, i) => i === 0 || i === named.length - 1) : named;
  const [y, right] = [f.height - 6, f.width - f.right];
  const placed = starts.map(({ index, name }) => {
    const edge = index === 0 ? f.left : (x(index) + x(index - 1)) / 2;
    const from = Math.min(edge + (index === 0 ? 0 : 2), right - name.length * letter);
    return { edge, from, name, end: from + name.length * letter };
  });
  const last = placed.at(-1);
  let free = -Infinity;
  const shown = placed.filter((one) => {
    const fits = one === last || (one.from >= free && one.end + gap <= (last?.from ?? Infinity));
    if (fits) free = one.end + gap;
    return fits;
  });
  const lines = placed.slice(1).map(({ edge }) => `M${edge.toFixed(1)} ${f.top}V${f.height - f.bottom}`);
  const rules =
    hasReleases || lines.length === 0 || lines.length > mostBuilds
      ? ''
      : `<path d="${lines.join('')}" stroke="var(--rule)"/>`;
  return rules + shown.map(({ name, from }) => label(name, from, y)).join('');
}

/** Of more runs the list would be larger than the picture. */
const mostNamed = 200;

/** Where the first and the last run stand, and the ids of all: what a reader who points at a run wants to know. */
export function alongRuns({ x }: RunScale, points: readonly TrendPoint[]): string | undefined {
  if (points.length < 2 || points.length > mostNamed) return undefined;
  return [x(0), x(points.length - 1), ...points.map(({ run }) => run)].join(' ');
}
