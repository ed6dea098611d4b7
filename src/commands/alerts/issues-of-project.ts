import type { IssueTracker, TrackedIssue } from './issue-tracker.ts';

/** What is never in such a comment: `>`, and two hyphens in a row. */
const markerOf = (folder: string): string =>
  `<!-- perfolio-project ${encodeURIComponent(folder).replaceAll('-', '%2D')} -->\n`;

/**
 * The issues of one of several projects of a repository: those that name its folder, at the start of the title and, unseen,
 * of the text. Issues of other projects are left alone. `folder` is null for the project of a repository with no other.
 */
export function issuesOfProject(tracker: IssueTracker, folder: string | null): IssueTracker {
  if (folder === null) return tracker;
  const [marker, prefix] = [markerOf(folder), `${folder}: `];
  const marked = <Text extends { title: string; body: string }>(one: Text): Text => ({
    ...one,
    title: one.title.startsWith(prefix) ? one.title : prefix + one.title,
    body: marker + one.body,
  });
  const unmarked = (one: TrackedIssue): TrackedIssue[] => {
    const body = one.body.replaceAll('\r\n', '\n');
    return body.startsWith(marker) ? [{ ...one, body: body.slice(marker.length) }] : [];
  };
  return {
    list: async () => (await tracker.list()).flatMap(unmarked),
    create: (issue) => tracker.create(marked(issue)),
    update: (issue, change) => tracker.update(issue, marked(change)),
    comments: (issue) => tracker.comments(issue),
    comment: (issue, body) => tracker.comment(issue, body),
  };
}
