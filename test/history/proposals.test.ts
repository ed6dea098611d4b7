import { describe, expect, it } from 'vitest';
import { defaultProject } from '../../src/model/documents/project.ts';
import { commentarySchema, type Commentary } from '../../src/model/documents/commentary.ts';
import { contextOf } from '../../src/history/context.ts';
import { proposalsOf } from '../../src/history/work/proposals.ts';
import { sinceOf } from '../../src/history/since-report.ts';
import { ledgerPage } from '../../src/components/recommendations/ledger-tables.ts';
import { runReport } from '../../src/report/build-report.ts';
import { configurationAdjustments } from '../../src/report/sections/configuration-adjustments.ts';
import { noFiles } from '../../src/report/sections/section-rule.ts';
import { makeReports, makeRun, type RunSpec } from './make-run.ts';

const proposal = commentarySchema.parse({
  adjustments: [
    {
      key: 'environment.pool',
      from: 1,
      to: 4,
      rationale: 'One connection is too few.',
      expectedImpact: { metric: 'response.p50', endpoint: 'list', change: -0.4 },
    },
  ],
});

const before: RunSpec[] = Array.from({ length: 6 }, (_, i) => ({
  id: `run-${i}`,
  day: i,
  manifest: { commit: `c${i}`, environment: { pool: 1 } },
  endpoints: { list: { p50: 100 + i } },
}));
const after = (pool: number): RunSpec => ({
  id: 'head',
  day: 9,
  manifest: { commit: 'h', environment: { pool } },
  endpoints: { list: { p50: 50 } },
});

const project = defaultProject;
const words = new Map<string, Commentary>([['run-3', proposal]]);
const sourcesOf = (specs: readonly RunSpec[]) => ({
  runs: specs.map(makeRun),
  words,
  project,
  annotations: [],
});

describe('an adjustment that a run proposes', () => {
  it('is made in the first later run that has the key at the proposed value, and measured there', () => {
    const [entry, ...others] = proposalsOf(
      sourcesOf([...before, after(4), { ...after(4), id: 'x', day: 10 }]),
    );
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ from: 'run-3', doneIn: 'head', verdict: 'as expected' });
    // 105 ms in the baseline, 50 ms here: 50 / 105 - 1 = -52.4%.
    expect(entry!.measured).toBeCloseTo(-0.524, 3);
  });

  it('passes over a run without a comparable baseline', () => {
    const elsewhere = { environment: { pool: 4 }, system: { cpu: 'another' }, commit: 'e' };
    const other = { ...after(4), id: 'elsewhere', day: 8, manifest: elsewhere };
    expect(proposalsOf(sourcesOf([...before, other]))).toMatchObject([
      { doneIn: 'elsewhere', verdict: 'cannot tell' },
    ]);
    expect(proposalsOf(sourcesOf([...before, other, after(4)]))).toMatchObject([{ doneIn: 'head' }]);
  });

  it('is not made while no run has that value, nor proposed where the run has it itself', () => {
    expect(proposalsOf(sourcesOf([...before, after(2)]))).toMatchObject([{ doneIn: null, verdict: null }]);
    const own = { ...sourcesOf([...before, after(4)]), words: new Map([['head', proposal]]) };
    expect(proposalsOf(own)).toEqual([]);
  });

  it('stands in the configuration of the run that has it, with the report that proposed it', () => {
    const runs = [...before, after(4)].map(makeRun);
    const head = runs.at(-1)!;
    const context = contextOf(head, runs.slice(0, -1), words, project, []);
    const report = runReport(head, commentarySchema.parse({}), context, project);
    const [table] = configurationAdjustments.blocks({ report, project, files: noFiles });
    const [row] = table?.kind === 'table' ? table.rows : [];
    expect(row?.key?.note).toBe('proposed in run-3');
    expect(row?.rationale?.text).toBe('One connection is too few.');
    expect(row?.measured?.text.replace(/\s/g, ' ')).toBe('−52%');
    expect(row?.measured?.note).toContain('as expected');
  });

  it('changes nothing in reports before that run', () => {
    const runs = [...before, after(4)].map(makeRun);
    for (const [i, run] of runs.slice(0, -1).entries())
      expect(contextOf(run, runs.slice(0, i), words, project, []).adjustments).toEqual([]);
  });

  it('stands in "Since this report" of its own report, and in the ledger', () => {
    const specs = [...before, after(4)];
    const reports = makeReports(specs.map(makeRun));
    const proposals = proposalsOf(sourcesOf(specs));
    const sinceThat = (id: string) =>
      sinceOf(
        reports.find((one) => one.id === id)!,
        reports,
        { ledger: [], proposals },
        [],
      );
    expect(sinceThat('run-3')!.adjustments).toMatchObject([{ doneIn: 'head' }]);
    expect(sinceThat('run-4')!.adjustments).toEqual([]);
    const { tables } = ledgerPage([], reports, proposals);
    expect(tables.map(({ heading }) => heading)).toEqual(['Proposed settings']);
    const [row] = tables[0]!.table.rows;
    expect([row!.key, row!.to, row!.verdict, row!.doneIn].map((cell) => cell?.text)).toEqual([
      'environment.pool',
      '4',
      'as expected',
      'head',
    ]);
  });
});
