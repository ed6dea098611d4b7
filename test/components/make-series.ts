import { metricOf, type MetricId } from '../../src/model/metrics/metrics.ts';
import type { TrendSeries } from '../../src/model/trend.ts';

/** A series of eight runs; each step is the index of its first run and its relative change. */
export function series(
  metric: MetricId,
  endpoint: string | null,
  steps: readonly (readonly [index: number, relative: number])[],
  rest: Partial<TrendSeries> = {},
): TrendSeries {
  const { unit, direction } = metricOf(metric);
  const scenario = rest.scenario === undefined ? 'Buying' : rest.scenario;
  const points = Array.from({ length: 8 }, (_, i) => ({
    run: `r${i}`,
    slug: `r${i}`,
    startedAt: `2026-11-0${i + 1}T10:00:00.000Z`,
    version: `1.${i}`,
    commit: null,
    value: 100,
    bounds: null,
    source: 'exact' as const,
    environment: 0,
    isIgnored: false,
    ignoredBecause: null,
  }));
  const changePoints = steps.map(([index, relative]) => ({
    metric,
    scenario,
    endpoint,
    run: `r${index}`,
    lastBefore: `r${index - 1}`,
    before: 100,
    after: 100 * (1 + relative),
    relative,
    interval: null,
    certainty: 'confirmed' as const,
    verdict: relative > 0 === (direction === 'lower') ? ('worse' as const) : ('better' as const),
    index,
    runsBefore: index,
    runsAfter: 8 - index,
    status: 'open' as const,
    reason: null,
    link: null,
  }));
  return {
    key: `${metric} ${scenario} ${endpoint}`,
    metric,
    scenario,
    endpoint,
    label: endpoint === '*' ? 'All requests' : (endpoint ?? scenario ?? ''),
    unit,
    direction,
    environments: [{ fingerprint: 'a', facts: ['one'] }],
    points,
    changePoints,
    levels: [],
    breaks: [],
    drift: null,
    newest: { run: 'r7', value: 100, verdict: 'no-change-shown', expected: null },
    targets: [],
    ...rest,
  };
}
