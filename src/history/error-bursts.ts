import type { RunMeasures, TimelinePoint } from '../model/run-measures.ts';
import { batchBounds } from '../stats/batch-means.ts';
import type { ErrorCount } from '../stats/compare-error-rates.ts';
import { dispersionOf } from '../stats/dispersion.ts';

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

/**
 * How much more the errors of a scenario vary over 20 stretches of one run than independent ones would: at least 1;
 * undefined where time or too few errors do not show it.
 */
export function burstsOf(run: RunMeasures, scenario: string | null): number | undefined {
  const timeline = run.timelines.find((one) => one.scenario === scenario && one.source === 'samples');
  if (timeline === undefined) return undefined;
  const batches = batchBounds(timeline.points.length).map(([from, to]) =>
    countOf(timeline.points.slice(from, to), timeline.widthSeconds),
  );
  const errors = batches.reduce((sum, one) => sum + one.errors, 0);
  const { variance, df } = dispersionOf(batches.filter(({ count }) => count > 0));
  return errors < fewestErrors || df < fewestErrors - 1 ? undefined : variance;
}
