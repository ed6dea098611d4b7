import { gitFailure } from '../../store/git-access.ts';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { counted } from '../../model/text/counted.ts';
import { appendTo, removeAt } from '../../project/edit/edit-json.ts';
import { namesUnder, renamedCommentary } from '../../project/edit/find-names.ts';
import { commentariesIn, manifestsIn, readJson, type PlannedEdit } from '../../project/edit/planned-edit.ts';
import type { FoundRun } from '../../project/read/discover.ts';
import { Refusal } from '../../project/refusal.ts';
import { currentCommit, uncommittedFiles } from '../../store/git.ts';
import type { Paths } from '../../store/paths.ts';

type Shown = (path: string) => string;

/** What removing a run changes, and what names it afterwards. */
export interface Removal {
  readonly edits: readonly PlannedEdit[];
  readonly notes: readonly string[];
}

/**
 * What removing a run changes: its files and commentary, annotations on it, baselines that name it, and project.json,
 * which keeps its address.
 */
export function removeRun(run: FoundRun, reason: string | null, paths: Paths, shown: Shown): Removal {
  const path = join(paths.data, 'project.json');
  const project = readJson(path, shown);
  const entry = { run: run.id, ...(reason === null ? {} : { reason }) };
  const text = appendTo(project?.text ?? '{}\n', ['removed'], entry);
  const commentary = join(paths.content, 'runs', `${run.id}.mdx`);
  return {
    edits: [
      ...removedFiles(run),
      ...(existsSync(commentary) ? [{ kind: 'remove', path: commentary } as const] : []),
      { kind: 'write', path, text, what: `"removed" keeps the address of ${run.id}` },
      ...annotationEdits(run.id, paths, shown),
      ...manifestEdits(run.id, paths, shown),
    ],
    notes: namingCommentaries(run.id, paths, shown),
  };
}

const removedFiles = ({ isSingleFile, folder, files }: FoundRun): PlannedEdit[] =>
  isSingleFile
    ? files.map((file) => ({ kind: 'remove', path: join(folder, file) }))
    : [{ kind: 'remove', path: folder }];

function annotationEdits(id: string, { data }: Paths, shown: Shown): PlannedEdit[] {
  const path = join(data, 'annotations.json');
  const read = readJson(path, shown);
  const about = read === null ? [] : namesUnder(read.value, ['run'], id).map((at) => at.slice(0, 1));
  if (read === null || about.length === 0) return [];
  const text = about.toReversed().reduce(removeAt, read.text);
  return [{ kind: 'write', path, text, what: `without ${counted(about.length, 'annotation')} on it` }];
}

const manifestEdits = (id: string, { data }: Paths, shown: Shown): PlannedEdit[] =>
  manifestsIn(data)
    .filter((path) => path !== join(data, id, 'run.json'))
    .flatMap((path) => {
      const read = readJson(path, shown);
      const named = read === null ? [] : namesUnder(read.value, ['baseline', 'pair'], id);
      if (read === null || named.length === 0) return [];
      const text = named.toReversed().reduce(removeAt, read.text);
      return { kind: 'write', path, text, what: 'without it as baseline or pair' };
    });

/** Commentary is written by people, so only they change what it reports of the run. */
const namingCommentaries = (id: string, { content }: Paths, shown: Shown): string[] =>
  commentariesIn(content)
    .filter((path) => path !== join(content, 'runs', `${id}.mdx`))
    .filter(
      (path) =>
        renamedCommentary(readFileSync(path, 'utf8'), { keys: ['doneIn'], attribute: null }, id, id).count >
        0,
    )
    .map((path) => `${shown(path)} names it in \`doneIn\`. Change that by hand.`);

/** Throws a Refusal if git could not restore the files of a run. */
export async function refuseUncommitted({ id, folder, files, isSingleFile }: FoundRun): Promise<void> {
  const failure = await gitFailure(folder);
  if (failure !== null) throw new Refusal(failure.problem, failure.todo);
  const revision = await currentCommit(folder);
  const uncommitted = await uncommittedFiles(folder, 'with ignored');
  const isOwn = (one: string): boolean =>
    !isSingleFile ||
    files.some((file) => one === file || one === '' || (one.endsWith('/') && file.startsWith(one)));
  if (revision !== null && uncommitted !== null && !uncommitted.some(isOwn)) return;
  throw new Refusal(
    `The files of ${id} are not committed, so they could not be restored.`,
    'Commit them first, or pass --force.',
  );
}
