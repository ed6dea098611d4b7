import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ciFacts, runIdOf, withFacts } from '../../../src/commands/record/ci-facts.ts';
import { commitAll, gitIn } from '../git-folder.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-facts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const factsOf = (variables: Record<string, string>): ReturnType<typeof ciFacts> =>
  ciFacts(variables, { folder, mainBranch: 'main' });

const job = { GITHUB_RUN_ID: '7', GITHUB_RUN_ATTEMPT: '2', GITHUB_JOB: 'load' };
const github = {
  GITHUB_ACTIONS: 'true',
  GITHUB_SHA: 'merge',
  GITHUB_REF_NAME: '42/merge',
  GITHUB_REF_TYPE: 'branch',
  ...job,
};

/** The variables of a job for a pull request, shaped after GitHub's webhook. */
function pullRequest(ref: string, from: string | null): Record<string, string> {
  const path = join(folder, 'event.json');
  const head = {
    sha: 'a'.repeat(40),
    ref,
    label: `${from?.split('/')[0] ?? 'gone'}:${ref}`,
    repo: from === null ? null : { full_name: from },
  };
  const base = { repo: { full_name: 'team/shop' } };
  writeFileSync(path, JSON.stringify({ pull_request: { number: 42, head, base } }));
  return { ...github, GITHUB_EVENT_PATH: path };
}

describe('the facts of a GitHub job', () => {
  it('are those of the pull request, not of its merge', async () => {
    expect(await factsOf(pullRequest('faster', 'team/shop'))).toEqual({
      commit: 'a'.repeat(40),
      branch: 'faster',
      tag: null,
      pullRequest: '42',
      job: '7-2-load',
    });
  });

  it.each(['stranger/shop', null])('are off the main line for main of the fork %s', async (from) => {
    const facts = await factsOf(pullRequest('main', from));
    expect(facts.branch).toBe(`${from === null ? 'gone' : 'stranger'}:main`);
    expect(withFacts({}, facts)).toMatchObject({ branch: facts.branch, environment: { pullRequest: '42' } });
  });

  it('name the owner of a fork also if the event has no label', async () => {
    const variables = pullRequest('faster', 'stranger/shop');
    const event = JSON.parse(readFileSync(join(folder, 'event.json'), 'utf8')) as {
      pull_request: { head: { label?: string } };
    };
    delete event.pull_request.head.label;
    writeFileSync(join(folder, 'event.json'), JSON.stringify(event));
    expect((await factsOf(variables)).branch).toBe('stranger:faster');
  });

  it('are none of a damaged event, which could be that of a pull request', async () => {
    writeFileSync(join(folder, 'event.json'), '{"pull_request": {');
    for (const path of [folder, join(folder, 'event.json')])
      await expect(factsOf({ ...github, GITHUB_EVENT_PATH: path })).rejects.toThrow(
        `${path} (GITHUB_EVENT_PATH) is not a JSON document.`,
      );
  });

  it('are of the main line for its branch', async () => {
    const facts = await factsOf({ ...github, GITHUB_REF_NAME: 'main' });
    expect(facts).toMatchObject({ commit: 'merge', branch: null, pullRequest: null });
    expect(withFacts({}, facts)).toEqual({ commit: 'merge' });
  });
});

describe('the facts of a GitLab job', () => {
  const gitlab = { GITLAB_CI: 'true', CI_COMMIT_SHA: 'b', CI_COMMIT_REF_NAME: 'main', CI_JOB_ID: '9' };
  const request = {
    ...gitlab,
    CI_MERGE_REQUEST_IID: '5',
    CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: 'main',
    CI_MERGE_REQUEST_PROJECT_PATH: 'team/shop',
  };

  it('come from its variables', async () =>
    expect(await factsOf(gitlab)).toEqual({
      commit: 'b',
      branch: null,
      tag: null,
      pullRequest: null,
      job: '9',
    }));

  it('are single lines, whatever a script has set', async () =>
    expect(
      await factsOf({
        ...gitlab,
        CI_COMMIT_SHA: 'b\n',
        CI_COMMIT_REF_NAME: 'topic\u001b[31m\r\nx',
        CI_JOB_ID: '',
      }),
    ).toMatchObject({ commit: 'b', branch: 'topic [31m x', tag: null }));

  it('are off the main line for main of a fork', async () =>
    expect(
      await factsOf({ ...request, CI_MERGE_REQUEST_SOURCE_PROJECT_PATH: 'stranger/shop' }),
    ).toMatchObject({ branch: 'stranger/shop:main', pullRequest: '5' }));

  it('name the commit of the source branch, not of the merged result', async () =>
    expect(
      await factsOf({
        ...request,
        CI_MERGE_REQUEST_SOURCE_PROJECT_PATH: 'team/shop',
        CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: 'faster',
        CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: 'c',
      }),
    ).toMatchObject({ commit: 'c', branch: 'faster' }));
});

describe('a build of a tag', () => {
  const tagged = (commit: string): Record<string, string>[] => [
    { ...github, GITHUB_REF_NAME: 'v1.2.0', GITHUB_REF_TYPE: 'tag', GITHUB_SHA: commit },
    { GITLAB_CI: 'true', CI_COMMIT_SHA: commit, CI_COMMIT_REF_NAME: 'v1.2.0', CI_COMMIT_TAG: 'v1.2.0' },
  ];

  it('is of the main line if its commit is, and its version is the tag', async () => {
    for (const variables of tagged(commitAll(folder))) {
      const facts = await factsOf(variables);
      expect(facts).toMatchObject({ branch: null, tag: 'v1.2.0' });
      expect(withFacts({}, facts).version).toBe('v1.2.0');
      expect(withFacts({ version: '1.2' }, facts).version).toBe('1.2');
    }
  });

  it('is off the main line if git cannot show that', async () => {
    commitAll(folder);
    gitIn(folder, 'checkout', '--quiet', '-b', 'release');
    for (const variables of tagged(commitAll(folder)))
      expect((await factsOf(variables)).branch).toBe('refs/tags/v1.2.0');
  });
});

describe('the id of a run', () => {
  const none = { commit: null, branch: null, tag: null, pullRequest: null, job: null };
  const hash = '0123456789abcdef';

  it('sorts by day, is valid, and ends with the hash of the results', () => {
    const facts = { ...none, commit: '4f2a9c1d', job: '7-1-load test/x' };
    expect(runIdOf(facts, new Date('2026-11-20T23:30:00Z'), hash)).toBe(
      '2026-11-20-4f2a9c1-7-1-load-test-x-01234567',
    );
    expect(runIdOf(none, new Date('2026-11-20T23:30:05Z'), hash)).toBe('2026-11-20-233005-01234567');
  });

  it('keeps the hash if the job has a long name', () => {
    const id = runIdOf({ ...none, job: 'x'.repeat(200) }, new Date('2026-11-20T00:00:00Z'), hash);
    expect(id).toHaveLength(99);
    expect(id).toMatch(/x-01234567$/);
  });
});
