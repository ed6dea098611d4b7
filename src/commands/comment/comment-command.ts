import { lstat, readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { Refusal } from '../../project/refusal.ts';
import type { Io } from '../terminal/io.ts';
import { postComment, type CommentRequest } from './github-comment.ts';

/** Adds `comment`: posts the diff of a pull request as its one comment, from what the workflow sets in the environment. */
export function register(program: Command, io: Io): void {
  program
    .command('comment')
    .description('Post or update the comment of a pull request, inside a GitHub workflow.')
    .action(() => comment(process.env, io));
}

/** Posts the comment that the variables of a workflow describe. Without a diff there is nothing to post. */
export async function comment(
  variables: NodeJS.ProcessEnv,
  io: Pick<Io, 'out'>,
  send: typeof fetch = fetch,
): Promise<void> {
  const diffJson = await readDiff(variables.DIFF_FILE ?? '');
  if (diffJson === null) io.out('The pull request has no diff; nothing was posted.\n');
  else io.out(`${await postComment({ ...requestOf(variables), diffJson }, send)}\n`);
}

function requestOf(variables: NodeJS.ProcessEnv): Omit<CommentRequest, 'diffJson'> {
  const variable = (name: string): string => variables[name] ?? '';
  return {
    repository: variable('GITHUB_REPOSITORY'),
    api: variable('GITHUB_API_URL'),
    token: variable('GITHUB_TOKEN'),
    headOwner: variable('HEAD_OWNER'),
    headBranch: variable('HEAD_BRANCH'),
    headSha: variable('HEAD_SHA'),
    runPage: variable('RUN_PAGE'),
  };
}

/** More than a diff of a thousand runs takes. */
const mostBytes = 20_000_000;

/**
 * The document of a pull request; null if there is none. Whoever wrote it may have put anything in its place, so size and
 * kind of the file are checked before it is read.
 */
async function readDiff(path: string): Promise<string | null> {
  const file = await lstat(path).catch(() => null);
  if (file === null) return null;
  if (!file.isFile()) throw new Refusal(`${path} is not a regular file.`, 'Nothing was posted.');
  if (file.size > mostBytes)
    throw new Refusal(
      `${path} has ${file.size} bytes; a diff has at most ${mostBytes}.`,
      'Nothing was posted.',
    );
  return readFile(path, 'utf8');
}
