import { alertsOf } from '../../history/alerts/alerts.ts';
import type { Alerts } from '../../model/documents/alert.ts';
import type { Workspace } from '../../project/workspace.ts';
import { revisionOf } from '../../store/git.ts';

/** The alerts of a site. Its clock is the last commit, so that a build of one commit stays the same to the byte. */
export async function siteAlerts(
  { reports, undated, trends, project, annotations }: Workspace,
  data: string,
): Promise<Alerts> {
  const nowMs = (await revisionOf(data))?.committedAtMs ?? -Infinity;
  const dated = reports.filter(({ id }) => !undated.has(id));
  return alertsOf({ reports: dated, trends, project, annotations, nowMs });
}
