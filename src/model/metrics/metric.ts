/** The units of the metrics that Perfolio computes itself. */
export type KnownUnit =
  'ms' | '1/s' | '1/min' | '1/day' | 'count' | 'users' | 'share' | 'MB' | 'percent' | 'cores' | 'score';

/** How a number is shown. Measures bring any other unit, as their tool or the project names it: "B/op". */
export type Unit = KnownUnit | (string & {});

/** Which way is good. */
export type Direction = 'lower' | 'higher';

/** Which way a measure is good; `unknown` where neither the file nor the project sets it. */
export type MeasureDirection = Direction | 'unknown';

/** A metric that targets, trends, diffs and claims can name. */
export interface Metric {
  readonly id: string;
  /** Sentence case, without unit. */
  readonly label: string;
  readonly unit: Unit;
  /** `unknown`: changes are listed without a verdict. */
  readonly direction: MeasureDirection;
  /** What a value belongs to: an endpoint of a scenario, a scenario, or an operation. */
  readonly of: 'endpoint' | 'scenario' | 'operation';
  /** Smallest relative change worth reporting; for shares an absolute one. */
  readonly minimumEffect: number;
}
