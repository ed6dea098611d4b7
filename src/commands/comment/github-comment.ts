import { z } from 'zod';
import { diffMarkdown, longestComment } from '../../diff/markdown/diff-markdown.ts';
import { diffSchema } from '../../model/documents/diff.ts';

/** Input of the comment. Everything except `diffJson` comes from GitHub itself. */
export interface CommentRequest {
  /** "owner/name" of the repository that has the pull request. */
  readonly repository: string;
  readonly api: string;
  readonly token: string;
  readonly headOwner: string;
  readonly headBranch: string;
  readonly headSha: string;
  readonly runPage: string;
  /** The document written by the pull request's code. It may contain anything. */
  readonly diffJson: string;
}

/** Identifies the comment, so that later runs update it. */
const marker = '<!-- perfolio: report-diff -->';

const pullsSchema = z.array(z.object({ number: z.number().int(), head: z.object({ sha: z.string() }) }));
const commentsSchema = z.array(
  z.object({
    id: z.number().int(),
    body: z.string().nullish(),
    user: z.object({ login: z.string(), type: z.string() }).nullish(),
  }),
);

/** The text of the comment. The document is validated and printed here, never passed on. Throws if it is invalid. */
export function commentBody(diffJson: string, runPage: string): string {
  const diff = diffSchema.parse(JSON.parse(diffJson));
  const longest = longestComment - marker.length - 1;
  return `${marker}\n${diffMarkdown(diff, { fullPage: runPage, longest })}`;
}

/** True if a diff has no run and no rule to speak of. An existing comment is updated all the same. */
function isSilent(diffJson: string): boolean {
  const { runs, rules = [], removedRuns = [], changedRuns = [] } = diffSchema.parse(JSON.parse(diffJson));
  return runs.length + rules.length + removedRuns.length + changedRuns.length === 0;
}

type Fetch = typeof fetch;

class GitHub {
  readonly #request: CommentRequest;
  readonly #fetch: Fetch;

  constructor(request: CommentRequest, send: Fetch) {
    this.#request = request;
    this.#fetch = send;
  }

  async #send(method: string, path: string, body?: object): Promise<unknown> {
    const { api, repository, token } = this.#request;
    const response = await this.#fetch(`${api}/repos/${repository}/${path}`, {
      method,
      headers: { accept: 'application/vnd.github+json', authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`GitHub returned ${response.status} for ${method} ${path}.`);
    return response.json();
  }

  /** The open pull request of exactly this commit, according to GitHub. Nothing is taken from the artifact. */
  async pullRequest(): Promise<number | null> {
    const { headOwner, headBranch, headSha } = this.#request;
    const query = new URLSearchParams({ state: 'open', head: `${headOwner}:${headBranch}` });
    const pulls = pullsSchema.parse(await this.#send('GET', `pulls?${query.toString()}`));
    return pulls.find(({ head }) => head.sha === headSha)?.number ?? null;
  }

  /** Our comment: marked and written by a bot, so that a person's comment is never overwritten. */
  async ownComment(pull: number): Promise<number | null> {
    for (let page = 1; page <= 30; page++) {
      const path = `issues/${pull}/comments?per_page=100&page=${page}`;
      const comments = commentsSchema.parse(await this.#send('GET', path));
      const own = comments.find(({ user, body }) => user?.type === 'Bot' && body?.startsWith(marker));
      if (own !== undefined) return own.id;
      if (comments.length < 100) return null;
    }
    return null;
  }

  async post(pull: number, comment: number | null, body: string): Promise<void> {
    if (comment === null) await this.#send('POST', `issues/${pull}/comments`, { body });
    else await this.#send('PATCH', `issues/comments/${comment}`, { body });
  }
}

/** Posts or updates the one comment of a pull request and returns what it did. */
export async function postComment(request: CommentRequest, send: Fetch = fetch): Promise<string> {
  const body = commentBody(request.diffJson, request.runPage);
  const github = new GitHub(request, send);
  const pull = await github.pullRequest();
  if (pull === null) return 'No open pull request has this commit. Nothing was posted.';
  const comment = await github.ownComment(pull);
  if (comment === null && isSilent(request.diffJson))
    return `Nothing to say about pull request ${pull}: no run and no rule changed. Nothing was posted.`;
  await github.post(pull, comment, body);
  return `${comment === null ? 'Posted' : 'Updated'} the comment of pull request ${pull}.`;
}
