import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { githubFiles } from '../src/commands/init/github-files.ts';

interface Step {
  id?: string;
  if?: string;
  uses?: string;
  run?: string;
  shell?: string;
  env?: Record<string, string>;
  with?: Record<string, unknown>;
}
interface Workflow {
  on: Record<string, unknown>;
  permissions?: Record<string, string>;
  jobs: Record<string, { if?: string; permissions?: Record<string, string>; steps: Step[] }>;
}

/** Actions with their commits, as generated workflows have them. */
const pinned = githubFiles({ packageFolder: '.', projects: ['.'], mainBranch: 'main', action: null }).flatMap(
  ({ text }) =>
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
    for (const uses of used.filter((one) => one !== './'))
      expect(
        pinned.some((one) => one.startsWith(uses)),
        uses,
      ).toBe(true);
  });

  it('gives this repository’s action inputs that it has', () => {
    const { inputs } = parse(readFileSync(join(import.meta.dirname, '../action.yml'), 'utf8')) as {
      inputs: object;
    };
    const given = stepsOf(workflow).filter(({ uses }) => uses === './');
    expect(given.length).toBeGreaterThan(0);
    for (const { with: options } of given)
      for (const name of Object.keys(options ?? {})) expect(inputs).toHaveProperty(name);
  });

  it('puts nothing from an event into a script: values come by the environment', () => {
    for (const { run } of stepsOf(workflow)) expect(run ?? '').not.toContain('${{');
  });

  it('never runs a pull request’s code with rights', () => {
    expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
  });
});

describe('report-diff.yml', () => {
  it('may only read, and uses no secret', () => {
    expect(named('report-diff.yml').permissions).toEqual({ contents: 'read' });
    const text = readFileSync(join(folder, 'report-diff.yml'), 'utf8');
    expect(text).not.toMatch(/secrets\.|github\.token|GITHUB_TOKEN/);
  });
});

/** What init writes, with and without the action. */
const generated = [null, 'team/perfolio@v1.2.3'].flatMap((action) =>
  githubFiles({ packageFolder: 'perf', projects: ['perf'], mainBranch: 'main', action }).map(
    ({ text }) => parse(text) as Workflow,
  ),
);

describe('issues', () => {
  it.each([...workflows.map(({ workflow }) => workflow), ...generated])(
    'are written by the job of alerts alone, and only after a push',
    ({ permissions, jobs }) => {
      expect(permissions).not.toHaveProperty('issues');
      for (const [name, job] of Object.entries(jobs))
        if (name !== 'alerts') expect(job.permissions ?? {}).not.toHaveProperty('issues');
        else expect(job.permissions).toEqual({ contents: 'read', issues: 'write' });
    },
  );

  it('are synced after the build', () => {
    expect(named('pages.yml').jobs.alerts).toMatchObject({
      needs: 'build',
      if: "github.ref == 'refs/heads/main'",
    });
    for (const { jobs } of generated.filter((one) => 'alerts' in one.jobs))
      expect(jobs.alerts).toMatchObject({ needs: 'reports', if: "github.event_name == 'push'" });
  });
});

describe('check runs', () => {
  const all = [...workflows.map(({ workflow }) => workflow), ...generated];

  it.each(all)('are written by a job of a push alone, with no other right', ({ permissions, jobs }) => {
    expect(permissions).not.toHaveProperty('checks');
    for (const [name, job] of Object.entries(jobs))
      if (name !== 'check-run') expect(job.permissions ?? {}).not.toHaveProperty('checks');
      else {
        expect(job.permissions).toEqual({ checks: 'write', contents: 'read' });
        expect(job.if).toMatch(/^github\.(?:event_name == 'push'|ref == 'refs\/heads\/main')$/);
      }
  });

  it('have a job in this repository and in each generated workflow', () => {
    expect(all.filter(({ jobs }) => 'check-run' in jobs)).toHaveLength(3);
    for (const { jobs } of all.filter((one) => 'check-run' in one.jobs))
      expect(JSON.stringify(jobs['check-run']!.steps)).toMatch(/--check-run|"commands":"check-run"/);
  });
});

describe('report-comment.yml', () => {
  it('checks out the default branch, and takes nothing that a job of the pull request wrote', () => {
    const steps = stepsOf(named('report-comment.yml'));
    const checkout = steps.find(({ uses }) => uses?.startsWith('actions/checkout'))!;
    expect(checkout.with).not.toHaveProperty('ref');
    expect(steps.flatMap(({ run }) => run ?? [])).toEqual([]);
    expect(steps.map(({ uses }) => uses?.split('@')[0])).toEqual(['actions/checkout', './']);
    expect(named('report-comment.yml').jobs.comment?.permissions).toEqual({
      contents: 'read',
      'pull-requests': 'write',
    });
    expect(steps.find(({ uses }) => uses === './')?.with?.commands).toBe('comment');
  });
});

describe('action.yml', () => {
  interface Action {
    inputs: Record<string, { description: string; default?: string }>;
    runs: { using: string; steps: Step[] };
  }
  const text = readFileSync(join(import.meta.dirname, '../action.yml'), 'utf8');
  const { inputs, runs } = parse(text) as Action;

  it('pins each action to the commit that init pins it to', () => {
    const used = runs.steps.flatMap(({ uses }) => uses ?? []);
    expect(used.length).toBeGreaterThan(0);
    for (const uses of used)
      expect(
        pinned.some((one) => one.startsWith(uses)),
        uses,
      ).toBe(true);
  });

  it('puts nothing into a script: inputs and events come by the environment', () => {
    const scripts = runs.steps.filter(({ run }) => run !== undefined);
    expect(scripts.length).toBeGreaterThan(0);
    for (const { run, shell } of scripts) {
      expect(shell).toBe('bash');
      expect(run).not.toContain('${{');
    }
  });

  it('gives the token to the steps that need it alone', () => {
    const withToken = runs.steps.filter((step) => JSON.stringify(step).includes('inputs.token'));
    expect(withToken.map(({ if: condition }) => condition)).toEqual([
      "steps.plan.outputs.record == 'true'",
      "steps.plan.outputs.comment == 'true'",
      "steps.plan.outputs.alerts == 'true'",
      "steps.plan.outputs.check-run == 'true'",
    ]);
    expect(text).not.toMatch(/secrets\.|(?<!default: \$\{\{ )github\.token/);
  });

  it('writes no cache in a pull request', () => {
    const saving = runs.steps.filter(({ uses }) => /^actions\/cache(?:\/save)?@/.test(uses ?? ''));
    expect(saving.map(({ if: condition }) => condition)).toEqual([
      "steps.plan.outputs.build == 'true' && github.event_name == 'push'",
    ]);
  });

  it('has inputs that are described, used and documented, and uses no others', () => {
    const used = [...text.matchAll(/inputs\.([a-z-]+)/g)].map(([, name]) => name);
    expect(new Set(used)).toEqual(new Set(Object.keys(inputs)));
    const documented = readFileSync(join(import.meta.dirname, '../docs/github.md'), 'utf8');
    for (const [name, { description }] of Object.entries(inputs)) {
      expect(description).not.toBe('');
      expect(documented).toContain(`| \`${name}\``);
    }
  });
});

describe('workflows that use the action', () => {
  const action = 'team/perfolio@v1.2.3';
  const [reports, comment] = githubFiles({
    packageFolder: 'perf',
    projects: ['perf'],
    mainBranch: 'main',
    action,
  }).map(({ text }) => parse(text) as Workflow);

  it('run it after a checkout without credentials, with the rights that it needs', () => {
    for (const workflow of [reports!, comment!])
      for (const { uses, run, with: options } of stepsOf(workflow)) {
        expect(run).toBeUndefined();
        if (uses?.startsWith('actions/checkout')) expect(options?.['persist-credentials']).toBe(false);
        if (uses !== action) expect(pinned.some((one) => one.startsWith(uses ?? '-'))).toBe(true);
      }
    expect(reports!.permissions).toEqual({ contents: 'read' });
    expect(reports!.jobs.reports!.permissions).toEqual({ contents: 'read', pages: 'read' });
    expect(reports!.jobs.alerts!.permissions).toEqual({ contents: 'read', issues: 'write' });
    expect(reports!.jobs['check-run']!.permissions).toEqual({ checks: 'write', contents: 'read' });
    expect(comment!.permissions).toEqual({});
    expect(comment!.jobs.comment!.permissions).toEqual({
      contents: 'read',
      'pull-requests': 'write',
    });
  });

  it('give it inputs that it has', () => {
    const { inputs } = parse(readFileSync(join(import.meta.dirname, '../action.yml'), 'utf8')) as {
      inputs: object;
    };
    const given = [reports!, comment!].flatMap((workflow) =>
      stepsOf(workflow).filter(({ uses }) => uses === action),
    );
    expect(given).toHaveLength(4);
    for (const { with: options } of given)
      for (const name of Object.keys(options ?? {})) expect(inputs).toHaveProperty(name);
  });
});
