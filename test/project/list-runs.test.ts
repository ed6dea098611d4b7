import { describe, expect, it } from 'vitest';
import { runListSchema } from '../../src/model/documents/run-list.ts';
import { projectSchema } from '../../src/model/documents/project.ts';
import { listRuns } from '../../src/project/list-runs.ts';
import { llmsText } from '../../src/report/markdown/llms-text.ts';
import { makeReports, makeRun } from '../history/make-run.ts';

const hostile = '[x](https://evil.example) <script> # `run`\n# heading';
const project = projectSchema.parse({
  name: hostile,
  targets: [{ id: 'idle', metric: 'cpu.average', below: 50 }],
});
const runs = [
  makeRun({ day: 0, cpu: 20, manifest: { version: '1', commit: 'abc' } }),
  makeRun({ day: 1, cpu: 80, manifest: { branch: 'try' } }),
  makeRun({ day: 2, id: 'undated' }),
];
const reports = makeReports(runs, { project });
const list = listRuns(
  { reports, undated: new Set(['undated']), project, annotations: [] },
  (path) => `https://x.org/${path}`,
);

describe('the list of runs', () => {
  it('has the latest first, with verdict, heading and addresses', () => {
    expect(runListSchema.parse(list)).toEqual(list);
    expect(list.runs.map(({ id }) => id)).toEqual(['run-001', 'run-000', 'undated']);
    expect(list.runs[0]).toMatchObject({ verdict: 'not met', onMainLine: false, version: null });
    expect(list.runs[0]!.headline).toContain('80% (target: below 50%)');
    expect(list.runs[1]).toMatchObject({
      verdict: 'met',
      onMainLine: true,
      version: '1',
      commit: 'abc',
      baseline: null,
      page: 'https://x.org/runs/run-000/',
      json: 'https://x.org/runs/run-000.json',
      markdown: 'https://x.org/runs/run-000.md',
    });
  });
});

describe('llms.txt', () => {
  const text = llmsText(list, 'What it <b>does</b>', (path) => `/${path}`);

  it('has a heading, a summary and links, and names are text in it', () => {
    const lines = text.split('\n');
    expect(lines[0]).toMatch(/^# /);
    expect(lines.filter((line) => line.startsWith('# '))).toHaveLength(1);
    expect(lines[2]).toBe('> What it \\<b>does\\</b>');
    expect(text).not.toContain('[x](https://evil.example)');
    expect(text).toContain('- [Runs](/runs.json): ');
    expect(text).toContain('- [run-001](https://x.org/runs/run-001.md): ');
  });

  it('names the latest runs alone', () => {
    const many = { ...list, runs: Array.from({ length: 50 }, () => list.runs[0]!) };
    expect(llmsText(many, null, (path) => path).match(/run-001\.md/g)).toHaveLength(20);
    expect(llmsText({ ...list, runs: [] }, null, (path) => path)).toContain('No run yet.');
  });
});
