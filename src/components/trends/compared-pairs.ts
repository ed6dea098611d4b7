import { changesWith, commitsOf } from '../../project/comparisons.ts';
import type { Workspace } from '../../project/workspace.ts';
import { commitRangeText } from '../../report/words/commit-range-text.ts';
import type { ComparedPair } from './trend-data.ts';

/** The ready comparisons across the level shifts that begin with a run. */
export const comparedPairs = (workspace: Workspace, run: string): ComparedPair[] =>
  changesWith(workspace, run).map((pair): ComparedPair => {
    const commits = commitsOf(pair, workspace);
    const text = commitRangeText(commits);
    return {
      slug: pair.slug,
      base: pair.base.id,
      ...(text !== null && { commits: { text, url: commits.url } }),
    };
  });
