import { shownReleaseTest } from '../history/compare/release-test.ts';
import { lastRunOf, releasesOf, type Release } from '../history/runs/releases.ts';
import { memoised } from '../model/memoised.ts';
import { comparisonOf, type ReadyComparison } from './comparisons.ts';
import type { Workspace } from './workspace.ts';

/** A release, and its last run compared with that of the release before; null for the first one. */
export interface ComparedRelease {
  readonly release: Release;
  readonly former: Release | null;
  readonly comparison: ReadyComparison | null;
}

/** True if the project names what a release is. */
export const hasReleases = ({ project }: Pick<Workspace, 'project'>): boolean =>
  shownReleaseTest(project) !== null;

/** The releases of a site, oldest first. */
export const siteReleases = memoised((workspace: Workspace): readonly ComparedRelease[] => {
  const { reports, undated, project, annotations } = workspace;
  const dated = reports.filter(({ id }) => !undated.has(id));
  const releases = releasesOf(dated, project, annotations);
  return releases.map((release, i) => {
    const former = releases[i - 1] ?? null;
    const comparison = former && comparisonOf(lastRunOf(former), lastRunOf(release), workspace);
    return { release, former, comparison };
  });
});
