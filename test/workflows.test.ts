import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { githubFiles } from '../src/commands/init/github-files.ts';

interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}
interface Workflow {
  on: Record<string, unknown>;
  permissions?: Record<string, string>;
  jobs: Record<string, { permissions?: Record<string, string>; steps: Step[] }>;
}

/** Actions with their commits, as generated workflows have them. */
const pinned = githubFiles({ packageFolder: '.', mainBranch: 'main' }).flatMap(({ text }) =>
  [...text.matchAll(/uses: (\S+)/g)].flatMap(([, uses]) => [
    uses ?? '',
    (uses ?? '').replace(/cache\/(?:restore|save)@/, 'cache@'),
  ]),
);

const folder = join(import.meta.dirname, '../.github/workflows');
const workflows = readdirSync(folder)
  .filter((name) => name.endsWith('.yml'))
  .map((name) => ({ name, workflow: parse(readFileSync(join(folder, name), 'utf8')) as Workflow }));
const named = (name: string): Workflow => workflows.find((one) => one.name === name)!.workflow;
const stepsOf = ({ jobs }: Workflow): Step[] => Object.values(jobs).flatMap(({ steps }) => steps);

describe.each(workflows)('$name', ({ workflow }) => {
  it('states its permissions, and keeps no token in the checkout', () => {
    expect(workflow.permissions).toBeDefined();
    for (const { uses, with: options } of stepsOf(workflow)) {
      if (uses?.startsWith('actions/checkout')) expect(options?.['persist-credentials']).toBe(false);
    }
  });

  it('pins each action to the commit that init pins it to', () => {
    const used = stepsOf(workflow).flatMap(({ uses }) => uses ?? []);
    expect(used.length).toBeGreaterThan(0);
    for (const uses of used)
      expect(
        pinned.some((one) => one.startsWith(uses)),
        uses,
      ).toBe(true);
  });

  it('puts nothing from an event into a script: values come by the environment', () => {
    for (const { run } of stepsOf(workflow)) expect(run ?? '').not.toContain('${{');
  });

  it('never runs a pull request’s code with rights', () => {
    expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
  });
});

describe('report-diff.yml', () => {
  it('reads the cache of the main branch, and writes none', () => {
    const used = stepsOf(named('report-diff.yml')).flatMap(({ uses }) => uses ?? []);
    expect(used.filter((uses) => uses.startsWith('actions/cache/'))).toEqual([
      expect.stringContaining('actions/cache/restore@'),
    ]);
    expect(used.filter((uses) => uses.startsWith('actions/cache@'))).toEqual([]);
  });

  it('may only read, and uses no secret', () => {
    expect(named('report-diff.yml').permissions).toEqual({ contents: 'read' });
    const text = readFileSync(join(folder, 'report-diff.yml'), 'utf8');
    expect(text).not.toMatch(/secrets\.|github\.token|GITHUB_TOKEN/);
  });
});

describe('report-comment.yml', () => {
  it('checks out the default branch and takes only a document from the pull request', () => {
    const steps = stepsOf(named('report-comment.yml'));
    const checkout = steps.find(({ uses }) => uses?.startsWith('actions/checkout'))!;
    expect(checkout.with).not.toHaveProperty('ref');
    expect(steps.flatMap(({ run }) => run ?? [])).toEqual(['npm ci', 'npm run --silent perfolio -- comment']);
  });
});
