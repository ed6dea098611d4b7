import { isMeasure } from '../model/metrics/measure-metrics.ts';
import type { MetricValue } from '../model/metrics/metric-value.ts';
import { metricOf } from '../model/metrics/metrics.ts';
import type { RunMeasures } from '../model/run-measures.ts';
import { comparedValues } from '../history/compare/compared-places.ts';
import { placeNumber } from '../history/runs/metric-index.ts';
import type { Surroundings } from './runs-around.ts';

/** One metric stands for the others of its file: without memory readings there is no growth either. */
const standing: ReadonlySet<string> = new Set(['memory.peak', 'cpu.average', 'throughput.requestsPerSecond']);

const isJudged = (value: MetricValue): boolean =>
  standing.has(value.metric) || (isMeasure(value.metric) && metricOf(value).direction !== 'unknown');

/**
 * Memory, CPU, rates and measures that the baseline has, and neither the run nor another new one: clauses. What belongs to
 * an endpoint or a scenario that is gone as a whole is left out, since that is reported already.
 */
export function lostReadings(
  baseline: RunMeasures,
  head: RunMeasures,
  { others, project }: Surroundings,
): string[] {
  const measured = new Set([head, ...others].flatMap(({ metricValues }) => metricValues.map(placeNumber)));
  const scenarios = new Set(head.metricValues.map(({ scenario }) => scenario));
  const endpoints = new Set(head.metricValues.map(({ endpoint }) => endpoint));
  const isElsewhere = ({ metric, scenario, endpoint }: MetricValue): boolean =>
    (metric.startsWith('throughput.') && !hasRequests(head, scenario)) ||
    (isMeasure(metric) && !(scenarios.has(scenario) && (endpoint === null || endpoints.has(endpoint))));
  return comparedValues(baseline, project)
    .filter((value) => isJudged(value) && !measured.has(placeNumber(value)) && !isElsewhere(value))
    .map(
      (value) => `${metricOf(value).label}${placeOf(value)} was measured in ${baseline.id} and is not here`,
    );
}

const hasRequests = ({ response }: RunMeasures, scenario: string | null): boolean =>
  response.some((row) => row.scenario === scenario);

const placeOf = ({ scenario, endpoint }: MetricValue): string =>
  [
    endpoint === null || endpoint === '*' ? '' : ` of ${endpoint}`,
    scenario === null ? '' : ` in ${scenario}`,
  ].join('');
