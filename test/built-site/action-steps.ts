import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { runInNewContext } from 'node:vm';
import { parse } from 'yaml';

interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly shell?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string>>;
  readonly 'working-directory'?: string;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

/** A job of a workflow, as `init` writes them. */
export interface WorkflowJob {
  readonly if?: string;
  readonly defaults?: { readonly run: { readonly 'working-directory': string } };
  readonly strategy?: { readonly matrix: { readonly include: readonly Readonly<Record<string, string>>[] } };
  readonly steps: readonly Step[];
}

type Context = Readonly<Record<string, unknown>>;

/** What the scripts of an action printed, and the code of the first that failed. */
export interface ActionRun {
  readonly code: number;
  readonly printed: string;
  readonly ran: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** The job that an action runs in. */
export interface Job {
  readonly workspace: string;
  /** The folder of RUNNER_TEMP and of the files that steps write to. */
  readonly temp: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** The `github` context: event, server_url and so on. */
  readonly github: Context;
  readonly env: Readonly<Record<string, string>>;
  /** What the step `pages` of a workflow puts out. */
  readonly pages?: Readonly<Record<string, string>>;
}

/** The scripts of action.yml, run in bash as a runner does it. Steps that use other actions are left out. */
export async function runAction(job: Job): Promise<ActionRun> {
  const path = join(import.meta.dirname, '../../action.yml');
  const action = parse(readFileSync(path, 'utf8')) as Action;
  const steps: Record<string, { outputs: Record<string, string> }> = {};
  const contexts: Record<string, unknown> = { github: job.github, runner: { temp: job.temp }, steps };
  contexts.inputs = {
    ...Object.fromEntries(
      Object.entries(action.inputs).map(([name, { default: value = '' }]) => [name, filled(value, contexts)]),
    ),
    ...job.inputs,
  };
  const ran: string[] = [];
  let printed = '';
  let code = 0;
  const summary = join(job.temp, 'summary');
  writeFileSync(summary, '');
  for (const step of action.runs.steps) {
    if (step.run === undefined || code !== 0) continue;
    if (step.if !== undefined && valueOf(step.if, contexts) !== true) continue;
    const done = await runStep(step, job, contexts);
    code = done.code;
    printed += done.printed;
    ran.push(step.name ?? step.id ?? '');
    if (step.id !== undefined) steps[step.id] = { outputs: done.outputs };
  }
  const outputs = Object.entries(action.outputs).map(([name, { value }]) => [name, filled(value, contexts)]);
  return {
    code,
    printed,
    ran,
    outputs: Object.fromEntries(outputs) as Record<string, string>,
    summary: readFileSync(summary, 'utf8'),
  };
}

/** What the scripts of a job printed, and what its uploads name, from the top of the workspace. */
export interface JobRun {
  readonly code: number;
  readonly printed: string;
  readonly uploads: readonly { readonly name: string; readonly path: string }[];
}

/** The scripts of a job, once for each entry of its matrix. Steps that use actions only tell what they would upload. */
export async function runJob(workflowJob: WorkflowJob, job: Job): Promise<JobRun[]> {
  const runs: JobRun[] = [];
  for (const matrix of workflowJob.strategy?.matrix.include ?? [{}]) {
    const steps = { pages: { outputs: job.pages ?? {} } };
    const contexts = { github: job.github, runner: { temp: job.temp }, steps, matrix };
    const folder = workflowJob.defaults?.run['working-directory'] ?? '.';
    let printed = '';
    let code = 0;
    const uploads: { name: string; path: string }[] = [];
    for (const step of workflowJob.steps) {
      if (code !== 0 || (step.if !== undefined && valueOf(step.if, contexts) !== true)) continue;
      if (step.run === undefined) {
        if (step.uses?.includes('upload') !== true) continue;
        const [name = '', path = ''] = ['name', 'path'].map((key) =>
          filled(step.with?.[key] ?? '', contexts),
        );
        uploads.push({ name, path });
        continue;
      }
      const done = await runStep({ 'working-directory': folder, ...step }, job, contexts);
      code = done.code;
      printed += done.printed;
    }
    runs.push({ code, printed, uploads });
  }
  return runs;
}

async function runStep(
  step: Step,
  { workspace, temp, env }: Job,
  contexts: Context,
): Promise<{ code: number; printed: string; outputs: Record<string, string> }> {
  mkdirSync(temp, { recursive: true });
  const output = join(temp, 'output');
  rmSync(output, { force: true });
  const own = Object.entries(step.env ?? {}).map(([name, value]) => [name, filled(value, contexts)]);
  const script = join(temp, 'step.sh');
  writeFileSync(script, step.run ?? '');
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
    cwd: join(workspace, filled(step['working-directory'] ?? '.', contexts)),
    env: {
      ...env,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: join(temp, 'summary'),
      GITHUB_WORKSPACE: workspace,
      RUNNER_TEMP: temp,
      ...(Object.fromEntries(own) as Record<string, string>),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = new Promise<number>((done) => child.on('close', (code) => done(code ?? 1)));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  const lines = existsSync(output) ? readFileSync(output, 'utf8').trimEnd().split('\n') : [];
  const outputs = lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]);
  return { code, printed: out + err, outputs: Object.fromEntries(outputs) as Record<string, string> };
}

/** A text with the values of its expressions. */
const filled = (template: string, contexts: Context): string =>
  template.replace(/\$\{\{(.*?)\}\}/g, (_, expression: string) => {
    const value = valueOf(expression, contexts);
    return typeof value === 'string' ? value : JSON.stringify(value ?? '').replace(/^""$/, '');
  });

/** The value of an expression of names, texts, ==, !=, && and ||, which mean the same in JavaScript for texts. */
function valueOf(expression: string, contexts: Context): unknown {
  const names = /'[^']*'|\b(?:github|inputs|steps|runner|matrix)(?:\.[\w-]+)+/g;
  const script = expression.replace(names, (name) =>
    name.startsWith("'") ? name : (JSON.stringify(lookUp(name.split('.'), contexts)) ?? "''"),
  );
  return runInNewContext(script) as unknown;
}

const lookUp = (names: readonly string[], contexts: Context): unknown =>
  names.reduce<unknown>((of, name) => (of as Context | undefined)?.[name], contexts);
