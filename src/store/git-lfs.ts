import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, renameSync, rmSync, statSync, readFileSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { inFolder } from './git.ts';

/** Git LFS commits such a text instead of a file: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md. */
const pointer = 'version https://git-lfs.github.com/spec/';
const mostBytes = 1_024;

const isPointer = (path: string): boolean =>
  statSync(path).size <= mostBytes && readFileSync(path, 'utf8').startsWith(pointer);

/**
 * Replaces the files that only point to their content in Git LFS with that content, which the pointer names by its hash.
 * Without git-lfs, or without the content, the pointer is left, as in a checkout without it.
 */
export async function fetchFromLfs(repository: string, paths: readonly string[]): Promise<void> {
  for (const path of paths.filter(isPointer)) {
    const aside = `${path}.lfs`;
    const isFetched = await smudge(repository, readFileSync(path), aside).catch(() => false);
    if (isFetched) renameSync(aside, path);
    else rmSync(aside, { force: true });
  }
}

async function smudge(repository: string, text: Buffer, target: string): Promise<boolean> {
  const git = spawn('git', [...inFolder(repository), 'lfs', 'smudge'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const closed = once(git, 'close') as Promise<[code: number | null]>;
  git.stdin.on('error', () => undefined);
  git.stdin.end(text);
  await pipeline(git.stdout, createWriteStream(target, { flags: 'wx' }));
  const [code] = await closed;
  return code === 0;
}
