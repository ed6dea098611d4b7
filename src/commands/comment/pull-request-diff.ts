import { randomUUID } from 'node:crypto';
import type { Diff } from '../../model/documents/diff.ts';
import { Refusal } from '../../project/refusal.ts';
import { problemText } from '../../project/validate/problems-text.ts';
import { git, runGit } from '../../store/git.ts';
import type { Paths } from '../../store/paths.ts';
import { openDiff } from '../diff/open-diff.ts';

/** A pull request of GitHub, and how to read its repository. */
export interface PullRequestSource {
  readonly number: number;
  /** The commit whose workflow ran. */
  readonly headSha: string;
  /** Address of the server that the token is for. */
  readonly server: string;
  readonly token: string;
}

/** Sends the token with requests to the server, without writing it into the clone. */
function credentials({ server, token }: PullRequestSource): NodeJS.ProcessEnv {
  const header = `http.${server}/.extraheader`;
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  return {
    GIT_TERMINAL_PROMPT: '0',
    // An empty value removes what an earlier step has set.
    GIT_CONFIG_COUNT: '2',
    GIT_CONFIG_KEY_0: header,
    GIT_CONFIG_VALUE_0: '',
    GIT_CONFIG_KEY_1: header,
    GIT_CONFIG_VALUE_1: `AUTHORIZATION: basic ${basic}`,
  };
}

const quiet = ['--quiet', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules'];

/** Fetches the commit that merges the pull request into its base. Throws a Refusal if GitHub has none. */
async function fetchMerge(source: PullRequestSource, folder: string, ref: string): Promise<void> {
  const refspec = `+refs/pull/${source.number}/merge:${ref}`;
  const variables = source.token === '' ? {} : credentials(source);
  const { isDone, stderr } = await runGit(folder, ['fetch', ...quiet, 'origin', refspec], { variables });
  if (!isDone)
    throw new Refusal(
      `git could not fetch pull request ${source.number}: ${stderr.trim().split('\n', 1).join('')}`,
      'Resolve its conflicts, if it has any, and give the job the permission contents: read. Nothing was posted.',
    );
}

/**
 * The diff of a pull request, computed by this version of Perfolio. Its files are fetched as data: they are not checked out,
 * and nothing of them is executed. Null if the pull request has another commit by now. Throws a Refusal if something cannot
 * be read.
 */
export async function pullRequestDiff(source: PullRequestSource, paths: Paths): Promise<Diff | null> {
  // Several jobs may share a clone.
  const ref = `refs/perfolio/pull-${randomUUID()}`;
  try {
    await fetchMerge(source, paths.project, ref);
    const parents = await git(paths.project, 'log', '-1', '--format=%P', ref);
    const [base = '', head = ''] = (parents ?? '').trim().split(' ');
    if (head !== source.headSha) return null;
    const { diff, unreadable, problems } = await openDiff(`git:${base}`, `git:${ref}`, paths, {
      isInBase: true,
    });
    const reasons = [...problems.map((one) => problemText(one).trim()), ...unreadable];
    if (reasons.length > 0) throw new Refusal(reasons.join('\n'), 'Nothing was posted.');
    return diff;
  } finally {
    await git(paths.project, 'update-ref', '-d', ref);
  }
}
