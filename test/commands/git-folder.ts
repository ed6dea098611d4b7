import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs git in a folder, as nobody in particular, whatever the machine's configuration is. */
export function gitIn(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-C', folder, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_SYSTEM: '/dev/null',
      GIT_AUTHOR_NAME: 'Test',
      GIT_AUTHOR_EMAIL: 'test@example.org',
      GIT_COMMITTER_NAME: 'Test',
      GIT_COMMITTER_EMAIL: 'test@example.org',
    },
  });
}

let template: string | null = null;

/** An empty repository, to be copied: that takes no process of git. */
function emptyRepository(): string {
  if (template !== null) return template;
  const folder = mkdtempSync(join(tmpdir(), 'perfolio-empty-repository-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  gitIn(folder, 'init', '--quiet', '--initial-branch=main', '--template=');
  return (template = join(folder, '.git'));
}

/** Makes a folder a repository with the branch main. */
export const initRepository = (folder: string): void =>
  cpSync(emptyRepository(), join(folder, '.git'), { recursive: true });

/** Makes a folder a repository and commits all that is in it; gives the commit. */
export function commitAll(folder: string): string {
  if (!existsSync(join(folder, '.git'))) initRepository(folder);
  gitIn(folder, 'add', '--all');
  gitIn(folder, 'commit', '--quiet', '--allow-empty', '--message=all');
  return headOf(folder);
}

/** The commit that was just made. Its file is read, unless that is elsewhere, as for a work tree. */
function headOf(folder: string): string {
  const git = join(folder, '.git');
  if (!statSync(git).isDirectory()) return gitIn(folder, 'rev-parse', 'HEAD').trim();
  const head = readFileSync(join(git, 'HEAD'), 'utf8').trim();
  return head.startsWith('ref: ') ? readFileSync(join(git, head.slice(5)), 'utf8').trim() : head;
}
