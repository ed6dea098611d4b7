import { memoised } from '../model/memoised.ts';
import type { AdjustmentEntry, LedgerEntry, RunReport } from '../model/run-report.ts';
import type { SinceReport } from '../model/since.ts';
import type { TrendSeries } from '../model/trend.ts';

/** What became of all that runs recommended and proposed. */
export interface FollowedUp {
  readonly ledger: readonly LedgerEntry[];
  readonly proposals: readonly AdjustmentEntry[];
}

const placesOf = memoised(
  (reports: readonly RunReport[]): ReadonlyMap<string, number> =>
    new Map(reports.map(({ id }, i) => [id, i])),
);

/** Recommendations or proposals by the run that they come from: every report asks for its own. */
const recommendedBy = memoised((ledger: readonly LedgerEntry[]) => Map.groupBy(ledger, ({ from }) => from));
const proposedBy = memoised((proposals: readonly AdjustmentEntry[]) =>
  Map.groupBy(proposals, ({ from }) => from),
);

const stepsAt = memoised((trends: readonly TrendSeries[]) =>
  Map.groupBy(
    trends.flatMap(({ changePoints }) => changePoints).filter(({ certainty }) => certainty === 'confirmed'),
    ({ run }) => run,
  ),
);

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
  const laterRuns = reports.length - 1 - (placesOf(reports).get(report.id) ?? -1);
  const newest = reports.at(-1);
  if (newest === undefined || laterRuns === 0) return null;
  return {
    laterRuns,
    newest: { id: newest.id, slug: newest.slug },
    recommendations: recommendedBy(ledger).get(report.id) ?? [],
    adjustments: proposedBy(proposals).get(report.id) ?? [],
    changePoints: stepsAt(trends).get(report.id) ?? [],
  };
}
