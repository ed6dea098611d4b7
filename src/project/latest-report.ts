import { isEvidence } from '../history/runs/pairs.ts';
import type { RunReport } from '../model/run-report.ts';
import type { Workspace } from './workspace.ts';

/** The report that the start page and the trends begin with: the newest that has a date and is no run of a pair. */
export function latestReport({
  reports,
  undated,
}: Pick<Workspace, 'reports' | 'undated'>): RunReport | undefined {
  const subjects = reports.filter(({ measures }) => !isEvidence(measures));
  return subjects.findLast(({ id }) => !undated.has(id)) ?? subjects.at(-1);
}

/** The runs that are a run's history, in order, the run itself last: a report knows no later ones. */
export function runsUntil(
  report: RunReport,
  { reports, undated }: Pick<Workspace, 'reports' | 'undated'>,
): RunReport[] {
  const earlier = reports.slice(0, reports.indexOf(report));
  return [...earlier.filter(({ id, measures }) => !undated.has(id) && !isEvidence(measures)), report];
}
