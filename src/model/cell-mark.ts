import type { Certainty, ChangeVerdict, Verdict } from './run-report.ts';

/** A change as its ratio to before, with its interval: natural logarithms of head / base. */
export interface IntervalMark {
  readonly kind: 'interval';
  readonly at: number;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly verdict: ChangeVerdict;
  readonly certainty: Certainty | null;
  /** How far the scale reaches to both sides of no change. */
  readonly reach: number;
}

/** A response time from its fastest to its slowest request, in milliseconds on a logarithmic scale. */
export interface StripMark {
  readonly kind: 'strip';
  readonly min: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly max: number | null;
  /** The median of the baseline. */
  readonly base: number | null;
  readonly bound: number | null;
  readonly domain: readonly [number, number];
}

/** How requests fared, as shares of all (0 to 1): within the target, slower, failed. */
export interface SharesMark {
  readonly kind: 'shares';
  readonly within: number;
  readonly slow: number;
  readonly failed: number;
}

/** The values of a build's repeats on the axis of their column, each with its verdict. */
export interface DotsMark {
  readonly kind: 'dots';
  readonly values: readonly { readonly value: number; readonly verdict: Verdict }[];
  readonly bound: number | null;
  readonly domain: readonly [number, number];
  readonly isLog: boolean;
}

/** A value against the bound of its target: all numbers are shares of the bound, which stands in the middle. */
export interface BulletMark {
  readonly kind: 'bullet';
  readonly value: number;
  readonly lower: number | null;
  readonly upper: number | null;
  /** On which side of the bound the target is met. */
  readonly meets: 'below' | 'above';
  readonly verdict: Verdict;
  /** What a pointer reads. */
  readonly title: string;
}

/** Where the values of a column of marks lie: labels at shares (0 to 1) of the width. */
export interface ScaleMark {
  readonly kind: 'scale';
  readonly of: 'interval' | 'strip' | 'dots' | 'bullet';
  readonly ticks: readonly { readonly at: number; readonly label: string; readonly isBound?: boolean }[];
}

/** A small picture in a cell of a table. The row's numbers state the same, so it needs no name. */
export type CellMark = IntervalMark | StripMark | SharesMark | DotsMark | BulletMark | ScaleMark;
