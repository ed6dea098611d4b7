import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
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
  const diffJson = await readFile(variables.DIFF_FILE ?? '', 'utf8').catch(() => null);
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
