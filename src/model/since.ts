import type { AdjustmentEntry, LedgerEntry, ReportedChangePoint } from './run-report.ts';

/** What became known after a report was made: the only part of an old page that changes. */
export interface SinceReport {
  /** Runs made after it. */
  readonly laterRuns: number;
  readonly newest: { readonly id: string; readonly slug: string };
  /** The report's own recommendations and what became of them. */
  readonly recommendations: readonly LedgerEntry[];
  /** The settings that it proposed and what became of them. */
  readonly adjustments: readonly AdjustmentEntry[];
  /** Changes of level that later runs showed to begin with this one. */
  readonly changePoints: readonly ReportedChangePoint[];
}
