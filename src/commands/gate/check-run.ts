import { z } from 'zod';
import type { Problem } from '../../model/problem.ts';
import { WrongUsage } from '../../project/refusal.ts';
import { gitHubToken } from '../services/github-token.ts';
import { requiredVariables } from '../services/required-variables.ts';
import { ServiceApi, type Fetch, type Wait } from '../services/service-api.ts';

/** A finished check of a commit. */
export interface CheckRun {
  /** The folder of one of several projects, whose checks must not replace each other; null if it is alone. */
  readonly project: string | null;
  readonly conclusion: 'success' | 'failure' | 'neutral';
  readonly title: string;
  /** Markdown, in which names from outside are inert. */
  readonly summary: string;
  /** With paths from the top of the repository. */
  readonly annotations: readonly Problem[];
}

const createdSchema = z.object({ id: z.int() });

/** GitHub takes so many annotations with one request. */
const atOnce = 50;
const mostAnnotations = 200;
const longestText = 60_000;

const token = gitHubToken('checks');

/** Events whose job runs the code of a pull request. A verdict from there is one that the pull request may have written. */
const untrusted = new Set(['pull_request']);

interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly annotation_level: 'failure' | 'warning';
  readonly message: string;
}

const annotationOf = ({ file, line, severity, message, hint }: Problem): Annotation => ({
  path: file,
  start_line: line ?? 1,
  end_line: line ?? 1,
  annotation_level: severity === 'error' ? 'failure' : 'warning',
  message: [message, hint]
    .filter((part) => part !== null)
    .join(' ')
    .slice(0, longestText),
});

/** Where a check run is written to. */
export interface CheckTarget {
  readonly api: ServiceApi;
  readonly commit: string;
}

/**
 * The commit and the API that the variables of a workflow name. Throws WrongUsage if one is missing, or in a job that runs
 * the code of a pull request.
 */
export function checkTarget(variables: NodeJS.ProcessEnv, send: Fetch, wait?: Wait): CheckTarget {
  if (untrusted.has(variables.GITHUB_EVENT_NAME ?? ''))
    throw new WrongUsage(
      'A job of a pull request writes no check run: its code could write the verdict.',
      'Run gate without --check-run there. Its exit code already is a check.',
    );
  const found = requiredVariables(
    variables,
    ['GITHUB_API_URL', 'GITHUB_REPOSITORY', 'GITHUB_SHA', 'GITHUB_TOKEN'],
    `Run it in a workflow of GitHub. ${token.missing}`,
  );
  const api = new ServiceApi({
    service: 'GitHub',
    root: `${found.GITHUB_API_URL.replace(/\/+$/, '')}/repos/${found.GITHUB_REPOSITORY}`,
    headers: { accept: 'application/vnd.github+json', authorization: `Bearer ${found.GITHUB_TOKEN}` },
    hints: token.hints,
    send,
    wait,
  });
  // In a workflow that another one started, GITHUB_SHA is the main branch's.
  const head = (variables.HEAD_SHA ?? '').trim();
  return { api, commit: head === '' ? found.GITHUB_SHA : head };
}

/** Writes the check run of a commit. GitHub shows the latest one of a name. */
export async function postCheckRun({ api, commit }: CheckTarget, check: CheckRun): Promise<void> {
  const all = check.annotations.slice(0, mostAnnotations).map(annotationOf);
  const output = { title: check.title, summary: check.summary.slice(0, longestText) };
  const first = {
    name: check.project === null ? 'Perfolio' : `Perfolio ${check.project}`,
    head_sha: commit,
    status: 'completed',
    conclusion: check.conclusion,
    output: { ...output, annotations: all.slice(0, atOnce) },
  };
  const { id } = await api.create('check-runs', first, createdSchema);
  for (let from = atOnce; from < all.length; from += atOnce)
    await api.send('PATCH', `check-runs/${id}`, {
      output: { ...output, annotations: all.slice(from, from + atOnce) },
    });
}
