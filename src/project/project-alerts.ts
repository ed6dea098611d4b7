import { alertsOf } from '../history/alerts/alerts.ts';
import type { Alerts } from '../model/documents/alert.ts';
import { memoised } from '../model/memoised.ts';
import { currentCommit } from '../store/git.ts';
import { unmeasuredBuilds } from './unmeasured-builds.ts';
import type { Workspace } from './workspace.ts';

/**
 * The alerts of a project. `nowMs` is the clock in ms since 1970; by default the last commit's, so that a build of one
 * commit stays the same to the byte.
 */
export async function projectAlerts(
  { reports, undated, trends, project, annotations, paths, commitLine }: Workspace,
  nowMs?: number,
): Promise<Alerts> {
  const dated = reports.filter(({ id }) => !undated.has(id));
  const everyBuild = project.expect?.everyBuild;
  return alertsOf({
    reports: dated,
    trends,
    project,
    annotations,
    line: commitLine,
    nowMs: nowMs ?? (await currentCommit(paths.data))?.committedAtMs ?? -Infinity,
    builds: everyBuild === undefined ? null : await unmeasuredBuilds(paths, everyBuild, dated),
  });
}

/** The alerts that the pages of a site show. */
export const siteAlerts = memoised((workspace: Workspace) => projectAlerts(workspace));
