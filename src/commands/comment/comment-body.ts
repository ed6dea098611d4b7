import { diffMarkdown, longestComment } from '../../diff/markdown/diff-markdown.ts';
import { diffSchema, type Diff } from '../../model/documents/diff.ts';
import { parsedJson } from '../../model/parsed-json.ts';
import { Refusal } from '../../project/refusal.ts';

/**
 * Identifies the comment, so that later runs update it. Each of several projects of a repository has a comment of its own;
 * `project` is the folder of one, or null.
 */
export const markerOf = (project: string | null): string =>
  `<!-- perfolio: report-diff${project === null ? '' : ` ${encodeURIComponent(project).replaceAll('-', '%2D')}`} -->`;

/** The document that a merge request wrote. Throws a Refusal if it is no diff; nothing of it is shown then. */
export function parsedDiff(diffJson: string): Diff {
  const { data, success } = diffSchema.safeParse(parsedJson(diffJson));
  if (success) return data;
  throw new Refusal('DIFF_FILE is not a valid document of diff --json.', 'Nothing was posted.');
}

/** The text of the comment. */
export function commentBody(diff: Diff, runPage: string, project: string | null = null): string {
  const marker = markerOf(project);
  const longest = longestComment - marker.length - 1;
  return `${marker}\n${diffMarkdown(diff, { fullPage: runPage, longest, ...(project !== null && { project }) })}`;
}

/** True if a diff has nothing that a reviewer should see. An existing comment is updated all the same. */
export function isSilent({
  runs,
  rules = [],
  removedRuns = [],
  changedRuns = [],
  publicFiles = [],
}: Diff): boolean {
  return [runs, rules, removedRuns, changedRuns, publicFiles].every(({ length }) => length === 0);
}
