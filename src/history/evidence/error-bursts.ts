import { memoised } from '../../model/memoised.ts';
import type { Timeline, TimelinePoint } from '../../model/run-curves.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import { batchBounds } from '../../stats/batch-means.ts';
import { dispersionOf } from '../../stats/dispersion.ts';
import type { ErrorCount } from '../../stats/error-count.ts';

/** Fewer errors than this do not show whether they come in bursts. */
const fewestErrors = 5;

function countOf(points: readonly TimelinePoint[], widthSeconds: number): ErrorCount {
  let [errors, count] = [0, 0];
  for (const { requestsPerSecond, errorRate } of points) {
    const requests = (requestsPerSecond ?? 0) * widthSeconds;
    count += requests;
    errors += requests * (errorRate ?? 0);
  }
  return { errors, count };
}

function burstsIn({ points, widthSeconds }: Timeline): number | undefined {
  const batches = batchBounds(points.length).map(([from, to]) =>
    countOf(points.slice(from, to), widthSeconds),
  );
  const errors = batches.reduce((sum, one) => sum + one.errors, 0);
  const { variance, df } = dispersionOf(batches.filter(({ count }) => count > 0));
  return errors < fewestErrors || df < fewestErrors - 1 ? undefined : variance;
}

/**
 * By scenario, from the first timeline of each. Memoised: every later run asks for it once per endpoint, and unpacking
 * the timelines takes longer than the sums.
 */
const burstsByScenario = memoised(
  ({ timelines }: RunMeasures): ReadonlyMap<string | null, number | undefined> =>
    new Map(
      timelines
        .filter(({ source }) => source === 'samples')
        .toReversed()
        .map((timeline) => [timeline.scenario, burstsIn(timeline)]),
    ),
);

/**
 * How much more the errors of a scenario vary over 20 stretches of one run than independent ones would: at least 1;
 * undefined where time or too few errors do not show it.
 */
export const burstsOf = (run: RunMeasures, scenario: string | null): number | undefined =>
  burstsByScenario(run).get(scenario);
