import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endpointIds } from '../../report/measure/endpoint-names.ts';
import { didYouMean } from '../../model/text/did-you-mean.ts';
import { counted } from '../../model/text/counted.ts';
import type { Project } from '../../model/documents/project.ts';
import { appendTo, replaceValue, replaceValues } from '../../project/edit/edit-json.ts';
import { namesUnder, renamedCommentary } from '../../project/edit/find-names.ts';
import { commentariesIn, readJson, type PlannedEdit } from '../../project/edit/planned-edit.ts';
import { loadProject } from '../../project/load-workspace.ts';
import { Refusal } from '../../project/refusal.ts';
import type { Paths } from '../../store/paths.ts';

type Shown = (path: string) => string;

/** What renaming an endpoint changes, and what else the user should know. */
export interface EndpointRenaming {
  readonly edits: readonly PlannedEdit[];
  readonly notes: readonly string[];
}

/**
 * What renaming an endpoint changes: its entry in project.json, which gives all runs the new name, and every file that
 * names it. The raw files stay as they are, and the address of the old name leads to the new one.
 */
export async function renameEndpoint(
  from: string,
  to: string,
  paths: Paths,
  shown: Shown,
): Promise<EndpointRenaming> {
  const { runs, project } = await loadProject(paths);
  const known = [...new Set(runs.flatMap(({ response }) => response.map(({ endpoint }) => endpoint)))];
  const isKnown = known.includes(from) || project.endpoints.some(({ id }) => id === from);
  if (!isKnown || from === '*')
    throw new Refusal(
      `No run has the endpoint ${JSON.stringify(from)}.`,
      didYouMean(from, known) ?? 'Pass the name of an endpoint, as reports show it.',
    );
  if (to === '*' || to === from)
    throw new Refusal(`${JSON.stringify(to)} cannot be its new name.`, 'Choose another name.');
  const joins = known.includes(to);
  return {
    edits: [
      projectEdit(from, to, project, paths, shown),
      ...annotationEdits(from, to, paths, shown),
      ...commentaryEdits(from, to, paths),
    ],
    notes: joins ? [`${JSON.stringify(to)} exists: both become one endpoint, with one history.`] : [],
  };
}

/** A glob that matches one text alone. */
export const exactGlob = (text: string): string => text.replace(/[*?[\]{}()\\]/g, '\\$&');

function projectEdit(from: string, to: string, project: Project, { data }: Paths, shown: Shown): PlannedEdit {
  const path = join(data, 'project.json');
  const read = readJson(path, shown);
  const value = read?.value ?? {};
  const named = [
    ...namesUnder(value, ['endpoint'], from),
    ...namesUnder(value, ['messages', 'sessions'], from),
  ];
  const renamed = replaceValues(read?.text ?? '{}\n', named, to);
  const rules = named.length === 0 ? '' : `, ${counted(named.length, 'name')}`;
  return { kind: 'write', path, text: withEntry(renamed, from, to, project), what: `the endpoint${rules}` };
}

/** The project with an entry by which the labels of the old name get the new one. */
function withEntry(text: string, from: string, to: string, project: Project): string {
  const glob = exactGlob(from);
  const old = project.endpoints.findIndex(({ id }) => id === from);
  const target = project.endpoints.findIndex(({ id }) => id === to);
  if (old === -1)
    return target === -1
      ? appendTo(text, ['endpoints'], { id: to, match: [glob] })
      : appendTo(text, ['endpoints', target, 'match'], glob);
  if (target !== -1)
    throw new Refusal(
      `project.json has entries for both ${JSON.stringify(from)} and ${JSON.stringify(to)}.`,
      'Join the two entries by hand: put all their globs into `match` of one.',
    );
  const renamed = replaceValue(text, ['endpoints', old, 'id'], to);
  const isMatched =
    endpointIds({
      ...project,
      endpoints: project.endpoints.map((one, i) => (i === old ? { ...one, id: to } : one)),
    })(from) === to;
  return isMatched ? renamed : appendTo(renamed, ['endpoints', old, 'match'], glob);
}

function annotationEdits(from: string, to: string, { data }: Paths, shown: Shown): PlannedEdit[] {
  const path = join(data, 'annotations.json');
  const read = readJson(path, shown);
  const paths = read === null ? [] : namesUnder(read.value, ['endpoint'], from);
  if (read === null || paths.length === 0) return [];
  const text = replaceValues(read.text, paths, to);
  return [{ kind: 'write', path, text, what: counted(paths.length, 'name') }];
}

/** Values, claims and expected effects. */
const commentaryEdits = (from: string, to: string, { content }: Paths): PlannedEdit[] =>
  [...commentariesIn(content), join(content, 'template.mdx')].flatMap((path) => {
    const source = readText(path);
    if (source === null) return [];
    const { text, count } = renamedCommentary(
      source,
      { keys: ['endpoint'], attribute: 'endpoint' },
      from,
      to,
    );
    return count === 0 ? [] : { kind: 'write', path, text, what: counted(count, 'name') };
  });

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
