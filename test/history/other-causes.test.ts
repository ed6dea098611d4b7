import { describe, expect, it } from 'vitest';
import { withoutOtherCauses } from '../../src/history/compare/other-causes/without-other-causes.ts';
import { at } from '../../src/model/checked.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import { basisText } from '../../src/model/text/basis.ts';
import type { ResponseRow, RunMeasures } from '../../src/model/run-measures.ts';
import type { MetricChange } from '../../src/model/run-report.ts';
import { makeRun } from './make-run.ts';

const called = (change: Partial<MetricChange> & Pick<MetricChange, 'metric'>): MetricChange => ({
  scenario: 'shop',
  endpoint: null,
  base: 1,
  head: 2,
  relative: 1,
  interval: null,
  verdict: 'worse',
  certainty: 'confirmed',
  basis: { evidence: 'history' },
  ...change,
});

/** The last of some changes, as it is told beside the others. */
function told(base: RunMeasures, head: RunMeasures, ...changes: readonly MetricChange[]): MetricChange {
  return at(withoutOtherCauses({ base, head, project: defaultProject, toCompare: [], changes }), -1);
}

describe('a faster response beside more errors', () => {
  const rate = (base: number | null, head: number): MetricChange =>
    called({ metric: 'errors.rate', endpoint: 'pay', base, head });
  const faster = called({ metric: 'response.p50', endpoint: 'pay', base: 40, head: 4, verdict: 'better' });
  /** A run whose successes alone take so long. */
  const successes = (p50: number | null): RunMeasures => {
    const run = makeRun({ day: 1 });
    const response = run.response.map((row) => ({
      ...row,
      latencyOkMs: p50 === null || row.latencyMs === null ? null : { ...row.latencyMs, p50 },
    }));
    return { ...run, response };
  };
  const text = (errors: MetricChange, from: number | null, to: number | null): string =>
    basisText(told(successes(from), successes(to), errors, faster).basis);
  const verdict = (errors: MetricChange, from: number, to: number): string =>
    told(successes(from), successes(to), errors, faster).verdict;

  it('is no gain from one more failure in a hundred requests on', () => {
    expect([0.01, 0.015, 0.009].map((head) => verdict(rate(0, head), 40, 40))).toEqual([
      'cannot-tell',
      'cannot-tell',
      'better',
    ]);
    expect(verdict(rate(0.5, 0.505), 40, 40)).toBe('better');
  });

  it('takes errors that were never seen before for none', () => {
    expect(text(rate(null, 0.22), null, null)).toBe(
      'history; more requests fail (0% to 22%), so there is less load',
    );
  });

  it('says what successes took only where both runs know it, and took any time', () => {
    const plain = 'history; more requests fail (0% to 22%), so there is less load';
    expect([
      text(rate(0, 0.22), null, 30),
      text(rate(0, 0.22), 30, null),
      text(rate(0, 0.22), 0, 30),
    ]).toEqual([plain, plain, plain]);
    expect(text(rate(0, 0.22), 1, 1)).toContain('; successful requests only: 1\u00a0ms to 1\u00a0ms');
  });

  it('is a gain where successes are faster by more than the error rate moved', () => {
    // The rate moved by 0.05, and successes take 10% less; by 0.22, and they take 15% less.
    expect(verdict(rate(0.2, 0.25), 30, 27)).toBe('better');
    expect(verdict(rate(0, 0.22), 30, 25.5)).toBe('cannot-tell');
    expect(verdict(rate(0, 0.22), 30, 23)).toBe('better');
  });
});

describe('processor use beside errors', () => {
  const cpu = (verdict: 'worse' | 'better', relative: number | null): MetricChange =>
    called({ metric: 'cpu.average', verdict, relative });
  const rate = (base: number, head: number): MetricChange =>
    called({ metric: 'errors.rate', endpoint: '*', base, head, verdict: head > base ? 'worse' : 'better' });
  const run = makeRun({ day: 1 });

  it('says nothing where everything fails, or without a ratio', () => {
    for (const [errors, use] of [
      [rate(0, 1), cpu('better', -0.9)],
      [rate(1, 0), cpu('worse', 9)],
      [rate(0.2, 0), cpu('worse', null)],
    ] as const)
      expect(told(run, run, errors, use).verdict).toBe('cannot-tell');
  });
});

describe('endpoints that only one run has', () => {
  /** A run of endpoints that got so many requests, of which so many failed. */
  const run = (
    counts: Readonly<Record<string, readonly [count: number | null, errors: number | null]>>,
  ): RunMeasures => {
    const made = makeRun({
      day: 1,
      endpoints: Object.fromEntries(Object.keys(counts).map((name) => [name, { p50: 100 }])),
    });
    const response = made.response.map((row): ResponseRow => {
      const [count, errors] = counts[row.endpoint] ?? [0, 0];
      return { ...row, count, errors };
    });
    return { ...made, response };
  };
  const throughput = (base: number | null, head: number | null): MetricChange =>
    called({ metric: 'throughput.requestsPerSecond', base, head, verdict: 'worse' });
  const rate = (base: number, head: number): MetricChange =>
    called({ metric: 'errors.rate', endpoint: '*', base, head, verdict: head > base ? 'worse' : 'better' });

  it('are too rare to matter up to one request in a hundred', () => {
    const [base, head] = [run({ list: [990, 0], pay: [10, 0] }), run({ list: [990, 0] })];
    expect(told(base, head, throughput(50, 40)).verdict).toBe('worse');
  });

  it('say nothing of runs without any request', () => {
    const [base, head] = [run({ list: [0, 0] }), run({ list: [0, 0], pay: [0, 0] })];
    expect(told(base, head, throughput(50, 40))).toEqual(throughput(50, 40));
  });

  it('are looked for in all scenarios where a change is of the run', () => {
    const elsewhere = (one: RunMeasures): RunMeasures => ({
      ...one,
      response: [
        ...one.response,
        ...run({ other: [2_000, 0] }).response.map((row) => ({ ...row, scenario: 'night' })),
      ],
    });
    const [base, head] = [run({ list: [1_000, 0] }), elsewhere(run({ list: [1_000, 0] }))];
    const texts = ['shop', null].map((scenario) =>
      basisText(told(base, head, { ...throughput(50, 60), scenario }).basis),
    );
    // A third of the 3,000 requests of the head.
    expect(texts).toEqual(['history', 'history; only one run has other; endpoints of both: 50/s to 20/s']);
  });

  it('leave a rate of all requests open where those of common ones are unknown', () => {
    const base = run({ list: [800, 80], missing: [200, 200] });
    const named = 'history; only one run has missing';
    for (const [from, to] of [
      [base, run({ list: [800, null] })],
      [run({ list: [800, null], missing: [200, 200] }), run({ list: [800, 80] })],
    ] as const)
      expect(basisText(told(from, to, rate(0.28, 0.1)).basis)).toBe(named);
  });

  it('leave throughput open where it is unknown on either side, or has no requests in common', () => {
    const [base, head] = [run({ list: [800, 0], pay: [200, 0] }), run({ list: [800, 0] })];
    const named = 'history; only one run has pay';
    for (const change of [throughput(null, 40), throughput(50, null)])
      expect(basisText(told(base, head, change).basis)).toBe(named);
  });

  it('that are new and fail stay a change for the worse where the base has all but one request in a hundred in common', () => {
    const head = run({ list: [990, 0], pay: [200, 192] });
    const common = run({ list: [990, 0], old: [10, 0] });
    expect(told(common, head, rate(0, 0.16)).verdict).toBe('worse');
    const less = run({ list: [989, 0], old: [11, 0] });
    expect(told(less, head, rate(0, 0.16)).verdict).toBe('cannot-tell');
  });
});
