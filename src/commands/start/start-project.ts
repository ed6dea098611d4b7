import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { projectSchema, type Target } from '../../model/project.ts';
import { discoverRuns, type FoundRun } from '../../project/read/discover.ts';
import { git, uncommittedFiles } from '../../store/git.ts';
import { Refusal } from '../../project/refusal.ts';

/** The document that tells of the demo and lists its runs; it goes with the demo. */
const demoDocument = 'docs/demo.md';

/** What belongs to the demo alone, besides its runs. */
const demoPaths = ['test/demo-service', demoDocument];

/** A file that every copy of this repository keeps: the command that is running. */
const ownFile = 'src/commands/start/start-command.ts';

/** npm scripts of the demo. */
const demoScripts = ['demo:load'];

/** A copy of this repository, before anything of it is changed. */
export interface Copy {
  readonly root: string;
  /** Runs of the demo, by the list in its document. */
  readonly demoRuns: readonly FoundRun[];
  /** What git calls uncommitted; null where git knows nothing of the folder. */
  readonly uncommitted: readonly string[] | null;
  readonly suggested: { readonly name: string; readonly repository: string | null };
  readonly mainBranch: string;
}

/** What a new project is told apart by. */
export interface NewProject {
  readonly name: string;
  readonly repository: string | null;
  readonly targets: readonly Target[];
}

/**
 * Looks at a copy of this repository. Throws a Refusal where it is none, and where emptying it could lose work:
 * uncommitted changes, runs that are not the demo's, a project that was started before. `isForced` passes over changes and runs; other runs stay.
 */
export async function lookAtCopy(root: string, isForced: boolean): Promise<Copy> {
  if (!(await isFile(join(root, ownFile))))
    throw new Refusal(
      `${root} is no copy of this repository: there is no ${ownFile} in it.`,
      'Copy the whole repository first (on GitHub: Use this template); --in names the folder of the copy.',
    );
  const document = await readFile(join(root, demoDocument), 'utf8').catch(() => null);
  if (document === null)
    throw new Refusal(
      'The demo is not here any more: this copy was started before.',
      'Edit data/project.json instead.',
    );
  const { runs } = await discoverRuns(join(root, 'data'), (path) => path);
  const isOfDemo = ({ id }: FoundRun): boolean => document.includes(`"${id}"`);
  const others = runs.filter((run) => !isOfDemo(run)).map(({ id }) => id);
  const uncommitted = await uncommittedFiles(root, 'without ignored');
  if (!isForced) {
    refuseUncommitted(uncommitted ?? []);
    refuseOthers(others);
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

function refuseUncommitted(files: readonly string[]): void {
  if (files.length === 0) return;
  throw new Refusal(
    `There are uncommitted changes: ${list(files)}.`,
    'Commit them first (git add --all && git commit), so that nothing can be lost; --force goes on without.',
  );
}

function refuseOthers(ids: readonly string[]): void {
  if (ids.length === 0) return;
  throw new Refusal(
    `data/ holds ${ids.length === 1 ? 'a run that is' : 'runs that are'} not the demo's: ${list(ids)}.`,
    'This is meant for a fresh copy. --force goes on: it takes out the demo and keeps these, but writes data/project.json anew.',
  );
}

/** The https address of a repository, from how git names it; null where that is none on the web. */
export function webAddress(origin: string): string | null {
  const ssh = /^(?:ssh:\/\/)?(?:[^@/]+@)?([^:/]+\.[^:/]+)[:/](?!\/)(?:\d+\/)?(.+?)(?:\.git)?\/?$/.exec(
    origin,
  );
  const web = /^https?:\/\/(?:[^@/]+@)?([^/]+)\/(.+?)(?:\.git)?\/?$/.exec(origin);
  const [, host, path] = web ?? ssh ?? [];
  return host === undefined || path === undefined ? null : `https://${host}/${path}`;
}

/** Takes the demo out of a copy and writes data/project.json; gives what was removed, relative to the copy. */
export async function startProject(copy: Copy, wanted: NewProject): Promise<string[]> {
  const { root, demoRuns } = copy;
  const project = projectText(wanted, copy.mainBranch);
  const { runs } = await discoverRuns(join(root, 'data'), (path) => path);
  const removed = [
    ...demoRuns.map(({ id, isSingleFile, files }) => join('data', isSingleFile ? files[0]! : id)),
    ...demoRuns.map(({ id }) => join('content/runs', `${id}.mdx`)),
    // Annotations are of runs: where others stay, they may be theirs.
    ...(runs.length === demoRuns.length ? [join('data', 'annotations.json')] : []),
    ...demoPaths,
  ];
  await editPackage(join(root, 'package.json'));
  await editReadme(join(root, 'README.md'));
  await writeFile(join(root, 'data/project.json'), project);
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
    const [issue] = error.issues;
    throw new Refusal(
      `The ${String(issue!.path[0] ?? 'project')} cannot be used: ${issue!.message}.`,
      'The repository is an https address, such as https://github.com/you/reports.',
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

/** Takes the link to the demo's document out of a list of links. */
async function editReadme(path: string): Promise<void> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return;
  const edited = text.replace(/\[[^\]\n]*\]\(docs\/demo\.md\)(?: ·[ \n]?)?/g, '');
  if (edited !== text) await writeFile(path, edited);
}
