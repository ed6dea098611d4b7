import type { Verdict } from '../../model/run-report.ts';
import { largest, smallest } from '../../model/long-lists.ts';
import { shortVersions } from '../../model/text/short-versions.ts';
import { escapeText } from '../plot.ts';
import { at } from './frame.ts';
import { verdictRow } from './verdict-dots.ts';

/** The value of a target in one run; null if it was not measured. */
export interface StripRun {
  readonly value: number | null;
  readonly verdict: Verdict;
  /** What readers call its build. */
  readonly build: string;
}

/** The size of a strip in pixels. With `hasBuilds` the lowest 14 px name the builds. */
export interface StripFrame {
  readonly width: number;
  readonly height: number;
  readonly hasBuilds: boolean;
}

const inset = 4;
const namesHeight = 14;
/** A digit needs about so many pixels, and so many stay free between names. */
const letter = 7;
const gap = 6;

/**
 * How a target fared over the runs, oldest first: a mark for each run whose shape is its verdict, and the bound. Null for
 * fewer than two values.
 */
export function historyStrip(
  runs: readonly StripRun[],
  { bound, isLog, label, frame }: { bound: number; isLog: boolean; label: string; frame: StripFrame },
): string | null {
  const known = runs.flatMap(({ value }) => value ?? []);
  if (known.length < 2) return null;
  const { width, hasBuilds } = frame;
  const height = frame.height - (hasBuilds ? namesHeight : 0);
  const all = [...known, bound];
  const on = isLog && smallest(all) > 0 ? Math.log : (value: number) => value;
  const [low, high] = [on(smallest(all)), on(largest(all))];
  const y = (value: number): number =>
    high === low ? height / 2 : height - inset - ((height - 2 * inset) * (on(value) - low)) / (high - low);
  // Equal steps and whole heights make equal path data, which compresses to a fifth.
  const step = Math.floor((10 * (width - 2 * inset)) / (runs.length - 1)) / 10;
  const x = (i: number): number => inset + step * i;
  const places = runs.flatMap(({ value, verdict }, i) =>
    value === null ? [] : [{ x: x(i), y: Math.round(y(value)), verdict }],
  );
  return (
    `<svg class="m strip" viewBox="0 0 ${width} ${frame.height}" role="img" aria-label="${escapeText(label)}">` +
    (hasBuilds ? buildNames(runs, x, frame) : '') +
    `<path class="tg" d="M0 ${at(y(bound))}H${width}"/>${verdictRow(places)}</svg>`
  );
}

/** A hairline where a build begins, with its name beneath where there is room. */
function buildNames(
  runs: readonly StripRun[],
  x: (i: number) => number,
  { width, height }: StripFrame,
): string {
  let free = -Infinity;
  const begun = runs.flatMap(({ build }, i) => (i > 0 && runs[i - 1]?.build === build ? [] : [{ build, i }]));
  const builds = shortVersions(begun.map(({ build }) => build));
  const starts = begun.map(({ i }, k) => ({ build: builds[k] ?? '', i }));
  const lines = starts.map(({ i }) =>
    i === 0 ? '' : `M${at((x(i) + x(i - 1)) / 2)} 0v${height - namesHeight}`,
  );
  const names = starts.map(({ build, i }) => {
    const from = i === 0 ? 0 : (x(i) + x(i - 1)) / 2 + 2;
    const end = from + build.length * letter;
    if (from < free || end > width) return '';
    free = end + gap;
    return `<text x="${at(from)}" y="${height - 2}">${escapeText(build)}</text>`;
  });
  return `<path class="r" d="${lines.join('')}"/>${names.join('')}`;
}
