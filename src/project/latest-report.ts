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
