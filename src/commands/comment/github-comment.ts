import { z } from 'zod';
import type { Diff } from '../../model/documents/diff.ts';
import { commentBody, isSilent, markerOf } from './comment-body.ts';
import { gitHubToken } from '../services/github-token.ts';
import { ServiceApi, type Fetch } from '../services/service-api.ts';

/** Input of the comment. Everything except the diff comes from GitHub itself. */
export interface CommentRequest {
  /** "owner/name" of the repository that has the pull request. */
  readonly repository: string;
  readonly api: string;
  readonly token: string;
  readonly headOwner: string;
  readonly headBranch: string;
  readonly headSha: string;
  readonly runPage: string;
  /** The folder of one of several projects of the repository; null if it is alone. */
  readonly project: string | null;
  /** Computes the diff of a pull request; null if that has another commit by now. */
  readonly diffOf: (pull: number) => Promise<Diff | null>;
}

const pullsSchema = z.array(z.object({ number: z.number().int(), head: z.object({ sha: z.string() }) }));
const commentsSchema = z.array(
  z.object({
    id: z.number().int(),
    body: z.string().nullish(),
    user: z.object({ login: z.string(), type: z.string() }).nullish(),
  }),
);

class GitHub {
  readonly #request: CommentRequest;
  readonly #api: ServiceApi;

  constructor(request: CommentRequest, send: Fetch) {
    const { api, repository, token } = request;
    this.#request = request;
    this.#api = new ServiceApi({
      service: 'GitHub',
      root: `${api}/repos/${repository}`,
      headers: { accept: 'application/vnd.github+json', authorization: `Bearer ${token}` },
      hints: gitHubToken('pull-requests').hints,
      send,
    });
  }

  /** The open pull request of exactly this commit, according to GitHub. */
  async pullRequest(): Promise<number | null> {
    const { headOwner, headBranch, headSha } = this.#request;
    const query = new URLSearchParams({ state: 'open', head: `${headOwner}:${headBranch}` });
    const pulls = await this.#api.get(`pulls?${query.toString()}`, pullsSchema);
    return pulls.find(({ head }) => head.sha === headSha)?.number ?? null;
  }

  /** Our comment: marked and written by a bot, so that a person's comment is never overwritten. */
  async ownComment(pull: number): Promise<number | null> {
    for (let page = 1; page <= 30; page++) {
      const path = `issues/${pull}/comments?per_page=100&page=${page}`;
      const comments = await this.#api.get(path, commentsSchema);
      const own = comments.find(
        ({ user, body }) => user?.type === 'Bot' && body?.startsWith(markerOf(this.#request.project)),
      );
      if (own !== undefined) return own.id;
      if (comments.length < 100) return null;
    }
    return null;
  }

  async post(pull: number, comment: number | null, body: string): Promise<void> {
    if (comment === null) await this.#api.send('POST', `issues/${pull}/comments`, { body });
    else await this.#api.send('PATCH', `issues/comments/${comment}`, { body });
  }
}

/** Posts or updates the one comment of a pull request and returns what it did. */
export async function postComment(request: CommentRequest, send: Fetch = fetch): Promise<string> {
  const github = new GitHub(request, send);
  const pull = await github.pullRequest();
  if (pull === null) return 'No open pull request has this commit. Nothing was posted.';
  const diff = await request.diffOf(pull);
  if (diff === null) return `Pull request ${pull} has another commit by now. Nothing was posted.`;
  const comment = await github.ownComment(pull);
  if (comment === null && isSilent(diff))
    return `Nothing to report for pull request ${pull}: no run and no rule changed. Nothing was posted.`;
  await github.post(pull, comment, commentBody(diff, request.runPage, request.project));
  return `${comment === null ? 'Posted' : 'Updated'} the comment of pull request ${pull}.`;
}
