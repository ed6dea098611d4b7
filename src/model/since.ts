import type { AdjustmentEntry, LedgerEntry, ReportedChangePoint } from './run-report.ts';

/** What became known after a report: the only part of an old page that changes. */
export interface SinceReport {
  /** Runs made after it. */
  readonly laterRuns: number;
  readonly newest: { readonly id: string; readonly slug: string };
  /** The report's own recommendations with their status. */
  readonly recommendations: readonly LedgerEntry[];
  /** The settings that it proposed, with their status. */
  readonly adjustments: readonly AdjustmentEntry[];
  /** Level shifts that begin with this run, as later runs show. */
  readonly changePoints: readonly ReportedChangePoint[];
}
