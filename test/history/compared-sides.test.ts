import { describe, expect, it } from 'vitest';
import { sidesOf } from '../../src/history/compare/compared-sides.ts';
import { HistoryAnalyses } from '../../src/history/trends/history-analysis.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import { makeRun } from './make-run.ts';

const runs = Array.from({ length: 71 }, (_, day) =>
  makeRun({ day, manifest: { commit: `c${day}` }, scenario: 'shop', endpoints: { pay: { p50: 100 } } }),
);
const [base, head] = [runs[69], runs[70]];

describe('sidesOf', () => {
  it('looks back 60 runs, the baseline among them, like the report of the run', () => {
    if (base === undefined || head === undefined) throw new Error('There are 71 runs.');
    const history = runs.slice(0, 70);
    const sides = sidesOf(
      {
        base,
        head,
        history,
        besides: history,
        project: defaultProject,
        annotations: [],
        analyses: new HistoryAnalyses(),
      },
      'shop',
    );
    const ids = sides?.points.flatMap((point) => point.runs.map(({ id }) => id));
    expect(ids).toEqual(runs.slice(10, 70).map(({ id }) => id));
  });
});
