import type { Alert, Alerts } from '../../model/documents/alert.ts';
import type { Annotation } from '../../model/documents/annotations.ts';
import type { CommitLine } from '../compare/commit-range.ts';
import { compareUrl } from '../compare/compare-url.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunReport } from '../../model/run-report.ts';
import type { TrendSeries } from '../../model/trend.ts';
import { whyIgnored } from '../runs/main-line.ts';
import { isEvidence } from '../runs/pairs.ts';
import type { AlertDraft, UnmeasuredBuilds } from './drafts.ts';
import { arrivedRuns, missingRuns } from './missing-runs.ts';
import { objectiveAlerts } from './objective-alerts.ts';
import { nextDueOf, overdueAlerts } from './overdue.ts';
import { regressionAlerts } from './regression-alerts.ts';
import { joinedAlerts, reportedRegressions } from './reported-regressions.ts';
import { vanishedAlerts } from './vanished-alerts.ts';

/** What alerts are found in. `reports` are the dated ones, in order; `nowMs` is the clock in ms since 1970. */
export interface AlertSources {
  readonly reports: readonly RunReport[];
  readonly trends: readonly TrendSeries[];
  readonly project: Project;
  readonly annotations: readonly Annotation[];
  readonly nowMs: number;
  /** What git knows about builds without a run; null unless `expect.everyBuild` asks for it. */
  readonly builds?: UnmeasuredBuilds | null;
  /** What git knows of the commits between runs. */
  readonly line?: CommitLine;
}

/** Runs that count, oldest first. */
const countedRuns = ({ reports, project, annotations }: AlertSources): RunReport[] =>
  reports.filter(
    ({ measures }) => !isEvidence(measures) && whyIgnored(measures, project, annotations) === null,
  );

const isOpen = ({ state }: Alert): number => (state === 'open' ? 0 : 1);

/**
 * The alerts of the main line: a run that is overdue, missed objectives, endpoints that vanished, and regressions grouped by the first run
 * that has them. Open ones come first. Regressions that one session alone shows are suspected.
 */
export function alertsOf(sources: AlertSources): Alerts {
  const { reports, trends, project, annotations, builds = null } = sources;
  const runs = countedRuns(sources);
  const commitOf = new Map(reports.map(({ id, measures }) => [id, measures.manifest.commit ?? null]));
  const missing = missingRuns(sources);
  const expected = { runs: arrivedRuns(sources), builds, project, nowMs: sources.nowMs };
  const measures = runs.map((one) => one.measures);
  const { confirmed, suspected } = regressionAlerts({ trends, runs: measures, project, annotations });
  const withCommits = ({ newestBuild, ...one }: AlertDraft): Alert => {
    const [from, to] = [commitOf.get(one.base ?? '') ?? null, newestBuild ?? commitOf.get(one.since) ?? null];
    const count = sources.line?.countBetween(from, to) ?? null;
    const url = compareUrl(project.repository, from, to);
    return { ...one, commits: { from, to, url, ...(count !== null && { count }) } };
  };
  const found = [
    ...overdueAlerts(expected),
    ...objectiveAlerts(sources),
    ...vanishedAlerts(runs, annotations),
    ...confirmed,
  ];
  return {
    schemaVersion: 1,
    alerts: found.map(withCommits).toSorted((a, b) => isOpen(a) - isOpen(b)),
    suspected: joinedAlerts(suspected, reportedRegressions(trends, runs)).map(withCommits),
    nextDue: nextDueOf(expected),
    ...(missing.length > 0 && { missing }),
    notJudged: builds?.unknown ?? null,
  };
}
