import { z } from 'zod';
import { Refusal } from '../../project/refusal.ts';
import { gitHubToken } from '../services/github-token.ts';
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
  number: z.int(),
  state: z.string(),
  title: z.string(),
  body: z.string().nullish(),
  /** GitHub lists pull requests among issues. */
  pull_request: z.unknown().optional(),
});
const createdSchema = z.object({ number: z.int(), labels: z.array(z.object({ name: z.string() })) });
const commentsSchema = z.array(z.object({ body: z.string().nullish() }));

const token = gitHubToken('issues');
const hints = {
  ...token.hints,
  410: 'Issues are disabled in this repository. Enable them in its settings.',
  422: 'GitHub does not accept the issue. Check `alerts.assignees` in project.json: each must be able to see the repository.',
} as const;

/** The issues of a repository on GitHub, as the variables of a workflow name it. Throws WrongUsage if one is missing. */
export function gitHubIssues(variables: NodeJS.ProcessEnv, send: Fetch, wait?: Wait): IssueTracker {
  const found = requiredVariables(
    variables,
    ['GITHUB_API_URL', 'GITHUB_REPOSITORY', 'GITHUB_TOKEN'],
    `Run it in a workflow of GitHub. ${token.missing}`,
  );
  return new GitHubIssues(
    new ServiceApi({
      service: 'GitHub',
      root: `${found.GITHUB_API_URL.replace(/\/+$/, '')}/repos/${found.GITHUB_REPOSITORY}`,
      headers: { accept: 'application/vnd.github+json', authorization: `Bearer ${found.GITHUB_TOKEN}` },
      hints,
      send,
      wait,
    }),
  );
}

class GitHubIssues implements IssueTracker {
  readonly #api: ServiceApi;

  constructor(api: ServiceApi) {
    this.#api = api;
  }

  async list(): Promise<TrackedIssue[]> {
    const query = `state=all&labels=${alertLabel}&sort=created&direction=asc&per_page=100`;
    const { entries, isCut } = await allPages((page) =>
      this.#api.get(`issues?${query}&page=${page}`, z.array(issueSchema)),
    );
    if (isCut)
      throw new Refusal(
        `More than ${entries.length} issues have the label ${alertLabel}.`,
        'Remove the label from old ones.',
      );
    return entries
      .filter(({ pull_request: pull }) => pull === undefined || pull === null)
      .map(({ number, state, title, body }) => ({
        number,
        isOpen: state === 'open',
        title,
        body: body ?? '',
      }));
  }

  async create({ title, body, labels, assignees }: NewIssue): Promise<number> {
    const wanted = [alertLabel, ...labels];
    const issue = { title, body, labels: wanted, assignees };
    const { number, labels: set } = await this.#api.create('issues', issue, createdSchema);
    // GitHub drops labels silently, and without the label no later sync would find the issue.
    if (!set.some(({ name }) => name === alertLabel))
      await this.#api.send('POST', `issues/${number}/labels`, { labels: wanted });
    return number;
  }

  async update(issue: number, { title, body, isOpen }: IssueChange): Promise<void> {
    const state = isOpen === undefined ? {} : { state: isOpen ? 'open' : 'closed' };
    await this.#api.send('PATCH', `issues/${issue}`, { title, body, ...state });
  }

  async comments(issue: number): Promise<string[]> {
    const { entries } = await allPages((page) =>
      this.#api.get(`issues/${issue}/comments?per_page=100&page=${page}`, commentsSchema),
    );
    return entries.map(({ body }) => body ?? '');
  }

  async comment(issue: number, body: string): Promise<void> {
    await this.#api.send('POST', `issues/${issue}/comments`, { body });
  }
}
