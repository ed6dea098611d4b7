import { memoised } from '../../model/memoised.ts';
import type { Workspace } from '../../project/workspace.ts';
import { trendSite } from '../trends/page-data.ts';
import type { Badge } from './badge-svg.ts';
import { badges, newestOnMainLine, type BadgeSources } from './badges.ts';
import { metricBadges, targetTrends, type MetricBadges } from './metric-badges.ts';

/** All badges of a site. */
export interface SiteBadges {
  /** By the name of the file: one for each target, and the whole project's. */
  readonly targets: ReadonlyMap<string, Badge>;
  readonly targetTrends: ReadonlyMap<string, Badge>;
  readonly metrics: readonly MetricBadges[];
}

/** The badges of a workspace, made once for all pages. */
export const siteBadges = memoised((workspace: Workspace): SiteBadges => {
  const { project, annotations, reports, undated } = workspace;
  const dated = reports.filter(({ id }) => !undated.has(id));
  const sources: BadgeSources = { project, annotations, reports: dated };
  const { trends } = trendSite(workspace);
  return {
    targets: badges(sources),
    targetTrends: targetTrends(project, newestOnMainLine(sources), trends),
    metrics: metricBadges(trends),
  };
});
