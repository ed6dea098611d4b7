import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Manifest } from '../../model/documents/manifest.ts';
import { Refusal } from '../../project/refusal.ts';
import { currentBranch, currentCommit, git } from '../../store/git.ts';

/** What a CI service says about the job that a run was measured in. */
export interface CiFacts {
  readonly commit: string | null;
  /** What keeps the run off the main line: a branch, a fork's branch, a tag or a detached head; null on the main line. */
  readonly branch: string | null;
  /** The tag that was built. */
  readonly tag: string | null;
  readonly pullRequest: string | null;
  /** Names the job; null outside of a CI service. Jobs of one matrix have one name. */
  readonly job: string | null;
}

const repositorySchema = z.object({ full_name: z.string() }).nullish();
const eventSchema = z.object({
  pull_request: z
    .object({
      number: z.int(),
      head: z.object({
        sha: z.string(),
        ref: z.string(),
        label: z.string().optional(),
        // Null after the fork was deleted.
        repo: repositorySchema,
      }),
      base: z.object({ repo: repositorySchema }).optional(),
    })
    .optional(),
});
type PullRequest = NonNullable<z.output<typeof eventSchema>['pull_request']>;

type Variables = Readonly<Record<string, string | undefined>>;

/** Where the job's repository is, and the name of the main branch in it. */
interface Place {
  readonly folder: string;
  readonly mainBranch: string;
}

/** The facts of the job from its environment, for GitHub and GitLab; elsewhere those of the git repository. */
export async function ciFacts(variables: Variables, place: Place): Promise<CiFacts> {
  const { commit, branch, tag, pullRequest, job } = await factsOf(variables, place);
  return {
    commit: onOneLine(commit),
    branch: onOneLine(branch),
    tag: onOneLine(tag),
    pullRequest: onOneLine(pullRequest),
    job,
  };
}

async function factsOf(variables: Variables, place: Place): Promise<CiFacts> {
  if (variables.GITHUB_ACTIONS === 'true') return githubFacts(variables, place);
  if (variables.GITLAB_CI === 'true') return gitlabFacts(variables, place);
  return localFacts(place);
}

/** A variable that a script has set may end with a newline, or hold escapes; run.json gets neither. Null if nothing is left. */
function onOneLine(text: string | null): string | null {
  const line = text?.replaceAll(/\p{Cc}+/gu, ' ').trim() ?? '';
  return line === '' ? null : line;
}

/** In a pull request, GITHUB_SHA is a temporary merge commit. The event names the commit that was pushed. */
async function githubFacts(variables: Variables, place: Place): Promise<CiFacts> {
  const { pull_request: pull } = eventOf(variables.GITHUB_EVENT_PATH);
  const job = [variables.GITHUB_RUN_ID, variables.GITHUB_RUN_ATTEMPT, variables.GITHUB_JOB]
    .filter(Boolean)
    .join('-');
  if (pull !== undefined)
    return {
      commit: pull.head.sha,
      branch: isFork(pull)
        ? (pull.head.label ?? `${ownerOf(pull) ?? 'fork'}:${pull.head.ref}`)
        : offMainLine(pull.head.ref, place.mainBranch),
      tag: null,
      pullRequest: String(pull.number),
      job,
    };
  const commit = variables.GITHUB_SHA ?? null;
  const name = variables.GITHUB_REF_NAME ?? null;
  const tag = variables.GITHUB_REF_TYPE === 'tag' ? name : null;
  return { commit, ...(await lineOf({ commit, tag, branch: name }, place)), pullRequest: null, job };
}

const isFork = ({ head, base }: PullRequest): boolean =>
  head.repo === null || head.repo?.full_name !== base?.repo?.full_name;

/** The owner of a fork, with which GitHub's label of a branch begins; null if the fork was deleted. */
const ownerOf = ({ head }: PullRequest): string | null => head.repo?.full_name?.split('/')[0] ?? null;

/** Throws a Refusal for a damaged document: without it, a run of a pull request would be one of the main line. */
function eventOf(path: string | undefined): z.output<typeof eventSchema> {
  if (path === undefined || !existsSync(path)) return {};
  try {
    const event = eventSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return event.success ? event.data : {};
  } catch {
    throw new Refusal(
      `${path} (GITHUB_EVENT_PATH) is not a JSON document.`,
      'Run the job again, or unset GITHUB_ACTIONS outside of a workflow.',
    );
  }
}

/** In a pipeline of a merged result, only CI_MERGE_REQUEST_SOURCE_BRANCH_SHA is a commit that somebody made; else it is empty. */
async function gitlabFacts(variables: Variables, place: Place): Promise<CiFacts> {
  const source = variables.CI_MERGE_REQUEST_SOURCE_BRANCH_NAME;
  const job = variables.CI_JOB_ID ?? null;
  if (source !== undefined) {
    const from = variables.CI_MERGE_REQUEST_SOURCE_PROJECT_PATH;
    const head = variables.CI_MERGE_REQUEST_SOURCE_BRANCH_SHA ?? '';
    return {
      commit: head === '' ? (variables.CI_COMMIT_SHA ?? null) : head,
      branch:
        from === variables.CI_MERGE_REQUEST_PROJECT_PATH
          ? offMainLine(source, place.mainBranch)
          : `${from ?? 'fork'}:${source}`,
      tag: null,
      pullRequest: variables.CI_MERGE_REQUEST_IID ?? null,
      job,
    };
  }
  const commit = variables.CI_COMMIT_SHA ?? null;
  const tag = variables.CI_COMMIT_TAG ?? null;
  const line = await lineOf({ commit, tag, branch: variables.CI_COMMIT_REF_NAME ?? null }, place);
  return { commit, ...line, pullRequest: null, job };
}

async function localFacts(place: Place): Promise<CiFacts> {
  const commit = (await currentCommit(place.folder))?.commit ?? null;
  const branch = commit === null ? null : await currentBranch(place.folder);
  return { commit, ...(await lineOf({ commit, tag: null, branch }, place)), pullRequest: null, job: null };
}

const offMainLine = (branch: string, mainBranch: string): string | null =>
  branch === mainBranch ? null : branch;

/** A build of a tag or of a detached head is of the main line only if git shows its commit there. */
async function lineOf(
  { commit, tag, branch }: Pick<CiFacts, 'commit' | 'tag' | 'branch'>,
  { folder, mainBranch }: Place,
): Promise<Pick<CiFacts, 'branch' | 'tag'>> {
  if (tag === null && branch !== null) return { tag, branch: offMainLine(branch, mainBranch) };
  // A folder without git says nothing of branches.
  if (commit === null || (await isOn(folder, commit, mainBranch))) return { tag, branch: null };
  return { tag, branch: tag === null ? `detached/${commit.slice(0, 7)}` : `refs/tags/${tag}` };
}

async function isOn(folder: string, commit: string, branch: string): Promise<boolean> {
  for (const ref of [`refs/remotes/origin/${branch}`, `refs/heads/${branch}`])
    if ((await git(folder, 'merge-base', '--is-ancestor', commit, ref)) !== null) return true;
  return false;
}

/** An id that sorts by day, and that no other job has: day, commit, job, and a hash of the results. */
export function runIdOf({ commit, job }: CiFacts, now: Date, resultsHash: string): string {
  const day = now.toISOString().slice(0, 10);
  const time = now.toISOString().slice(11, 19).replaceAll(':', '');
  const parts = [day, commit?.slice(0, 7) ?? '', job ?? time];
  const named = parts
    .filter((part) => part !== '')
    .join('-')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .slice(0, 90);
  return `${named}-${resultsHash.slice(0, 8)}`;
}

/** A manifest with the facts of its job. Runs of the main line name no branch. */
export function withFacts(manifest: Manifest, { commit, branch, tag, pullRequest }: CiFacts): Manifest {
  const { branch: _, ...rest } = manifest;
  return {
    ...rest,
    ...(tag === null || rest.version !== undefined ? {} : { version: tag }),
    ...(commit === null ? {} : { commit }),
    ...(branch === null ? {} : { branch }),
    ...(pullRequest === null ? {} : { environment: { ...manifest.environment, pullRequest } }),
  };
}
