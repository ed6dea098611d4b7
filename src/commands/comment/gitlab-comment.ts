import { z } from 'zod';
import { commentBody, isSilent, markerOf, parsedDiff } from './comment-body.ts';
import { withoutQuickActions } from '../services/quick-actions.ts';
import { ServiceApi, type Fetch, type Wait } from '../services/service-api.ts';

/** Input of the note. Everything except `diffJson` comes from GitLab itself. */
export interface NoteRequest {
  /** The address of the API, such as https://gitlab.com/api/v4. */
  readonly api: string;
  /** The project that has the merge request. */
  readonly project: string;
  readonly mergeRequest: string;
  readonly token: string;
  readonly runPage: string;
  /** The folder of one of several Perfolio projects of the repository; null if it is alone. */
  readonly folder: string | null;
  /** The document written by the merge request's code. It may contain anything. */
  readonly diffJson: string;
}

const userSchema = z.object({ id: z.int() });
const notesSchema = z.array(
  z.object({ id: z.int(), body: z.string(), system: z.boolean(), author: z.object({ id: z.int() }) }),
);

const hints = {
  401: 'GITLAB_TOKEN is invalid, expired or revoked. Create a project access token with the scope api, and store it as a masked CI/CD variable.',
  403: 'GITLAB_TOKEN may not comment here. It needs the scope api and the role Reporter.',
  404: 'GITLAB_TOKEN cannot see this merge request. Use an access token of the project that has the merge request.',
} as const;

class GitLab {
  readonly #api: ServiceApi;
  readonly #notes: string;
  readonly #marker: string;

  constructor({ api, project, mergeRequest, token, folder }: NoteRequest, send: Fetch, wait?: Wait) {
    const [id, iid] = [encodeURIComponent(project), encodeURIComponent(mergeRequest)];
    this.#notes = `projects/${id}/merge_requests/${iid}/notes`;
    this.#marker = markerOf(folder);
    this.#api = new ServiceApi({
      service: 'GitLab',
      root: api.replace(/\/+$/, ''),
      headers: { accept: 'application/json', 'private-token': token },
      hints,
      send,
      ...(wait === undefined ? {} : { wait }),
    });
  }

  /** Our note: marked and written by the token's user, so that a person's note is never overwritten. */
  async ownNote(): Promise<number | null> {
    const { id: user } = await this.#api.get('user', userSchema);
    for (let page = 1; page <= 30; page++) {
      const path = `${this.#notes}?order_by=created_at&sort=asc&per_page=100&page=${page}`;
      const notes = await this.#api.get(path, notesSchema);
      const own = notes.find(
        ({ system, body, author }) => !system && author.id === user && body.startsWith(this.#marker),
      );
      if (own !== undefined) return own.id;
      if (notes.length < 100) return null;
    }
    return null;
  }

  async post(note: number | null, body: string): Promise<void> {
    if (note === null) await this.#api.send('POST', this.#notes, { body });
    else await this.#api.send('PUT', `${this.#notes}/${note}`, { body });
  }
}

/** Posts or updates the one note of a merge request and returns what it did. */
export async function postNote(request: NoteRequest, send: Fetch = fetch, wait?: Wait): Promise<string> {
  const diff = parsedDiff(request.diffJson);
  const gitLab = new GitLab(request, send, wait);
  const note = await gitLab.ownNote();
  if (note === null && isSilent(diff))
    return `Nothing to report for merge request ${request.mergeRequest}: no run and no rule changed. Nothing was posted.`;
  await gitLab.post(note, withoutQuickActions(commentBody(diff, request.runPage, request.folder)));
  return `${note === null ? 'Posted' : 'Updated'} the note of merge request ${request.mergeRequest}.`;
}
