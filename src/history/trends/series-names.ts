import { isMeasure } from '../../model/metrics/measure-metrics.ts';
import { metricOf, type MetricRef } from '../../model/metrics/metrics.ts';
import type { Project } from '../../model/documents/project.ts';
import { labelFor, type RunKind } from '../../model/run-kind.ts';
import type { RunReport } from '../../model/run-report.ts';
import type { TrendSeries } from '../../model/trend.ts';
import { endpointNames } from '../../report/measure/endpoint-names.ts';
import type { Place } from '../runs/annotation-scope.ts';

/** How a metric is called where the table of metrics does not say it: measures, and all of benchmarks. */
export function metricNames(
  of: MetricRef,
  kind: RunKind,
): Pick<TrendSeries, 'metricLabel' | 'isOfBenchmarks'> {
  const { label } = metricOf(of);
  if (kind === 'benchmark') return { metricLabel: labelFor(kind, label), isOfBenchmarks: true };
  return isMeasure(of.metric) ? { metricLabel: label } : {};
}

/** How places are called: by their endpoint, else by their scenario. */
export function placeNames(reports: readonly RunReport[], project: Project): (place: Place) => string {
  const names = endpointNames(project);
  const scenarios = new Map(
    reports.flatMap(({ measures }) => measures.scenarios.map(({ id, name }) => [id, name])),
  );
  return ({ scenario, endpoint }) =>
    endpoint === null ? (scenarios.get(scenario ?? '') ?? scenario ?? 'Whole run') : names(endpoint).label;
}
