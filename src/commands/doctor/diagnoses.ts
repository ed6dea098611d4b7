import { accessSync, constants, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { existingFolder, foldersUpToTop, git, isGitInstalled } from '../../store/git.ts';
import { gitFailure } from '../../store/git-access.ts';
import { packageFolder, type Paths } from '../../store/paths.ts';

/** What was looked at, what was found, and what to do about it. */
export interface Diagnosis {
  readonly what: string;
  readonly found: string;
  /** `wrong` stops work; `doubtful` may surprise. */
  readonly state: 'fine' | 'doubtful' | 'wrong';
  /** Null if all is well. */
  readonly todo: string | null;
}

const fine = (what: string, found: string): Diagnosis => ({ what, found, state: 'fine', todo: null });

/** What may be wrong with a machine or pipeline, one look each. `variables` is the environment. */
export async function diagnose(paths: Paths, variables: NodeJS.ProcessEnv): Promise<Diagnosis[]> {
  return [
    nodeVersion(),
    ...(await repository(paths)),
    folder('data folder', paths.data, 'Add raw results, or name another folder with --data.'),
    folder('content folder', paths.content, 'Create it for commentary. Reports work without it.'),
    cache(paths),
    ...(await ignoredResults(paths)),
    ...(await lockFile(paths)),
    ...token(variables),
  ];
}

function nodeVersion(): Diagnosis {
  const { engines } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
    engines: { node: string };
  };
  // The entry point runs no other version.
  return fine('Node', `${process.version} (supported: ${engines.node.replace('||', 'or')})`);
}

async function repository({ project }: Paths): Promise<Diagnosis[]> {
  if (!(await isGitInstalled()))
    return [
      { what: 'git', found: 'not installed', state: 'wrong', todo: 'Install git: https://git-scm.com.' },
    ];
  const shallow = (await git(existingFolder(project), 'rev-parse', '--is-shallow-repository'))?.trim();
  const failure = await gitFailure(project);
  if (failure !== null) return [{ what: 'git', found: failure.problem, state: 'wrong', todo: failure.todo }];
  if (shallow === undefined)
    return [
      {
        what: 'git repository',
        found: 'none',
        state: 'doubtful',
        todo: 'Run git init and commit the results: comparisons of branches and links to raw files need it.',
      },
    ];
  if (shallow === 'false') return [fine('git history', 'complete')];
  return [
    {
      what: 'git history',
      found: 'shallow clone',
      state: 'wrong',
      todo: 'Fetch it with git fetch --unshallow. In a workflow, check out with fetch-depth: 0; on GitLab, set GIT_DEPTH to 0.',
    },
  ];
}

function folder(what: string, path: string, todo: string): Diagnosis {
  if (existsSync(path)) return fine(what, path);
  return {
    what,
    found: `${path} does not exist`,
    state: what === 'data folder' ? 'wrong' : 'doubtful',
    todo,
  };
}

function cache({ cache: path }: Paths): Diagnosis {
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.W_OK);
    return fine('cache', path);
  } catch {
    return {
      what: 'cache',
      found: `${path} cannot be written`,
      state: 'doubtful',
      todo: 'Make the folder writable. Without a cache, each build recomputes everything.',
    };
  }
}

/** Raw files that .gitignore keeps out of commits: the site of another checkout lacks them. */
async function ignoredResults({ data }: Paths): Promise<Diagnosis[]> {
  const listed = await git(data, 'ls-files', '--others', '--ignored', '--exclude-standard', '--', '.');
  const ignored = (listed ?? '').split('\n').filter((name) => name !== '' && !name.endsWith('.DS_Store'));
  const [first] = ignored;
  if (first === undefined) return [];
  const more = ignored.length > 1 ? ` and ${ignored.length - 1} more` : '';
  return [
    {
      what: 'raw results',
      found: `.gitignore excludes ${first}${more} from commits`,
      state: 'wrong',
      todo: 'Add an exception to .gitignore, such as !perf/data/**, and commit the files.',
    },
  ];
}

/** `npm ci` in a pipeline needs the lock file of a package.json that depends on Perfolio. */
async function lockFile({ project, package: own }: Paths): Promise<Diagnosis[]> {
  const within = project === own ? null : await foldersUpToTop(project);
  if (within === null) return [];
  const names = ['package-lock.json', 'pnpm-lock.yaml', 'yarn.lock'];
  const paths = within.folders.flatMap((folder) => names.map((name) => posix.join(folder, name)));
  const tracked = (await git(within.top, '--literal-pathspecs', 'ls-files', '--', ...paths)) ?? '';
  if (tracked.trim() !== '') return [fine('lock file', tracked.trim().replaceAll('\n', ', '))];
  return [
    {
      what: 'lock file',
      found: 'not committed',
      state: 'doubtful',
      todo: 'Commit package-lock.json: pipelines install with npm ci, which needs it.',
    },
  ];
}

/** The variables that `comment` needs, inside a workflow of GitHub or a merge request's pipeline of GitLab. */
function token(variables: NodeJS.ProcessEnv): Diagnosis[] {
  const what = 'token for comments';
  const isSet = (name: string): boolean => (variables[name] ?? '') !== '';
  if (variables.GITLAB_CI === 'true' && isSet('CI_MERGE_REQUEST_IID')) {
    if (isSet('GITLAB_TOKEN')) return [fine(what, 'set')];
    const todo =
      'For a note on the merge request, add an access token with the scope api as a masked CI/CD variable.';
    return [{ what, found: 'GITLAB_TOKEN is not set', state: 'doubtful', todo }];
  }
  if (variables.GITHUB_ACTIONS !== 'true' || variables.HEAD_SHA === undefined) return [];
  if (isSet('GITHUB_TOKEN')) return [fine(what, 'set')];
  const todo =
    'Pass it to the step: env: GITHUB_TOKEN: ${{ github.token }}, with the permission pull-requests: write.';
  return [{ what, found: 'GITHUB_TOKEN is not set', state: 'wrong', todo }];
}
