import {
  copyFileSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { at } from '../../model/checked.ts';
import { projectSchema, type Target } from '../../model/documents/project.ts';
import { installedNear } from '../../project/schema-path.ts';
import { usualFolder } from '../../project/find-project.ts';
import { Refusal, WrongUsage } from '../../project/refusal.ts';
import { git } from '../../store/git.ts';
import { parsedJson } from '../../model/parsed-json.ts';
import { ciFiles } from './ci-files.ts';
import type { PlannedFile } from './planned-file.ts';
import { yamlText } from './quoted.ts';
import { ownAction, type Source } from './own-source.ts';
import {
  isEmptyRepository,
  serviceOf,
  surroundingsOf,
  type Service,
  type Surroundings,
} from './repository.ts';

/** What identifies a new project. */
export interface NewProject {
  readonly name: string;
  readonly repository: string | null;
  readonly targets: readonly Target[];
}

/** Where a new project goes. */
export interface ProjectPlace extends Surroundings {
  readonly top: string;
  /** The project's folder. */
  readonly folder: string;
  /** The folder of the package.json that names Perfolio. */
  readonly packageFolder: string;
  /** False outside of a git repository: `init` makes one. */
  readonly isRepository: boolean;
}

/** What `init` wrote, and what it left as it was; relative to the top of the repository. */
export interface Initialised {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  readonly service: Service | 'none';
  /** The dependency to add to a package.json that exists without it; null if it needs none. */
  readonly missing: string | null;
  /** True if package.json existed, so that its scripts are those of the user. */
  readonly hasOwnScripts: boolean;
  /** True if such a package.json has no script that runs Perfolio. */
  readonly isWithoutScript: boolean;
  /** CI files that exist and run other projects of the package, not this one. */
  readonly withoutThis: readonly string[];
  /** Lines to add to a pipeline that exists. */
  readonly includes: string | null;
  /** Raw files that .gitignore would keep out of commits. */
  readonly ignored: readonly string[];
}

/**
 * Where the project goes: the named folder, else `perf/` of the repository around the user, or the repository itself if it
 * has no code. Throws a Refusal for a folder outside of the repository.
 */
export async function placeOf(named: string | undefined, cwd: string): Promise<ProjectPlace> {
  const surroundings = await surroundingsOf(cwd);
  const top = surroundings.top ?? cwd;
  const isAlone = named === undefined && isEmptyRepository(top);
  const folder = resolve(named === undefined ? top : cwd, named ?? (isAlone ? '.' : usualFolder));
  const below = relative(
    realpathSync(top),
    join(realpathSync(existing(folder)), relative(existing(folder), folder)),
  );
  if (below.split(/[\\/]/)[0] === '..')
    throw new WrongUsage(`${folder} is outside of the repository ${top}.`, 'Name a folder inside.');
  if (/\p{Cc}/u.test(below))
    throw new WrongUsage('The name of the folder contains control characters.', 'Choose another name.');
  const [first = '.'] = below.replaceAll('\\', '/').split('/');
  return {
    ...surroundings,
    top,
    folder: join(top, below),
    packageFolder: join(top, first),
    isRepository: surroundings.top !== null,
  };
}

const existing = (folder: string): string => (existsSync(folder) ? folder : existing(dirname(folder)));

/** Writes a project, its package.json and CI files. Files that exist stay as they are. */
export async function initProject(
  place: ProjectPlace,
  project: NewProject,
  source: Source,
  service: Service | 'none' | undefined,
): Promise<Initialised> {
  const { top, folder, packageFolder, mainBranch } = place;
  const chosen = service ?? serviceOf(place.repository, top);
  const ciPlace = {
    packageFolder: toSlashes(relative(top, packageFolder) || '.'),
    projects: projectsOf(place),
    mainBranch,
    action: ownAction(),
  };
  const pipelineFile = join(top, '.gitlab-ci.yml');
  const pipeline = existsSync(pipelineFile) ? readFileSync(pipelineFile, 'utf8') : null;
  const ci = chosen === 'none' ? [] : ciFiles(chosen, ciPlace, pipeline);
  const projectJson = projectText(project, place);
  if (!place.isRepository) await git(top, 'init', '--quiet', '--initial-branch=main');
  const { dependency, copied } = addSource(source, packageFolder);
  const packageJson = below(top, packageFolder, 'package.json');
  const files: PlannedFile[] = [
    { path: below(top, folder, 'data/project.json'), text: projectJson },
    { path: below(top, folder, 'content/README.md'), text: contentReadme },
    // Git keeps no empty folders, and `dev` watches these from the start.
    { path: below(top, folder, 'content/runs/.gitkeep'), text: '' },
    { path: below(top, folder, 'content/pages/.gitkeep'), text: '' },
    { path: packageJson, text: packageText(project.name, dependency) },
    ...ci,
  ];
  const written = files.filter(({ path, text }) => writeNew(join(top, path), text)).map(({ path }) => path);
  const ignoring = addIgnored(join(packageFolder, '.gitignore'));
  const own = files.map(({ path }) => path).filter((path) => !written.includes(path));
  const include = ci.find(({ path }) => path.endsWith('perfolio.gitlab-ci.yml') && !pipeline?.includes(path));
  return {
    written: [
      ...written,
      ...(ignoring ? [below(top, packageFolder, '.gitignore')] : []),
      ...copied.map((path) => below(top, path)),
    ],
    unchanged: own,
    service: chosen,
    missing: own.includes(packageJson) && !dependsOnUs(join(top, packageJson)) ? dependency : null,
    hasOwnScripts: own.includes(packageJson),
    isWithoutScript: packageAt(join(top, packageJson)).scripts?.perfolio === undefined,
    withoutThis:
      ciPlace.projects.length === 1
        ? []
        : ci.filter((one) => !namesProject(one, place)).map(({ path }) => path),
    includes: include === undefined ? null : `include:\n  - local: ${yamlText(include.path)}\n`,
    ignored: await ignoredFiles(top, folder),
  };
}

/** The projects that share the package, this one included, from the top of the repository. */
function projectsOf({ top, folder, packageFolder }: ProjectPlace): [string, ...string[]] {
  const own = below(top, folder) || '.';
  if (folder === packageFolder && own === '.') return [own];
  const found = globSync('{.,*,*/*,*/*/*}/data/project.json', {
    cwd: packageFolder,
    // Packages and old sites have projects, too.
    exclude: (name) =>
      name === 'node_modules' || name === 'dist' || (name.length > 1 && name.startsWith('.')),
  }).map((path) => below(top, dirname(dirname(join(packageFolder, path)))) || '.');
  const [first = own, ...rest] = [...new Set([...found, own])].toSorted();
  return [first, ...rest];
}

/** True if a CI file runs a project: it names its folder, from the top or from the package. */
function namesProject({ path }: PlannedFile, { top, folder, packageFolder }: ProjectPlace): boolean {
  const words = (text: string): string => ` ${text.replace(/[\s'"]+/g, ' ').trim()} `;
  const text = words(readFileSync(join(top, path), 'utf8'));
  const inScript = path.endsWith('.sh') ? [below(packageFolder, folder)] : [];
  return [below(top, folder) || '.', ...inScript].some((name) => text.includes(words(name)));
}

const toSlashes = (path: string): string => path.replaceAll('\\', '/');
const below = (top: string, folder: string, name = ''): string =>
  toSlashes(relative(top, join(folder, name)));

function projectText(
  { name, repository, targets }: NewProject,
  { folder, packageFolder, mainBranch }: ProjectPlace,
): string {
  // The package may be installed at the root already; else it will be beside package.json.
  const data = join(folder, 'data');
  const installed = installedNear(data) ?? join(packageFolder, 'node_modules/perfolio');
  const project = {
    $schema: toSlashes(relative(data, join(installed, 'public/schema/project.json'))),
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
      'The repository must be an https URL, such as https://github.com/you/service.',
    );
  }
  return `${JSON.stringify(project, null, 2)}\n`;
}

const contentReadme = `# Commentary

\`runs/<run>.mdx\` is the commentary of a run. \`npm run --silent perfolio -- new RUN --from PATH\` drafts it.
`;

function packageText(name: string, dependency: string): string {
  const scripts = ['build', 'check', 'dev', 'preview'].map((command) => [command, `perfolio ${command}`]);
  return `${JSON.stringify(
    {
      private: true,
      description: `Performance reports of ${name}`,
      type: 'module',
      scripts: { perfolio: 'perfolio', ...(Object.fromEntries(scripts) as Record<string, string>) },
      dependencies: { perfolio: dependency },
      // A packed Perfolio is built already, and esbuild works without its script: nothing is left for npm to ask about.
      allowScripts: { esbuild: false, ...(dependency.startsWith('file:') && { perfolio: false }) },
    },
    null,
    2,
  )}\n`;
}

/** True if a package.json lists Perfolio among its dependencies. */
function dependsOnUs(path: string): boolean {
  const { dependencies, devDependencies } = packageAt(path);
  return { ...dependencies, ...devDependencies }.perfolio !== undefined;
}

const packageAt = (
  path: string,
): Partial<Record<'dependencies' | 'devDependencies' | 'scripts', Record<string, string>>> =>
  parsedJson(readFileSync(path, 'utf8')) ?? {};

/** What package.json names as the dependency. A tarball is copied into the project, so that every machine has it. */
function addSource(source: Source, packageFolder: string): { dependency: string; copied: string[] } {
  if (source.kind === 'specifier') return { dependency: source.text, copied: [] };
  const target = join(packageFolder, 'vendor', basename(source.path));
  const isNew = !existsSync(target);
  mkdirSync(dirname(target), { recursive: true });
  if (isNew) copyFileSync(source.path, target);
  return { dependency: `file:vendor/${basename(source.path)}`, copied: isNew ? [target] : [] };
}

/** False if the file exists; it then stays as it is. */
function writeNew(path: string, text: string): boolean {
  mkdirSync(dirname(path), { recursive: true });
  if (existsSync(path)) return false;
  writeFileSync(path, text, { flag: 'wx' });
  return true;
}

const ignoredLines = ['node_modules/', 'dist/', '.perfolio/'];

/** Adds what a build makes to .gitignore; false if all of it is there. */
function addIgnored(path: string): boolean {
  const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const missing = ignoredLines.filter((line) => !before.split(/\r?\n/).includes(line));
  if (missing.length === 0) return false;
  const gap = before === '' || before.endsWith('\n') ? '' : '\n';
  writeFileSync(path, `${before}${gap}${missing.join('\n')}\n`);
  return true;
}

/** Usual names of raw files that the repository's .gitignore would keep out of commits. */
async function ignoredFiles(top: string, folder: string): Promise<string[]> {
  const names = ['results.jtl', 'results.csv', 'results.json', 'output.txt', 'run.log'];
  const paths = names.map((name) => below(top, folder, `data/example-run/${name}`));
  const ignored = await git(top, 'check-ignore', '--', ...paths);
  return (ignored ?? '').split('\n').filter((path) => path !== '');
}
