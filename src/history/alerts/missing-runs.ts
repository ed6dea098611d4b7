import type { MissingRuns } from '../../model/documents/alert.ts';
import type { Annotation } from '../../model/documents/annotations.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunReport } from '../../model/run-report.ts';
import { isOnMainLine } from '../runs/main-line.ts';
import { isEvidence } from '../runs/pairs.ts';

interface Sources {
  readonly reports: readonly RunReport[];
  readonly project: Project;
  readonly annotations: readonly Annotation[];
}

const hourMs = 3_600_000;

/** Older gaps are no news. */
const newestDays = 30;

/** Runs of the main line, ignored ones too: they took place. */
export const arrivedRuns = ({ reports, project, annotations }: Sources): RunReport[] =>
  reports.filter(({ measures }) => !isEvidence(measures) && isOnMainLine(measures, project, annotations));

/**
 * Runs that `expect.everyHours` asked for and that never came, oldest first, of the 30 days before the latest run. What is
 * missing after the latest run is an alert.
 */
export function missingRuns(sources: Sources): MissingRuns[] {
  const hours = sources.project.expect?.everyHours;
  if (hours === undefined) return [];
  const starts = arrivedRuns(sources).flatMap(({ measures }) => measures.startedAt ?? []);
  const latest = Date.parse(starts.at(-1) ?? '');
  return starts.slice(1).flatMap((to, i): MissingRuns[] => {
    const from = starts[i] ?? to;
    const gapHours = (Date.parse(to) - Date.parse(from)) / hourMs;
    const isRecent = latest - Date.parse(to) <= newestDays * 24 * hourMs;
    const runs = Math.ceil(gapHours / hours) - 1;
    return isRecent && runs > 0 ? [{ from, to, runs }] : [];
  });
}
