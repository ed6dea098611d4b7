import { describe, expect, it } from 'vitest';
import { defaultProject } from '../../../src/model/documents/project.ts';
import type { TimelinePoint } from '../../../src/model/run-curves.ts';
import type { RunMeasures, StepMeasures } from '../../../src/model/run-measures.ts';
import type { RunReport } from '../../../src/model/run-report.ts';
import type { TableBlock } from '../../../src/model/section.ts';
import { hasChart } from '../../../src/report/sections/chart-data.ts';
import { scalingCurrentLimits } from '../../../src/report/sections/scaling-current-limits.ts';
import { noFiles } from '../../../src/report/sections/section-rule.ts';
import { makeReports, makeRun } from '../../history/make-run.ts';
import { flatBlocks } from '../flat-blocks.ts';

const step = (over: Partial<StepMeasures>): StepMeasures => ({
  scenario: 'shop',
  users: 10,
  startSeconds: 0,
  durationSeconds: 60,
  count: 600,
  requestsPerSecond: 10,
  errorRate: 0.01,
  p50: 10,
  p95: 20,
  p99: 30,
  meetsTargets: true,
  ...over,
});

describe('the load steps of a scenario', () => {
  const [report] = makeReports([makeRun({ day: 1 })]) as [RunReport];
  const tableOf = (...steps: readonly Partial<StepMeasures>[]): TableBlock | undefined => {
    const measures: RunMeasures = { ...report.measures, steps: steps.map(step) };
    const blocks = scalingCurrentLimits.blocks({
      report: { ...report, measures },
      project: defaultProject,
      files: noFiles,
    });
    return flatBlocks(blocks).find(
      (block): block is TableBlock => block.kind === 'table' && block.id === 'steps-shop',
    );
  };

  it('have a row each if there are two', () => {
    expect(tableOf({})).toBeUndefined();
    const rows = tableOf({}, { users: 20, errorRate: null })?.rows ?? [];
    expect(rows.map(({ users, errors }) => [users?.text, errors?.text])).toEqual([
      ['10', '1'],
      ['20', '–'],
    ]);
  });

  it('say whether they met the targets, or why that is unknown', () => {
    const verdicts = tableOf(
      {},
      { meetsTargets: false },
      { meetsTargets: null },
      { meetsTargets: null, isInconclusive: true },
      { meetsTargets: null, unjudged: ['response.p95'] },
    )?.rows.map(({ met }) => [met?.text, met?.tone]);
    expect(verdicts).toEqual([
      ['met', 'good'],
      ['not met', 'bad'],
      ['–', undefined],
      ['inconclusive', 'unsure'],
      ['not judged', 'unsure'],
    ]);
  });

  it('say from what their percentiles come', () => {
    expect(tableOf({}, {})?.note).toContain('slices’ histograms');
    expect(tableOf({}, { source: 'reported' })?.note).toContain('the history that the tool reported');
  });
});

describe('a chart over time', () => {
  const has = (chart: string, point: Partial<TimelinePoint>, count = 3): boolean => {
    const none = { requestsPerSecond: null, errorRate: null, p50: null, p95: null, p99: null, users: null };
    const points = Array.from({ length: count }, (_, atSeconds) => ({ ...none, atSeconds, ...point }));
    const timelines = [{ scenario: 'shop', widthSeconds: 1, source: 'samples' as const, points }];
    return hasChart(chart, { ...makeRun({ day: 1 }), timelines });
  };

  it('needs three points with a value', () => {
    expect(has('latency-over-time', { p50: 5 })).toBe(true);
    expect(has('latency-over-time', { p95: 5 })).toBe(true);
    expect(has('latency-over-time', { p50: 5, p95: 9 }, 2)).toBe(false);
    expect(has('latency-over-time', { requestsPerSecond: 5 })).toBe(false);
    expect(has('throughput-over-time', { requestsPerSecond: 0 })).toBe(true);
    expect(has('throughput-over-time', { p50: 5 })).toBe(false);
    expect(has('error-rate', { errorRate: 0 })).toBe(true);
    expect(has('error-rate', { p50: 5 })).toBe(false);
    expect(has('cpu', { p50: 5 })).toBe(false);
    expect(has('unknown', { p50: 5 })).toBe(false);
  });
});
