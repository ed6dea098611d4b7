import { at } from '../model/checked.ts';
import { formatValue } from '../model/text/format.ts';
import type { TrendSeries } from '../model/trend.ts';

/** The facts shown about the run that a reader points at. */
export interface PointFacts {
  readonly run: string;
  readonly slug: string;
  /** "1.4.0 · commit 0123456789 · 2026-03-01 10:00 UTC", as far as known. */
  readonly about: string;
  /** "118 ms, 95% interval 112 ms to 125 ms" */
  readonly value: string;
}

/** The facts of a point of a series. */
export function pointFacts({ points, unit }: TrendSeries, index: number): PointFacts {
  const {
    run,
    slug,
    version,
    commit,
    startedAt,
    value,
    bounds: known,
    source,
    ignoredBecause,
  } = at(points, index);
  const interval =
    known?.lower == null || known.upper == null
      ? 'no interval'
      : `95% interval ${formatValue(known.lower, unit)} to ${formatValue(known.upper, unit)}`;
  return {
    run,
    slug,
    about: [
      version === null ? null : `version ${version}`,
      commit === null ? null : `commit ${commit.slice(0, 10)}`,
      startedAt === null ? 'undated' : `${startedAt.slice(0, 10)} ${startedAt.slice(11, 16)} UTC`,
    ]
      .filter((part) => part !== null)
      .join(' · '),
    value: [
      `${formatValue(value, unit)}, ${interval}`,
      source === 'exact' ? null : source,
      ignoredBecause === null ? null : `ignored: ${ignoredBecause}`,
    ]
      .filter((part) => part !== null)
      .join('; '),
  };
}
