import { describe, expect, it } from 'vitest';
import { comparisonList, type ReadyDiff } from '../../src/components/compare/build-comparisons.ts';
import type { DiffVerdict } from '../../src/model/documents/diff.ts';
import { projectSchema } from '../../src/model/documents/project.ts';
import type { RunReport } from '../../src/model/run-report.ts';
import { exampleReport } from '../charts/example-report.ts';

const project = projectSchema.parse({ name: 'Shop' });

function report(id: string, version: string): RunReport {
  const example = exampleReport();
  return { ...example, id, slug: id, measures: { ...example.measures, id, manifest: { version } } };
}

const [a1, a2, b1, b2] = [report('a1', '1.0'), report('a2', '1.0'), report('b1', '1.1'), report('b2', '1.1')];
const reports = [a1, a2, b1, b2];

const ready = (base: RunReport, head: RunReport, verdict: DiffVerdict, changePoints = 0): ReadyDiff => ({
  pair: { base, head, slug: `${base.id}...${head.id}`, isBaseline: changePoints === 0, changePoints },
  run: {
    base: base.id,
    head: head.id,
    comparable: true,
    reasons: [],
    verdict,
    targets: [],
    metrics: [],
    configuration: [],
    findings: { new: [], gone: [] },
    recommendations: [],
    words: [],
  },
});

describe('the list of comparisons', () => {
  const list = comparisonList(
    [ready(a2, b2, 'better'), ready(a2, b1, 'worse', 2), ready(a1, a2, 'no-change-shown')],
    reports,
    project,
  );

  it('has one row for each build, with the worst of its comparisons and all of them in order', () => {
    expect(list.builds).toHaveLength(1);
    const [row] = list.builds;
    expect(row).toMatchObject({ from: '1.0', name: '1.1', why: 'baseline, 2 change points' });
    expect(row?.shown.pair.slug).toBe('a2...b1');
    expect(row?.all.map(({ pair }) => pair.slug)).toEqual(['a2...b1', 'a2...b2']);
  });

  it('keeps comparisons of runs of one build apart', () => {
    expect(list.repeats.map(({ pair }) => pair.slug)).toEqual(['a1...a2']);
  });
});
