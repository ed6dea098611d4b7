import { figureKey, type Figure } from '../model/figure.ts';
import { metricIds, metricOf, type MetricId } from '../model/metrics.ts';
import type { Project } from '../model/project.ts';
import type { RunMeasures } from '../model/run-measures.ts';
import type { Place } from './annotation-scope.ts';

/** What a report compares with its baseline, besides the metrics that targets name. */
const always: readonly MetricId[] = [
  'response.p50',
  'response.p95',
  'response.p99',
  'errors.rate',
  'throughput.requestsPerSecond',
  'memory.peak',
  'memory.growth',
  'cpu.average',
];

/** The metrics that a report follows: a fixed few and those of the project's targets, in table order. */
export function comparedMetrics(project: Project): ReadonlySet<MetricId> {
  const wanted = new Set<MetricId>([...always, ...project.targets.map(({ metric }) => metric)]);
  return new Set(metricIds.filter((id) => wanted.has(id)));
}

const isOfEndpoint = (metric: MetricId): boolean => metricOf(metric).of === 'endpoint';

/**
 * The figures of a run that are compared. Pooled samples only where a scenario has nothing finer, the mean only where
 * there is no median: each fact is tested once.
 */
export function comparedFigures(run: RunMeasures, project: Project): Figure[] {
  const metrics = comparedMetrics(project);
  const finer = new Set<string>();
  const withMedian = new Set<string>();
  for (const { metric, scenario, endpoint } of run.figures) {
    if (endpoint !== '*') finer.add(`${metric} ${scenario ?? ''}`);
    if (metric === 'response.p50') withMedian.add(figureKey({ metric, scenario, endpoint }));
  }
  return run.figures.filter(({ metric, scenario, endpoint }) => {
    const needsMean =
      metric === 'response.mean' &&
      !withMedian.has(figureKey({ metric: 'response.p50', scenario, endpoint }));
    if (!metrics.has(metric) && !needsMean) return false;
    return endpoint !== '*' || !isOfEndpoint(metric) || !finer.has(`${metric} ${scenario ?? ''}`);
  });
}

/** The places compared between two runs: the head's, then those that only the base has. */
export function comparedPlaces(base: RunMeasures, head: RunMeasures, project: Project): Place[] {
  const places = new Map<string, Place>();
  for (const figure of [...comparedFigures(head, project), ...comparedFigures(base, project)]) {
    const { metric, scenario, endpoint } = figure;
    const key = figureKey(figure);
    if (!places.has(key)) places.set(key, { metric, scenario, endpoint });
  }
  return [...places.values()];
}
