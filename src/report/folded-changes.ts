import type { MetricId } from '../model/metrics/metrics.ts';
import type { Certainty, ChangeVerdict } from '../model/run-report.ts';

/** As much of a change as decides on its place in a list. */
export interface Foldable {
  readonly metric: MetricId;
  readonly scenario: string | null;
  readonly endpoint: string | null;
  readonly relative: number | null;
  readonly verdict: ChangeVerdict;
  readonly certainty: Certainty | null;
}

/** A change, and others that state the same fact: further percentiles of the endpoint, errors of its endpoints. */
export interface FoldedChange<Change extends Foldable> {
  readonly main: Change;
  readonly others: readonly Change[];
}

const familyOf = ({ metric }: Foldable): string => /^[a-z]+/i.exec(metric)?.[0] ?? metric;

/** Metrics whose kinds are facts of their own: requests per second and total requests are two. */
const separate = new Set(['throughput', 'users', 'measure']);

/** Changes with equal keys state one fact. Failures of a scenario are one, whichever endpoints they hit. */
function factOf(change: Foldable): string {
  const family = familyOf(change);
  const { metric, scenario, endpoint, verdict } = change;
  const kind = separate.has(family) ? metric : family;
  return JSON.stringify([kind, verdict, scenario, family === 'errors' ? null : endpoint]);
}

/** Size of a change that does not depend on its direction: doubling and halving are equal. */
const sizeOf = ({ relative }: Foldable): number =>
  relative === null || relative <= -1 ? Infinity : Math.abs(Math.log1p(relative));

const isPooled = ({ metric, endpoint }: Foldable): boolean =>
  metric === 'errors.rate' && (endpoint === '*' || endpoint === null);

/** What speaks for a whole family: the pooled error rate, then what is confirmed, then what is largest. */
function strongestFirst(a: Foldable, b: Foldable): number {
  const pooled = Number(isPooled(b)) - Number(isPooled(a));
  const certain = Number(b.certainty === 'confirmed') - Number(a.certainty === 'confirmed');
  return pooled || certain || sizeOf(b) - sizeOf(a) || 0;
}

const rankOf = ({ verdict, certainty }: Foldable): number =>
  (verdict === 'worse' ? 0 : verdict === 'better' ? 2 : 4) + (certainty === 'confirmed' ? 0 : 1);

/** One entry for each fact, each with its strongest change: regressions before improvements, confirmed ones first. */
export function foldedChanges<Change extends Foldable>(changes: readonly Change[]): FoldedChange<Change>[] {
  const facts = [...Map.groupBy(changes, factOf).values()].flatMap((same) => {
    const [main, ...others] = same.toSorted(strongestFirst);
    return main === undefined ? [] : [{ main, others }];
  });
  return facts.toSorted((a, b) => rankOf(a.main) - rankOf(b.main) || sizeOf(b.main) - sizeOf(a.main) || 0);
}
