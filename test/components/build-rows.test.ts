import { describe, expect, it } from 'vitest';
import { buildList, latestBuildText } from '../../src/components/runs/build-rows.ts';
import { projectSchema } from '../../src/model/documents/project.ts';
import type { MetricChange, RunReport } from '../../src/model/run-report.ts';
import { exampleReport } from '../charts/example-report.ts';

const project = projectSchema.parse({ name: 'Shop' });

/** A run whose endpoints all got slower, and no metric of it by itself. */
const slower = (certainty: 'suspected' | null): RunReport => {
  const report = exampleReport();
  const common = {
    metric: 'response.p50',
    endpoints: 8,
    share: 1,
    relative: 0.5,
    interval: { lower: 0.2, upper: 0.87 },
    verdict: certainty === null ? 'no-change-shown' : 'worse',
    certainty,
    control: false,
    basis: { evidence: '' },
  } as const;
  const baseline = { id: 'before', why: 'the run before' };
  return { ...report, context: { ...report.context, baseline, changes: [], common } };
};

describe('the list of builds', () => {
  it('says of a build that got slower as a whole what its report says', () => {
    const [row] = buildList([slower('suspected')], project).rows;
    expect(row?.worst?.text).toBe('Every endpoint was possibly 50% slower');
    expect(row?.worst?.full).toContain('(95% interval +20% to +87%)');
    expect(row?.counts).toEqual([{ tone: 'bad', label: 'possible regression', count: 1, isSuspected: true }]);
  });

  it('calls a build inconclusive if no metric could be judged', () => {
    const report = slower(null);
    const change: MetricChange = {
      ...{ metric: 'response.p50', scenario: 'a', endpoint: 'b', base: 1, head: 2, relative: 1 },
      ...{ interval: null, verdict: 'cannot-tell', certainty: null, basis: { evidence: '' } },
    };
    const judged = { ...report, context: { ...report.context, changes: [change] } };
    expect(buildList([judged], project).rows[0]?.quiet).toBe('inconclusive');
    expect(buildList([report], project).rows[0]?.quiet).toBe('no change detected');
  });

  it('says nothing of a shift that is not called', () => {
    expect(buildList([slower(null)], project).rows[0]?.worst).toBeNull();
  });

  it('concludes what the run with its verdict does, and counts runs that meet their targets', () => {
    const run = (id: string, verdict: RunReport['verdict']): RunReport => {
      const report = exampleReport();
      const manifest = { ...report.measures.manifest, version: '2.0.0' };
      return { ...report, id, slug: id, verdict, measures: { ...report.measures, id, manifest } };
    };
    const targets = exampleReport().targets.slice(0, 1);
    const judged = (id: string, verdict: 'met' | 'not met'): RunReport => ({
      ...run(id, verdict),
      context: { ...exampleReport().context, objectives: [] },
      targets: targets.map((target) => ({ ...target, verdict })),
    });
    const [row] = buildList([judged('a', 'met'), judged('b', 'not met'), judged('c', 'met')], project).rows;
    expect([row?.verdict, row?.tone]).toEqual(['not met', 'bad']);
    expect(row?.conclusion).not.toMatch(/targets? met/i);
    const runs = [run('a', 'met'), run('b', 'inconclusive'), run('c', 'met'), run('d', 'inconclusive')];
    expect(buildList(runs, project).rows.map(({ verdict }) => verdict)).toEqual([
      '2 of 4 runs met, 2 inconclusive',
    ]);
  });
});

describe('the build of the latest run', () => {
  it('is explained where its runs came to different verdicts', () => {
    const [first, second, other] = ['a', 'b', 'c'].map((id, i): RunReport => {
      const report = exampleReport();
      const manifest = { ...report.measures.manifest, version: i < 2 ? '2.0.0' : '1.0.0' };
      return {
        ...report,
        id,
        verdict: i === 0 ? 'inconclusive' : 'met',
        measures: { ...report.measures, id, manifest },
      };
    }) as [RunReport, RunReport, RunReport];
    expect(latestBuildText(second, [other, first, second], project)).toBe(
      'The latest run met all targets. Of all 2 runs of this build, 1 met all targets and 1 was inconclusive.',
    );
    expect(latestBuildText(other, [other, first, second], project)).toBeNull();
  });
});
