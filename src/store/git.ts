import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** What git prints when run in a folder; null where git fails, is not installed, or the folder is in no repository. */
export async function git(folder: string, ...args: readonly string[]): Promise<string | null> {
  try {
    const { stdout } = await execute('git', ['-C', folder, ...args], {
      env: { ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' },
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  } catch {
    return null;
  }
}

/** What a folder's repository is at. */
export interface Revision {
  /** The top folder of the repository. */
  readonly repository: string;
  readonly commit: string;
  /** Null for a detached head. */
  readonly branch: string | null;
  readonly committedAtMs: number;
  /** True where tracked files differ from the commit. */
  readonly isChanged: boolean;
}

/** The commit that a folder's repository is at; null where it is in none, or nothing was committed yet. */
export async function revisionOf(folder: string): Promise<Revision | null> {
  const head = await git(folder, 'log', '-1', '--format=%H %ct');
  const repository = await git(folder, 'rev-parse', '--show-toplevel');
  if (head === null || repository === null) return null;
  const [commit = '', seconds = ''] = head.trim().split(' ');
  const branch = (await git(folder, 'symbolic-ref', '--short', '--quiet', 'HEAD'))?.trim() ?? '';
  const changes = await git(folder, 'status', '--porcelain', '--untracked-files=no');
  return {
    repository: repository.trim(),
    commit,
    branch: branch === '' ? null : branch,
    committedAtMs: Number(seconds) * 1_000,
    isChanged: changes !== null && changes.trim() !== '',
  };
}

/**
 * Files below a folder that differ from the last commit or are not in it, relative to the folder; null where git knows
 * nothing of it. Files that .gitignore names count only where asked for.
 */
export async function uncommittedFiles(
  folder: string,
  ignored: 'with ignored' | 'without ignored',
): Promise<string[] | null> {
  const prefix = await git(folder, 'rev-parse', '--show-prefix');
  const options = ['--porcelain=v1', '-z', '--no-renames', '--untracked-files=all'];
  const more = ignored === 'with ignored' ? ['--ignored=matching'] : [];
  const status = await git(folder, 'status', ...options, ...more, '--', '.');
  if (prefix === null || status === null) return null;
  return status
    .split('\0')
    .filter((entry) => entry !== '')
    .map((entry) => entry.slice(3 + prefix.trim().length));
}
