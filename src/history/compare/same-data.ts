import type { RunMeasures } from '../../model/run-measures.ts';

const dataOf = (run: RunMeasures): string =>
  run.sources
    .map(({ sha256 }) => sha256)
    .sort()
    .join(' ');

/** True where two runs were computed from the same raw files. */
export const hasSameData = (a: RunMeasures, b: RunMeasures): boolean =>
  a.sources.length > 0 && dataOf(a) === dataOf(b);
