import { isMeasure } from '../../model/metrics/measure-metrics.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import { batchBounds } from '../../stats/batch-means.ts';
import { mean } from '../../stats/moments.ts';
import type { Place } from '../runs/annotation-scope.ts';

/** Means of equal stretches of a curve. */
function batchMeans(points: readonly (number | null)[]): number[] {
  return batchBounds(points.length).flatMap(([from, to]) => {
    const known = points.slice(from, to).filter((value) => value !== null);
    return known.length === 0 ? [] : mean(known);
  });
}

/** A metric in equal stretches of time of one run, or the readings of a measure; none where only an aggregate is known. */
export function batchesOf(run: RunMeasures, { metric, scenario, endpoint }: Place): readonly number[] {
  if (isMeasure(metric))
    return (
      run.measures.find(
        (one) => one.metric === metric && one.scenario === scenario && (one.endpoint ?? null) === endpoint,
      )?.readings ?? []
    );
  if (metric === 'response.p50' || metric === 'response.p95') {
    const row = run.batches.find((one) => one.scenario === scenario && one.endpoint === endpoint);
    return row?.[metric === 'response.p50' ? 'p50' : 'p95'] ?? [];
  }
  if (metric === 'throughput.requestsPerSecond') {
    if (endpoint !== null) return [];
    const timeline = run.timelines.find((one) => one.scenario === scenario && one.source === 'samples');
    return batchMeans(timeline?.points.map((point) => point.requestsPerSecond) ?? []);
  }
  if (metric === 'cpu.average') {
    const curve = run.cpuCurves.find((one) => one.scenario === scenario);
    return batchMeans(curve?.points.map((point) => point.percent) ?? []);
  }
  return [];
}
