import { describe, expect, it } from 'vitest';
import { defaultProject, projectSchema } from '../../src/model/documents/project.ts';
import { keptSections, retiredRuns } from '../../src/report/retention.ts';
import { noFiles } from '../../src/report/sections/section-rule.ts';
import { sectionsOf } from '../../src/report/sections/sections-of.ts';
import { makeReports, makeRun } from '../history/make-run.ts';

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
    const report = makeReports(runs)[0]!;
    const sections = sectionsOf({ report, project: defaultProject, files: noFiles }, keptSections);
    expect(sections.map(({ id }) => id)).toEqual(['test-overview', 'performance-compared-to-target']);
  });
});
