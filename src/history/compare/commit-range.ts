import type { CommitRange } from '../../model/documents/commit-range-schema.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunReport } from '../../model/run-report.ts';
import { compareUrl } from './compare-url.ts';

/** What git knows of the commits of the main line. */
export interface CommitLine {
  /** How many commits of the main line lie after `from`, up to `to`. Null if git does not have both there. */
  readonly countBetween: (from: string | null, to: string | null) => number | null;
}

/** The range of two runs, with its number of commits where a line is given. */
export function commitRange(
  base: Pick<RunReport, 'measures'> | null,
  head: Pick<RunReport, 'measures'>,
  { repository }: Pick<Project, 'repository'>,
  line?: CommitLine,
): CommitRange {
  const [from, to] = [base?.measures.manifest.commit ?? null, head.measures.manifest.commit ?? null];
  const count = line?.countBetween(from, to) ?? null;
  return { from, to, url: compareUrl(repository, from, to), ...(count !== null && { count }) };
}
