import { describe, expect, it } from 'vitest';
import { projectSchema } from '../../src/model/documents/project.ts';
import { retiredRuns, shortSections } from '../../src/report/retention.ts';
import { makeRun } from '../history/make-run.ts';

const runs = [1, 2, 3, 4].map((day) => makeRun({ day }));
const keeping = (fullReports: number): string[] => [
  ...retiredRuns(runs, projectSchema.parse({ retention: { fullReports } })),
];

describe('retention', () => {
  it('retires the oldest runs beyond the number that the project keeps', () => {
    expect(keeping(3)).toEqual(['run-001']);
    expect(keeping(1)).toEqual(['run-001', 'run-002', 'run-003']);
  });

  it('keeps the latest 400 where the project says nothing', () => {
    const [run] = runs;
    const many = Array.from({ length: 403 }, (_, i) => ({ ...run!, id: `run ${i}` }));
    expect([...retiredRuns(many, projectSchema.parse({}))]).toEqual(['run 0', 'run 1', 'run 2']);
  });

  it('retires none where the project has no more runs than it keeps', () => {
    expect(keeping(4)).toEqual([]);
    expect(keeping(100)).toEqual([]);
  });

  it('keeps overview and targets of the sections', () => {
    const section = (id: string): Parameters<typeof shortSections>[0][number] => ({
      id,
      heading: id,
      short: id,
      blocks: [],
    });
    const all = ['performance-compared-to-target', 'response-time', 'test-overview'].map(section);
    expect(shortSections(all).map(({ id }) => id)).toEqual([
      'test-overview',
      'performance-compared-to-target',
    ]);
  });
});
