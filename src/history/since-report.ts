import type { AdjustmentEntry, LedgerEntry, RunReport } from '../model/run-report.ts';
import type { SinceReport } from '../model/since.ts';
import type { TrendSeries } from '../model/trend.ts';

/** What became of all that runs recommended and proposed. */
export interface FollowedUp {
  readonly ledger: readonly LedgerEntry[];
  readonly proposals: readonly AdjustmentEntry[];
}

/**
 * What became known after a report: its successor's successors, what became of its recommendations, and the levels that
 * later runs showed to begin with it. `reports` are all, in order. Null for the newest run.
 */
export function sinceOf(
  report: RunReport,
  reports: readonly RunReport[],
  { ledger, proposals }: FollowedUp,
  trends: readonly TrendSeries[],
): SinceReport | null {
  const later = reports.slice(reports.findIndex(({ id }) => id === report.id) + 1);
  const newest = later.at(-1);
  if (newest === undefined) return null;
  return {
    laterRuns: later.length,
    newest: { id: newest.id, slug: newest.slug },
    recommendations: ledger.filter(({ from }) => from === report.id),
    adjustments: proposals.filter(({ from }) => from === report.id),
    changePoints: trends
      .flatMap(({ changePoints }) => changePoints)
      .filter(({ run, certainty }) => run === report.id && certainty === 'confirmed'),
  };
}
