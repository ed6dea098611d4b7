import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { at } from '../../model/checked.ts';
import { counted } from '../../model/text/counted.ts';
import { discoverRuns, type FoundRun } from '../../project/read/discover.ts';
import { appendTo, replaceValue, replaceValues } from '../../project/edit/edit-json.ts';
import { namesUnder, renamedCommentary } from '../../project/edit/find-names.ts';
import { commentariesIn, manifestsIn, readJson, type PlannedEdit } from '../../project/edit/planned-edit.ts';
import { loadProject } from '../../project/load-workspace.ts';
import { Refusal } from '../../project/refusal.ts';
import { unknownRun } from '../../project/unknown-run.ts';
import { momentInId } from '../../report/measure/run-start.ts';
import type { Paths } from '../../store/paths.ts';
import { refuseExistingRun } from '../new/refuse-existing-run.ts';

type Shown = (path: string) => string;

/** The run of an id. Throws a Refusal if there is none. */
export function foundRun(id: string, paths: Paths, shown: Shown): FoundRun {
  const { runs } = discoverRuns(paths.data, shown);
  const run = runs.find((one) => one.id === id);
  if (run === undefined)
    throw new Refusal(
      unknownRun(
        id,
        runs.map((one) => one.id),
      ),
      'Pass the id of a run, as the home page lists it.',
    );
  return run;
}

/**
 * What renaming a run changes: its folder and commentary, and every file that names it. Its former id goes into run.json,
 * so that its addresses stay. A start that only the old id states goes there, too.
 */
export async function renameRun(
  from: string,
  to: string,
  paths: Paths,
  shown: Shown,
): Promise<PlannedEdit[]> {
  const run = foundRun(from, paths, shown);
  await refuseExistingRun({ id: to, from: [to] }, paths, shown);
  const manifest = await renamedManifest(run, to, paths, shown);
  return [
    ...movedFiles(run, to, paths),
    manifest,
    ...jsonEdits(from, to, paths, shown),
    ...commentaryEdits(from, to, paths),
    ...movedCommentary(from, to, paths),
  ];
}

/** A run of a single file becomes a folder, because only that can have a manifest. */
function movedFiles({ isSingleFile, folder, files }: FoundRun, to: string, { data }: Paths): PlannedEdit[] {
  if (!isSingleFile) return [{ kind: 'move', path: folder, to: join(data, to) }];
  const file = at(files, 0);
  return [{ kind: 'move', path: join(folder, file), to: join(data, to, file) }];
}

async function renamedManifest(run: FoundRun, to: string, paths: Paths, shown: Shown): Promise<PlannedEdit> {
  const path = join(run.folder, 'run.json');
  const read = run.isSingleFile ? null : readJson(path, shown);
  const measures = (await loadProject(paths)).runs.find(({ id }) => id === run.id);
  const startedAt = measures?.orderedBy === 'id' ? measures.startedAt : null;
  const isLost = startedAt !== null && momentInId(to) !== startedAt;
  const named = appendTo(read?.text ?? '{}', ['formerIds'], run.id);
  const text = isLost ? withKey(named, 'startedAt', startedAt) : named;
  const what = `"formerIds" keeps the addresses of ${run.id}${isLost ? ', "startedAt" its place in the history' : ''}`;
  return { kind: 'write', path: join(paths.data, to, 'run.json'), text: ended(text), what };
}

/** Adds a key that the document does not have. */
function withKey(text: string, key: string, value: string): string {
  const inList = appendTo(text, [key], value);
  return replaceValue(inList, [key], value);
}

const ended = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);

/** Annotations on the run, and runs that name it as baseline or pair. */
function jsonEdits(from: string, to: string, { data }: Paths, shown: Shown): PlannedEdit[] {
  const own = join(data, from, 'run.json');
  const files: [string, string[]][] = [
    [join(data, 'annotations.json'), ['run']],
    ...manifestsIn(data)
      .filter((path) => path !== own)
      .map((path): [string, string[]] => [path, ['baseline', 'pair']]),
  ];
  return files.flatMap(([path, keys]) => {
    const read = readJson(path, shown);
    const paths = read === null ? [] : namesUnder(read.value, keys, from);
    if (read === null || paths.length === 0) return [];
    const text = replaceValues(read.text, paths, to);
    return { kind: 'write', path, text, what: counted(paths.length, 'name') };
  });
}

/** Recommendations and adjustments that the run implements, as any commentary says. */
const commentaryEdits = (from: string, to: string, { content }: Paths): PlannedEdit[] =>
  commentariesIn(content).flatMap((path) => {
    const { text, count } = renamedCommentary(
      readFileSync(path, 'utf8'),
      { keys: ['doneIn'], attribute: null },
      from,
      to,
    );
    return count === 0 ? [] : { kind: 'write', path, text, what: counted(count, 'name') };
  });

function movedCommentary(from: string, to: string, { content }: Paths): PlannedEdit[] {
  const path = join(content, 'runs', `${basename(from)}.mdx`);
  return existsSync(path) ? [{ kind: 'move', path, to: join(content, 'runs', `${to}.mdx`) }] : [];
}
