import { lstat, readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Diff } from '../../model/documents/diff.ts';
import { findProject } from '../../project/find-project.ts';
import { nestedFolder } from '../../project/nested-folder.ts';
import { Refusal } from '../../project/refusal.ts';
import type { Paths } from '../../store/paths.ts';
import { requiredVariables } from '../services/required-variables.ts';
import type { Io } from '../terminal/io.ts';
import { pathsOf, withPaths, type PathOptions } from '../terminal/project-paths.ts';
import { postComment, type CommentRequest } from './github-comment.ts';
import { postNote, type NoteRequest } from './gitlab-comment.ts';
import { pullRequestDiff } from './pull-request-diff.ts';

const help = `
On GitHub, the comparison is computed here: run it in a workflow of the default branch. It reads GITHUB_API_URL,
GITHUB_REPOSITORY, GITHUB_SERVER_URL, GITHUB_TOKEN, HEAD_OWNER, HEAD_BRANCH, HEAD_SHA and RUN_PAGE. In a pipeline of GitLab,
it reads CI_API_V4_URL, CI_MERGE_REQUEST_PROJECT_ID, CI_MERGE_REQUEST_IID, CI_JOB_URL, and two variables that you set:
GITLAB_TOKEN is an access token of the project with the scope api and the role Reporter, and DIFF_FILE is the JSON document
that diff --out diff.json wrote.
`;

interface CommentOptions extends PathOptions {
  readonly gitlab?: boolean;
}

/** Adds `comment`: posts the diff of a pull request as its one comment, from what the workflow sets in the environment. */
export function register(program: Command, io: Io): void {
  withPaths(program.command('comment'))
    .description(
      'Post or update the comment of a pull request, inside a GitHub workflow or a GitLab pipeline.',
    )
    .option('--gitlab', 'post it as a note of a merge request of GitLab')
    .addHelpText('after', help)
    .action(async ({ gitlab, ...options }: CommentOptions) =>
      gitlab === true ? note(process.env, io) : comment(process.env, io, await pathsOf(options, io)),
    );
}

/** Posts the comment that the variables of a workflow describe, on the project that the default branch has at these paths. */
export async function comment(
  variables: NodeJS.ProcessEnv,
  io: Pick<Io, 'out'>,
  paths: Paths,
  send: typeof fetch = fetch,
): Promise<void> {
  const request = requestOf(variables);
  const { headSha, token } = request;
  const server = variables.GITHUB_SERVER_URL ?? 'https://github.com';
  const diffOf = (number: number): Promise<Diff | null> =>
    pullRequestDiff({ number, headSha, server, token }, paths);
  const project = nestedFolder(paths.project);
  io.out(`${await postComment({ ...request, project, diffOf }, send)}\n`);
}

/** Posts the note that the variables of a pipeline describe. Without a diff there is nothing to post. */
export async function note(variables: NodeJS.ProcessEnv, io: Pick<Io, 'out' | 'cwd'>): Promise<void> {
  const request = noteRequestOf(variables);
  const diffJson = await readDiff(variables.DIFF_FILE ?? '');
  if (diffJson === null) io.out('The merge request has no diff; nothing was posted.\n');
  else io.out(`${await postNote({ ...request, folder: await folderAround(io.cwd), diffJson })}\n`);
}

/** The folder of one of several projects; null without one, as the document is all that a note needs. */
async function folderAround(cwd: string): Promise<string | null> {
  try {
    const found = await findProject(cwd);
    return found && nestedFolder(found.project);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

const noteVariables = [
  'DIFF_FILE',
  'CI_API_V4_URL',
  'CI_MERGE_REQUEST_PROJECT_ID',
  'CI_MERGE_REQUEST_IID',
  'GITLAB_TOKEN',
] as const;

function noteRequestOf(variables: NodeJS.ProcessEnv): Omit<NoteRequest, 'diffJson' | 'folder'> {
  const found = requiredVariables(
    variables,
    noteVariables,
    'Run it in a pipeline of a merge request, and store the token as a masked CI/CD variable: see docs/gitlab.md.',
  );
  return {
    api: found.CI_API_V4_URL,
    project: found.CI_MERGE_REQUEST_PROJECT_ID,
    mergeRequest: found.CI_MERGE_REQUEST_IID,
    token: found.GITLAB_TOKEN,
    runPage: (variables.CI_JOB_URL ?? '').trim(),
  };
}

function requestOf(variables: NodeJS.ProcessEnv): Omit<CommentRequest, 'diffOf' | 'project'> {
  const found = requiredVariables(
    variables,
    ['GITHUB_API_URL', 'GITHUB_REPOSITORY', 'GITHUB_TOKEN', 'HEAD_SHA'],
    'Run it in a workflow of GitHub that sets them: see docs/github.md. For a merge request of GitLab, add --gitlab.',
  );
  // Empty for a fork that is deleted.
  const { HEAD_OWNER = '', HEAD_BRANCH = '', RUN_PAGE = '' } = variables;
  return {
    repository: found.GITHUB_REPOSITORY,
    api: found.GITHUB_API_URL,
    token: found.GITHUB_TOKEN,
    headOwner: HEAD_OWNER,
    headBranch: HEAD_BRANCH,
    headSha: found.HEAD_SHA,
    runPage: RUN_PAGE,
  };
}

/** More than a diff of a thousand runs takes. */
const mostBytes = 20_000_000;

/**
 * The document of a merge request; null if there is none. Whoever wrote it may have put anything in its place, so size and
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
