import { expect, it } from 'vitest';
import { latestRun } from '../../src/components/trends/latest-run.ts';
import { exampleReport } from '../charts/example-report.ts';

const report = exampleReport();
const manifest = { ...report.measures.manifest, version: '2.1' };

it('says what to do about the latest run, and where it is compared', () => {
  const latest = latestRun({
    ...report,
    id: 'run 2',
    slug: 'run-2',
    measures: { ...report.measures, manifest },
    commentary: { ...report.commentary, actions: ['Raise the limit'] },
    context: { ...report.context, baseline: { id: 'run-1', why: 'the run before' } },
  });
  expect(latest).toEqual({
    name: '2.1',
    slug: 'run-2',
    toDo: 'Raise the limit.',
    compared: { with: 'run-1', query: 'base=run-1&head=run+2' },
  });
});

it('says nothing that nobody asked for', () => {
  const context = { ...report.context, baseline: null, own: [], ledger: [] };
  const { toDo, compared } = latestRun({ ...report, context, targets: [] });
  expect([toDo, compared]).toEqual([null, null]);
  const [missed] = report.targets;
  expect(latestRun({ ...report, context }).toDo).toBe(`Find out why the target ${missed?.label} is not met.`);
});
