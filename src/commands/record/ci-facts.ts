import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Manifest } from '../../model/documents/manifest.ts';
import { revisionOf } from '../../store/git.ts';

/** What a CI service says about the job that a run was measured in. */
export interface CiFacts {
  readonly commit: string | null;
  /** Null for a detached head without a name. */
  readonly branch: string | null;
  readonly pullRequest: string | null;
  /** Tells jobs on one commit apart; null outside of a CI service. */
  readonly job: string | null;
}

const eventSchema = z.object({
  pull_request: z
    .object({ number: z.int(), head: z.object({ sha: z.string(), ref: z.string() }) })
    .optional(),
});

type Variables = Readonly<Record<string, string | undefined>>;

/** The facts of the job from its environment, for GitHub and GitLab; elsewhere those of the git repository. */
export async function ciFacts(variables: Variables, folder: string): Promise<CiFacts> {
  if (variables.GITHUB_ACTIONS === 'true') return githubFacts(variables);
  if (variables.GITLAB_CI === 'true') return gitlabFacts(variables);
  const revision = await revisionOf(folder);
  return { commit: revision?.commit ?? null, branch: revision?.branch ?? null, pullRequest: null, job: null };
}

/** In a pull request, GITHUB_SHA is a merge that nobody made. The event names the commit that was pushed. */
function githubFacts(variables: Variables): CiFacts {
  const { pull_request: pull } = eventOf(variables.GITHUB_EVENT_PATH);
  return {
    commit: pull?.head.sha ?? variables.GITHUB_SHA ?? null,
    branch: pull?.head.ref ?? variables.GITHUB_REF_NAME ?? null,
    pullRequest: pull === undefined ? null : String(pull.number),
    job: [variables.GITHUB_RUN_ID, variables.GITHUB_RUN_ATTEMPT, variables.GITHUB_JOB]
      .filter(Boolean)
      .join('-'),
  };
}

function eventOf(path: string | undefined): z.output<typeof eventSchema> {
  if (path === undefined || !existsSync(path)) return {};
  const event = eventSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  return event.success ? event.data : {};
}

const gitlabFacts = (variables: Variables): CiFacts => ({
  commit: variables.CI_COMMIT_SHA ?? null,
  branch: variables.CI_MERGE_REQUEST_SOURCE_BRANCH_NAME ?? variables.CI_COMMIT_REF_NAME ?? null,
  pullRequest: variables.CI_MERGE_REQUEST_IID ?? null,
  job: variables.CI_JOB_ID ?? null,
});

/** An id that sorts by day, and that no other job has: day, commit, job. */
export function runIdOf({ commit, job }: CiFacts, now: Date): string {
  const day = now.toISOString().slice(0, 10);
  const time = now.toISOString().slice(11, 19).replaceAll(':', '');
  const parts = [day, commit?.slice(0, 7) ?? '', job ?? time];
  return parts
    .filter((part) => part !== '')
    .join('-')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .slice(0, 100);
}

/** A manifest with the facts of its job. Runs of the main line name no branch. */
export function withFacts(
  manifest: Manifest,
  { commit, branch, pullRequest }: CiFacts,
  mainBranch: string,
): Manifest {
  const isMain = branch === null || branch === mainBranch;
  const { branch: _, ...rest } = manifest;
  return {
    ...rest,
    ...(commit === null ? {} : { commit }),
    ...(isMain ? {} : { branch }),
    ...(pullRequest === null ? {} : { environment: { ...manifest.environment, pullRequest } }),
  };
}
