import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { at } from '../../model/checked.ts';
import { projectSchema, type Target } from '../../model/project.ts';
import { discoverRuns, type FoundRun } from '../../project/read/discover.ts';
import { git, uncommittedFiles } from '../../store/git.ts';
import { Refusal } from '../../project/refusal.ts';

/** The document that describes the demo and lists its runs. It is removed with the demo. */
const demoDocument = 'docs/demo.md';

/** Files of the demo, besides its runs. */
const demoPaths = ['test/demo-service', demoDocument];

/** A file that every copy of this repository has: the command that is running. */
const ownFile = 'src/commands/start/start-command.ts';

/** npm scripts of the demo. */
const demoScripts = ['demo:load'];

/** A copy of this repository, before anything of it is changed. */
export interface Copy {
  readonly root: string;
  /** The demo's runs, as its document lists them. */
  readonly demoRuns: readonly FoundRun[];
  /** Uncommitted files; null if the folder is not a git repository. */
  readonly uncommitted: readonly string[] | null;
  readonly suggested: { readonly name: string; readonly repository: string | null };
  readonly mainBranch: string;
}

/** What identifies a new project. */
export interface NewProject {
  readonly name: string;
  readonly repository: string | null;
  readonly targets: readonly Target[];
}

/**
 * Inspects a copy of this repository. Throws a Refusal if the folder is not a copy, or if emptying it could lose work:
 * uncommitted changes, other runs than the demo's, a project that was already started. `isForced` ignores uncommitted
 * changes and other runs; those runs stay.
 */
export async function inspectCopy(root: string, isForced: boolean): Promise<Copy> {
  if (!(await isFile(join(root, ownFile))))
    throw new Refusal(
      `${root} is not a copy of this repository: ${ownFile} is missing.`,
      'Copy the whole repository first (on GitHub: Use this template), and pass its folder with --in.',
    );
  const document = await readFile(join(root, demoDocument), 'utf8').catch(() => null);
  if (document === null)
    throw new Refusal('This copy was already started: the demo is gone.', 'Edit data/project.json instead.');
  const { runs } = discoverRuns(join(root, 'data'), (path) => path);
  const isOfDemo = ({ id }: FoundRun): boolean => document.includes(`"${id}"`);
  const others = runs.filter((run) => !isOfDemo(run)).map(({ id }) => id);
  const uncommitted = await uncommittedFiles(root, 'without ignored');
  if (!isForced) {
    rejectUncommitted(uncommitted ?? []);
    rejectOtherRuns(others);
  }
  const origin = await git(root, 'remote', 'get-url', 'origin');
  const repository = origin === null ? null : webAddress(origin.trim());
  const branch = await git(root, 'symbolic-ref', '--short', '--quiet', 'HEAD');
  return {
    root,
    demoRuns: runs.filter(isOfDemo),
    uncommitted,
    suggested: { name: basename(repository ?? root), repository },
    mainBranch: branch?.trim() ?? 'main',
  };
}

const isFile = async (path: string): Promise<boolean> =>
  stat(path).then(
    (info) => info.isFile(),
    () => false,
  );

const list = (names: readonly string[]): string =>
  `${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`;

function rejectUncommitted(files: readonly string[]): void {
  if (files.length === 0) return;
  throw new Refusal(
    `There are uncommitted changes: ${list(files)}.`,
    'Commit them first (git add --all && git commit), so that nothing is lost. --force skips this check.',
  );
}

function rejectOtherRuns(ids: readonly string[]): void {
  if (ids.length === 0) return;
  throw new Refusal(
    `data/ contains ${ids.length === 1 ? 'a run that is' : 'runs that are'} not part of the demo: ${list(ids)}.`,
    'start is for a fresh copy. --force removes the demo, keeps these runs and overwrites data/project.json.',
  );
}

/** The https address of a repository from its git remote; null if the remote is not on the web. */
export function webAddress(origin: string): string | null {
  const ssh = /^(?:ssh:\/\/)?(?:[^@/]+@)?([^:/]+\.[^:/]+)[:/](?!\/)(?:\d+\/)?(.+?)(?:\.git)?\/?$/.exec(
    origin,
  );
  const web = /^https?:\/\/(?:[^@/]+@)?([^/]+)\/(.+?)(?:\.git)?\/?$/.exec(origin);
  const [, host, path] = web ?? ssh ?? [];
  return host === undefined || path === undefined ? null : `https://${host}/${path}`;
}

/** Removes the demo from a copy and writes data/project.json. Returns what was removed, relative to the copy. */
export async function startProject(copy: Copy, project: NewProject): Promise<string[]> {
  const { root, demoRuns } = copy;
  const text = projectText(project, copy.mainBranch);
  const { runs } = discoverRuns(join(root, 'data'), (path) => path);
  const removed = [
    ...demoRuns.map(({ id, isSingleFile, files }) =>
      join('data', isSingleFile ? at(files, 0, 'a run of a single file has that file') : id),
    ),
    ...demoRuns.map(({ id }) => join('content/runs', `${id}.mdx`)),
    // Annotations belong to runs. If other runs stay, the annotations may be theirs.
    ...(runs.length === demoRuns.length ? [join('data', 'annotations.json')] : []),
    ...demoPaths,
  ];
  await editPackage(join(root, 'package.json'));
  await editReadme(join(root, 'README.md'));
  await writeFile(join(root, 'data/project.json'), text);
  for (const path of removed) await rm(join(root, path), { recursive: true, force: true });
  return [...demoPaths, ...demoScripts.map((name) => `npm script ${name}`)];
}

function projectText({ name, repository, targets }: NewProject, mainBranch: string): string {
  const project = {
    $schema: '../public/schema/project.json',
    name,
    ...(repository === null ? {} : { repository }),
    ...(mainBranch === 'main' ? {} : { mainBranch }),
    targets,
  };
  const { success, error } = projectSchema.safeParse(project);
  if (!success) {
    const issue = at(error.issues, 0, 'a failed parse has an issue');
    throw new Refusal(
      `The ${String(issue.path[0] ?? 'project')} is invalid: ${issue.message}.`,
      'The repository must be an https URL, such as https://github.com/you/reports.',
    );
  }
  return `${JSON.stringify(project, null, 2)}\n`;
}

async function editPackage(path: string): Promise<void> {
  const document = JSON.parse(await readFile(path, 'utf8')) as { scripts?: Record<string, string> };
  const scripts = Object.entries(document.scripts ?? {}).filter(([name]) => !demoScripts.includes(name));
  const edited = { ...document, scripts: Object.fromEntries(scripts) };
  await writeFile(path, `${JSON.stringify(edited, null, 2)}\n`);
}

/** Removes the link to the demo's document from the README. */
async function editReadme(path: string): Promise<void> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return;
  const edited = text.replace(/,\s*\[[^\]\n]*\]\(docs\/demo\.md\)/g, '');
  if (edited !== text) await writeFile(path, edited);
}
