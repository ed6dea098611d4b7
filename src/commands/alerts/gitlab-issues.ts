import { z } from 'zod';
import { Refusal } from '../../project/refusal.ts';
import { withoutQuickActions } from '../services/quick-actions.ts';
import { requiredVariables } from '../services/required-variables.ts';
import { ServiceApi, type Fetch, type Wait } from '../services/service-api.ts';
import {
  alertLabel,
  allPages,
  type IssueChange,
  type IssueTracker,
  type NewIssue,
  type TrackedIssue,
} from './issue-tracker.ts';

const issueSchema = z.object({
  iid: z.int(),
  state: z.string(),
  title: z.string(),
  description: z.string().nullish(),
});
const createdSchema = z.object({ iid: z.int() });
const notesSchema = z.array(z.object({ body: z.string() }));
const usersSchema = z.array(z.object({ id: z.int() }));

const needsToken =
  'GITLAB_TOKEN is an access token of the project with the scope api and the role Reporter, as a masked CI/CD variable.';
const hints = {
  401: `GITLAB_TOKEN is invalid, expired or revoked. ${needsToken}`,
  403: `GITLAB_TOKEN may not write issues here. ${needsToken}`,
  404: `GITLAB_TOKEN cannot see this project, or its issues are disabled. ${needsToken}`,
  422: 'GitLab does not accept the issue. Check `alerts` in project.json.',
} as const;

/** The issues of a project on GitLab, as the variables of a pipeline name it. Throws WrongUsage if one is missing. */
export function gitLabIssues(variables: NodeJS.ProcessEnv, send: Fetch, wait?: Wait): IssueTracker {
  const found = requiredVariables(
    variables,
    ['CI_API_V4_URL', 'CI_PROJECT_ID', 'GITLAB_TOKEN'],
    `Run it in a pipeline of GitLab. ${needsToken}`,
  );
  const api = new ServiceApi({
    service: 'GitLab',
    root: found.CI_API_V4_URL.replace(/\/+$/, ''),
    headers: { accept: 'application/json', 'private-token': found.GITLAB_TOKEN },
    hints,
    send,
    wait,
  });
  return new GitLabIssues(api, `projects/${encodeURIComponent(found.CI_PROJECT_ID)}/issues`);
}

class GitLabIssues implements IssueTracker {
  readonly #api: ServiceApi;
  readonly #issues: string;

  constructor(api: ServiceApi, issues: string) {
    this.#api = api;
    this.#issues = issues;
  }

  async list(): Promise<TrackedIssue[]> {
    const query = `scope=all&labels=${alertLabel}&order_by=created_at&sort=asc&per_page=100`;
    const { entries, isCut } = await allPages((page) =>
      this.#api.get(`${this.#issues}?${query}&page=${page}`, z.array(issueSchema)),
    );
    if (isCut)
      throw new Refusal(
        `More than ${entries.length} issues have the label ${alertLabel}.`,
        'Remove the label from old ones.',
      );
    return entries.map(({ iid, state, title, description }) => ({
      number: iid,
      isOpen: state === 'opened',
      title,
      body: description ?? '',
    }));
  }

  async create({ title, body, labels, assignees }: NewIssue): Promise<number> {
    const ids: number[] = [];
    for (const assignee of assignees) ids.push(await this.#userId(assignee));
    const issue = {
      title,
      description: withoutQuickActions(body),
      labels: [alertLabel, ...labels].join(','),
      assignee_ids: ids,
    };
    return (await this.#api.create(this.#issues, issue, createdSchema)).iid;
  }

  async #userId(username: string): Promise<number> {
    const query = new URLSearchParams({ username }).toString();
    const [user] = await this.#api.get(`users?${query}`, usersSchema);
    if (user !== undefined) return user.id;
    throw new Refusal(
      `GitLab has no user of the name in \`alerts.assignees\`: ${JSON.stringify(username)}.`,
      'Correct it in project.json.',
    );
  }

  async update(issue: number, { title, body, isOpen }: IssueChange): Promise<void> {
    const event = isOpen === undefined ? {} : { state_event: isOpen ? 'reopen' : 'close' };
    const description = withoutQuickActions(body);
    await this.#api.send('PUT', `${this.#issues}/${issue}`, { title, description, ...event });
  }

  async comments(issue: number): Promise<string[]> {
    const { entries } = await allPages((page) =>
      this.#api.get(`${this.#issues}/${issue}/notes?per_page=100&page=${page}`, notesSchema),
    );
    return entries.map(({ body }) => body);
  }

  async comment(issue: number, body: string): Promise<void> {
    await this.#api.send('POST', `${this.#issues}/${issue}/notes`, { body: withoutQuickActions(body) });
  }
}
