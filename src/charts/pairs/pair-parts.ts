import { isCalled } from '../../model/metrics/called.ts';
import type { RunReport } from '../../model/run-report.ts';
import { line, valueAxis, type Layer } from '../parts.ts';
import type { ComparedRuns } from './pair-chart.ts';

/** The base is thin, grey and dashed, the head strong: distinguished without colour, which means verdicts only. */
export const looks = {
  base: { colour: 'var(--ink-3)', fill: 'var(--line-rest)', width: 1.5, dash: [4, 3] },
  head: { colour: 'var(--line-50)', fill: 'var(--line-50)', width: 2, dash: undefined },
} as const;

/** More than this does not fit at the end of a line. */
const longestName = 9;

/** What the lines of the two runs are called: their versions where these distinguish them. */
export function runNames(base: RunReport, head: RunReport): { base: string; head: string } {
  const [from, to] = [base, head].map(({ measures }) => measures.manifest.version ?? '');
  const isShort = (name: string | undefined): name is string =>
    name !== undefined && name !== '' && name.length <= longestName;
  return isShort(from) && isShort(to) && from !== to
    ? { base: from, head: to }
    : { base: 'base', head: 'head' };
}

/** "Solid: 1.7.0 (head). Dashed grey: 1.6.0 (base)." */
export function legend(base: RunReport, head: RunReport): string {
  const names = runNames(base, head);
  const named = (name: string, role: string): string => (name === role ? role : `${name} (${role})`);
  return `solid: ${named(names.head, 'head')}; dashed grey: ${named(names.base, 'base')}`;
}

type Change = ComparedRuns['changes'][number];

/** How certain the changes are that `isOf` picks: 2 with a confirmed one, 1 with a suspected one, else 0. */
export const certaintyIn = (changes: readonly Change[], isOf: (change: Change) => boolean): number =>
  changes.reduce(
    (most, change) =>
      isCalled(change) && isOf(change) ? Math.max(most, change.certainty === 'confirmed' ? 2 : 1) : most,
    0,
  );

/** The largest ratio of the changes that `isOf` picks, as a logarithm; 0 of none. */
export const sizeIn = (changes: readonly Change[], isOf: (change: Change) => boolean): number =>
  changes.reduce(
    (most, change) =>
      change.relative !== null && change.relative > -1 && isOf(change)
        ? Math.max(most, Math.abs(Math.log1p(change.relative)))
        : most,
    0,
  );

/** Orders by the first number that differs, the largest first. */
export function byRank(left: readonly number[], right: readonly number[]): number {
  return left.map((value, i) => (right[i] ?? 0) - value).find((difference) => difference !== 0) ?? 0;
}

/** Both runs as lines over time: the data sets `base` and `head`. */
export const bothLines = (scale: 'log' | 'linear'): Layer[] => {
  const y = valueAxis(scale);
  return (['base', 'head'] as const).map((side) => {
    const { colour, width, dash } = looks[side];
    return line(side, colour, width, y, { dash, title: side });
  });
};
