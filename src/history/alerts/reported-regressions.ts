import { metricKey } from '../../model/metrics/metric-value.ts';
import { diffMetric } from '../../report/diff-metric.ts';
import type { RunReport } from '../../model/run-report.ts';
import type { TrendSeries } from '../../model/trend.ts';
import type { AlertDraft } from './drafts.ts';

/**
 * Regressions that the reports of the latest runs confirm, while there are too few runs for a level shift, by the first run
 * that has them; newest first.
 */
export function reportedRegressions(
  trends: readonly TrendSeries[],
  reports: readonly RunReport[],
): AlertDraft[] {
  const byRun = Map.groupBy(
    trends.filter(({ reported }) => reported?.verdict === 'worse'),
    ({ reported }) => reported?.run,
  );
  return reports.toReversed().flatMap(({ id, context, measures }): AlertDraft[] => {
    const keys = new Set(byRun.get(id)?.map(({ key }) => key));
    if (keys.size === 0) return [];
    const changes = context.changes.filter((change) => keys.has(metricKey(change)));
    return [
      {
        id: `regression-${id}`,
        kind: 'regression',
        state: 'open',
        since: id,
        base: context.baseline?.id ?? null,
        metrics: changes.map(diffMetric),
        updated: measures.startedAt,
      },
    ];
  });
}

/** Two lists of alerts as one: what began with the same run is one alert. */
export function joinedAlerts(first: readonly AlertDraft[], second: readonly AlertDraft[]): AlertDraft[] {
  const bySince = new Map(first.map((one) => [one.id, one]));
  for (const one of second) {
    const known = bySince.get(one.id);
    bySince.set(
      one.id,
      known === undefined ? one : { ...known, metrics: [...known.metrics, ...one.metrics] },
    );
  }
  return [...bySince.values()];
}
