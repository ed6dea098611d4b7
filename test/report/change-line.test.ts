import { describe, expect, it } from 'vitest';
import { changeLines } from '../../src/report/words/change-line.ts';
import type { MetricChange, RunReport } from '../../src/model/run-report.ts';
import { makeReports, makeRun } from '../history/make-run.ts';

const change = (endpoint: string, head: number, rest: Partial<MetricChange> = {}): MetricChange => ({
  metric: 'response.p50',
  scenario: 'shop',
  endpoint,
  base: 100,
  head,
  relative: head / 100 - 1,
  interval: null,
  verdict: head > 100 ? 'worse' : 'better',
  certainty: 'confirmed',
  basis: { evidence: '' },
  ...rest,
});

function reachOf(...changes: readonly MetricChange[]): number {
  const [report] = makeReports([makeRun({ day: 1, endpoints: { pay: { p50: 100 } } })]);
  const { context } = report!;
  const changed: RunReport = { ...report!, context: { ...context, changes, common: null } };
  const { called, unproven, reach } = changeLines(changed);
  expect([...called, ...unproven].map(({ mark }) => mark?.reach)).toEqual(changes.map(() => reach));
  return Math.exp(reach);
}

describe('the largest differences not detected as changes', () => {
  it('include memory and CPU without an interval, where little history bounds them', () => {
    const [report] = makeReports([makeRun({ day: 1, endpoints: { pay: { p50: 100 } } })]);
    const open = { verdict: 'cannot-tell', certainty: null } as const;
    const changes = [
      change('pay', 101, { ...open, interval: { lower: -0.1, upper: 0.1 } }),
      change('app', 189, { ...open, metric: 'memory.peak' }),
      change('pay', 189, { ...open, metric: 'response.p95' }),
    ];
    const { unproven } = changeLines({ ...report!, context: { ...report!.context, changes, common: null } });
    expect(unproven.map(({ what, values }) => `${what}: ${values}`.replace(/\s/g, ' '))).toEqual([
      'app peak memory: 100 → 189 MB',
      'pay p50: 100 → 101 ms',
    ]);
  });
});

it('marks a fall to 0 with an arrow beyond the scale', () => {
  const [report] = makeReports([makeRun({ day: 1, endpoints: { pay: { p50: 100 } } })]);
  const changes = [change('pay', 0), change('find', 200)];
  const { called, reach } = changeLines({
    ...report!,
    context: { ...report!.context, changes, common: null },
  });
  const marks = new Map(called.map(({ what, mark }) => [what, mark]));
  expect(marks.get('pay p50')!.at).toBeLessThan(-reach);
  expect(marks.get('find p50')!.at).toBeCloseTo(Math.LN2, 10);
  expect(Math.exp(reach)).toBeCloseTo(4, 10);
});

it.each([
  [-0.28, 'better', ['pay p50', 'every endpoint', 'find p50']],
  [0.28, 'worse', ['every endpoint', 'pay p50', 'find p50']],
] as const)(
  'a common change of %d comes before all but a regression that it hides',
  (relative, verdict, order) => {
    const [report] = makeReports([makeRun({ day: 1, endpoints: { pay: { p50: 100 } } })]);
    const common = {
      metric: 'response.p50',
      endpoints: 16,
      share: 1,
      relative,
      interval: null,
      verdict,
      certainty: 'suspected',
      control: false,
      basis: { evidence: '' },
    } as const;
    const changes = [change('pay', 200), change('find', 50)];
    const { called } = changeLines({ ...report!, context: { ...report!.context, changes, common } });
    expect(called.map(({ what }) => what)).toEqual(order);
  },
);

describe('the scale of the changes of a run', () => {
  it.each([
    [130, 4],
    [25, 4],
    [1_200, 16],
    [5, 64],
    [20_000, 256],
  ])('holds a change from 100 to %d ms with ends at ×%d', (head, end) => {
    expect(reachOf(change('pay', head), change('find', 120))).toBeCloseTo(end, 9);
  });

  it('is not stretched by an error rate beside times', () => {
    const rate: Partial<MetricChange> = { metric: 'errors.rate', base: 0.0025, relative: 0.04 };
    // 17-fold, alone beyond x16.
    expect(reachOf(change('pay', 0.0431, rate), change('find', 220))).toBeCloseTo(4, 9);
    expect(reachOf(change('pay', 0.0431, rate))).toBeCloseTo(64, 9);
  });

  it('is not stretched by what no scale can hold', () => {
    expect(reachOf(change('pay', 100_000), change('find', 120))).toBeCloseTo(4, 9);
    const errors = change('pay', 0, { metric: 'errors.rate', base: 0.2, relative: -0.2 });
    expect(reachOf(errors, change('find', 120))).toBeCloseTo(4, 9);
  });

  it('is that of the unproven changes where there are no others', () => {
    const open = { verdict: 'no-change-shown', certainty: null, interval: { lower: 1, upper: 9 } } as const;
    expect(reachOf(change('pay', 600, open))).toBeCloseTo(16, 9);
  });
});
