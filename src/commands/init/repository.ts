import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { git } from '../../store/git.ts';

/** What a folder's repository says about a project in it. */
export interface Surroundings {
  /** The top of the git repository; null outside of one. */
  readonly top: string | null;
  /** The https address of the remote `origin`. */
  readonly repository: string | null;
  readonly mainBranch: string;
  readonly suggestedName: string;
}

/** The surroundings of a folder. */
export async function surroundingsOf(folder: string): Promise<Surroundings> {
  const top = (await git(folder, 'rev-parse', '--show-toplevel'))?.trim() ?? null;
  const origin = top === null ? null : await git(folder, 'remote', 'get-url', 'origin');
  const repository = origin === null ? null : webAddress(origin.trim());
  const suggestedName = basename(repository ?? top ?? folder);
  return { top, repository, mainBranch: top === null ? 'main' : await mainBranchOf(top), suggestedName };
}

const usualMainBranches = ['main', 'master', 'trunk'];

/** The main branch: what the remote says, else a branch with a usual name, else the current one. */
async function mainBranchOf(top: string): Promise<string> {
  const line = async (...args: readonly string[]): Promise<string> => (await git(top, ...args))?.trim() ?? '';
  const remote = await line('symbolic-ref', '--quiet', 'refs/remotes/origin/HEAD');
  const prefix = 'refs/remotes/origin/';
  if (remote.startsWith(prefix)) return remote.slice(prefix.length);
  const refs = await line('for-each-ref', '--format=%(refname)', 'refs/heads', prefix);
  const names = new Set(refs.split('\n').map((ref) => ref.replace(/^refs\/(?:heads|remotes\/origin)\//, '')));
  const usual = usualMainBranches.find((name) => names.has(name));
  return usual ?? ((await line('symbolic-ref', '--short', '--quiet', 'HEAD')) || 'main');
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

/** What a repository has before anybody wrote anything for it. */
const usualFirstFiles =
  /^(?:\.git|\.gitattributes|\.gitignore|\.github|\.gitlab-ci\.yml|readme(?:\..*)?|licen[cs]e(?:\..*)?)$/i;

/** True for a folder without code of its own: it is going to be a repository of reports alone. */
export const isEmptyRepository = (folder: string): boolean =>
  readdirSync(folder).every((name) => usualFirstFiles.test(name));

/** The service that runs the pipelines of a repository. */
export type Service = 'github' | 'gitlab' | 'other';

/** The service of a repository: by its address, else by the files that it has for one. */
export function serviceOf(repository: string | null, top: string): Service {
  const host = repository === null ? '' : new URL(repository).hostname;
  if (/(?:^|\.)github\./.test(host)) return 'github';
  if (/(?:^|\.)gitlab\./.test(host)) return 'gitlab';
  if (existsSync(join(top, '.github'))) return 'github';
  return existsSync(join(top, '.gitlab-ci.yml')) ? 'gitlab' : 'other';
}
