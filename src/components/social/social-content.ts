import type { Workspace } from '../../project/workspace.ts';

/** The size that social networks ask for, in pixels. */
export const pictureSize = { width: 1_200, height: 630 } as const;

/** What the picture of a site shows. */
export interface SocialContent {
  readonly name: string;
  readonly description: string | null;
  /** A history to draw beneath, oldest first, with its bound. */
  readonly history: { readonly values: readonly (number | null)[]; readonly bound: number | null } | null;
}

/** More runs than this are no longer a line that an eye can follow. */
const mostRuns = 60;

/** The project's name and words, and how the first target that was measured more than once fared over the runs. */
export function socialContent({
  project,
  reports,
  undated,
}: Pick<Workspace, 'project' | 'reports' | 'undated'>): SocialContent {
  const shown = reports.filter(({ id }) => !undated.has(id)).slice(-mostRuns);
  const histories = (shown.at(-1)?.targets ?? []).map(({ id, bound }) => ({
    values: shown.map(({ targets }) => targets.find((target) => target.id === id)?.achieved ?? null),
    bound: bound.value,
  }));
  const history = histories.find(({ values }) => values.filter((value) => value !== null).length > 1);
  return { name: project.name, description: project.description ?? null, history: history ?? null };
}
