import { describe, expect, it } from 'vitest';
import { judgeAll, type Judged } from '../../src/history/compare/judged-changes.ts';
import type { Evidence } from '../../src/history/evidence/metric-evidence.ts';
import type { MetricChange } from '../../src/model/run-report.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { MetricId } from '../../src/model/metrics/metrics.ts';

const evidence: Evidence = {
  relative: 0.2,
  interval: { lower: 0.15, upper: 0.25 },
  p: 1e-6,
  isWithinRuns: false,
  countHead: 1,
  basis: { evidence: 'history of 8 runs' },
};

/** A response time that went from 100 ms to 120 ms, beyond doubt, unless told otherwise. */
const judged = (change: Partial<Judged> = {}, more: Partial<Evidence> = {}): Judged => ({
  place: { metric: 'response.p95', scenario: 'shop', endpoint: 'pay' },
  base: 100,
  head: 120,
  own: 0.2,
  settled: null,
  rounding: 0,
  ...change,
  evidence: { ...evidence, ...more },
});

type Common = Parameters<typeof judgeAll>[1];

function judge(
  change: Partial<Judged> = {},
  more: Partial<Evidence> = {},
  common: Common = null,
): MetricChange {
  const [found] = judgeAll([judged(change, more)], common, defaultProject);
  if (found === undefined) throw new Error('one change is judged');
  return found;
}

const reasonIds = ({ basis }: MetricChange): string[] =>
  typeof basis === 'string' ? [] : (basis.reasons ?? []).map(({ id }) => id);
const of = (metric: MetricId): Partial<Judged> => ({
  place: { metric, scenario: 'shop', endpoint: null },
});
/** All response times rose by 30%, which is called. */
const slower = { relative: 0.3, certainty: 'confirmed' } as unknown as Common;

describe('a change is called', () => {
  it('by strong evidence, with its size and interval', () => {
    expect(judge()).toMatchObject({
      verdict: 'worse',
      certainty: 'confirmed',
      relative: 0.2,
      interval: { lower: 0.15, upper: 0.25 },
    });
    expect(reasonIds(judge())).toEqual([]);
  });

  it('without a verdict, if no direction is the good one', () => {
    const rate = judge(of('throughput.requestsPerSecond'));
    expect(rate).toMatchObject({ verdict: 'better', certainty: 'confirmed' });
    expect(rate).not.toHaveProperty('isUndirected');
    const queue = judge(of('measure.queue-length'), { moreRuns: () => 3 });
    expect(queue).toMatchObject({ verdict: 'cannot-tell', certainty: 'confirmed', isUndirected: true });
    expect(queue.settle).toBeUndefined();
  });

  it('only if both values differ the same way, by the minimum effect', () => {
    expect(judge({ base: 100, head: 95, own: -0.05 }).verdict).toBe('cannot-tell');
    expect(judge({ base: 100, head: 100, own: 0 }).verdict).toBe('no-change-shown');
    // 10% matters by default.
    expect(judge({ base: 100, head: 109, own: 0.09 }).verdict).toBe('no-change-shown');
    expect(judge({ base: 100, head: 110, own: 0.1 }).verdict).toBe('worse');
  });

  it('from 0, which has no ratio', () => {
    const found = judge({ base: 0, head: 3, own: null }, { relative: Infinity });
    expect(found).toMatchObject({ verdict: 'worse', relative: null, isAbsolute: true });
    expect(judge()).not.toHaveProperty('isAbsolute');
  });

  it('of an error rate, with an interval from no request that fails to all of them', () => {
    // The level before is lower than the baseline, so its interval reaches further than the baseline can rise.
    const rate = { ...of('errors.rate'), base: 0.18, head: 0.02, own: -0.16 };
    const { interval } = judge(rate, { relative: 0.01, interval: { lower: -0.3, upper: 0.98 }, p: 0.6 });
    expect(interval?.lower).toBeCloseTo(-0.18, 12);
    expect(interval?.upper).toBeCloseTo(0.82, 12);
  });

  it('not where rounding alone may have made the difference', () => {
    const printed = { base: 10, head: 12 };
    expect(judge({ ...printed, rounding: 2 }).verdict).toBe('no-change-shown');
    expect(reasonIds(judge({ ...printed, rounding: 2 }))).toEqual(['rounding']);
    expect(judge({ ...printed, rounding: 1.9 }).verdict).toBe('worse');
  });

  it('not of a control, which shows what the machine did', () => {
    const found = judge({}, { isControl: true });
    expect(found.verdict).toBe('no-change-shown');
    expect(reasonIds(found)).toEqual([]);
  });

  it('not where something else has settled it', () => {
    const settled = { verdict: 'no-change-shown', why: 'the same data' } as const;
    expect(judge({ settled })).toMatchObject({ verdict: 'no-change-shown' });
    const otherUnit = { verdict: 'cannot-tell', why: 'in ms here', isOtherUnit: true } as const;
    expect(judge({ settled: otherUnit })).toMatchObject({ verdict: 'cannot-tell', isOtherUnit: true });
    expect(judge()).not.toHaveProperty('isOtherUnit');
  });

  it('not where a bad night of the baseline is like this run', () => {
    const found = judge({}, { oddBase: { isLikeHead: true, areOthersLikeHead: false } });
    expect(found.verdict).toBe('no-change-shown');
    expect(reasonIds(found)).toEqual(['odd-baseline']);
    expect(judge({}, { oddBase: { isLikeHead: false, areOthersLikeHead: false } }).verdict).toBe('worse');
  });

  it('says how many pairs it rests on', () => {
    expect(judge({}, { pairs: 6 })).toMatchObject({ pairs: 6 });
    expect(judge()).not.toHaveProperty('pairs');
  });
});

describe('a change that the machine made', () => {
  it('is none of the values themselves', () => {
    // Both values, less ln 1.2 for the machine, are equal.
    expect(judge({}, { machine: Math.log(1.2) }).verdict).toBe('no-change-shown');
    // 1.2 / 1.08 is 11% more, 1.2 / 1.1 is 9% more.
    expect(judge({}, { machine: Math.log(1.08) }).verdict).toBe('worse');
    expect(judge({}, { machine: Math.log(1.1) }).verdict).toBe('no-change-shown');
    expect(judge({ base: 0, head: 120 }, { machine: Math.log(1.2) }).verdict).toBe('worse');
  });

  it('is not called the other way: 27 ms became 22 ms while everything else fell further', () => {
    expect(judge({ base: 27, head: 22, own: -0.185 }, { machine: -1 }).verdict).toBe('cannot-tell');
  });

  it('is no change of what only lags behind the others', () => {
    const lagging = (measured: number, common: Common): string =>
      judge({ base: 100, head: 100.5, own: 0.005 }, { measured, machine: -0.2 }, common).verdict;
    expect(lagging(0.09, slower)).toBe('no-change-shown');
    expect(lagging(-0.1, slower)).toBe('no-change-shown');
    expect(lagging(0.1, slower)).toBe('worse');
    // Without a common change that is called nothing lags behind.
    expect(lagging(0.09, null)).toBe('worse');
    expect(lagging(0.09, { ...slower, certainty: null } as Common)).toBe('worse');
  });
});

describe('the interval of a change', () => {
  const at = (own: number, lower: number, upper: number, rest: Partial<Judged> = {}) =>
    judge({ own, ...rest }, { interval: { lower, upper } }).interval;

  it('reaches to the change between the two values', () => {
    expect(at(0.2, 0.3, 0.5)).toEqual({ lower: 0.2, upper: 0.5 });
    expect(at(0.6, 0.3, 0.5)).toEqual({ lower: 0.3, upper: 0.6 });
    expect(judge({ own: 0.2 }, { interval: null }).interval).toBeNull();
  });

  it('ends where nothing is left', () => {
    expect(at(-0.5, -1.4, 0.1)).toEqual({ lower: -1, upper: 0.1 });
    // A share of 2% falls by 2 percentage points at most.
    const share = { ...of('errors.rate'), base: 0.02, head: 0.01 };
    expect(at(-0.01, -0.05, 0.01, share)).toEqual({ lower: -0.02, upper: 0.01 });
    // Growth of memory may turn into the opposite.
    expect(at(-0.5, -1.4, 0.1, of('memory.delta'))).toEqual({ lower: -1.4, upper: 0.1 });
  });
});

describe('a change that is not called', () => {
  const unclear: Partial<Evidence> = { p: 0.06 };

  it('says why its interval excludes 0 all the same', () => {
    expect(reasonIds(judge({}, unclear))).toEqual(['many-metrics']);
    expect(reasonIds(judge({}, unclear, slower))).toEqual(['common-change']);
    expect(reasonIds(judge({ own: 0.04 }, { ...unclear, interval: { lower: 0.01, upper: 0.2 } }))).toEqual([
      'minimum-effect',
    ]);
    expect(reasonIds(judge({}, { ...unclear, interval: { lower: -0.1, upper: 0.5 } }))).toEqual([]);
  });

  it('names more runs that would be likely to settle it', () => {
    const advised = (change: Partial<Judged> = {}, more: Partial<Evidence> = {}): string | undefined =>
      judge(change, { ...unclear, moreRuns: () => 3, ...more }).settle;
    expect(advised()).toBe('about 3 more runs would be likely to settle it');
    // More runs round the same way; a change that is called needs none.
    expect(advised({ rounding: 20 })).toBeUndefined();
    expect(advised({}, { p: 1e-6 })).toBeUndefined();
    expect(advised({}, { p: null })).toBeUndefined();
    expect(judge({}, unclear).settle).toBeUndefined();
    expect(advised({}, { moreRuns: () => null })).toBeUndefined();
  });

  it('without any evidence is none if both values are equal', () => {
    expect(judge({ base: 5, head: 5, own: 0 }, { p: null }).verdict).toBe('no-change-shown');
    expect(judge({ base: 5, head: 6 }, { p: null }).verdict).toBe('cannot-tell');
  });
});

describe('the basis of a called change', () => {
  const basisOf = (more: Partial<Evidence>): unknown => judge({}, more).basis;

  it('counts three repeats or more that show it', () => {
    expect(basisOf({ countHead: 4, agreement: 1 })).toEqual({
      ...evidence.basis,
      details: ['4 of 4 repeats above the level'],
    });
    expect(basisOf({ countHead: 3, agreement: 1, basis: { evidence: 'runs', details: ['one'] } })).toEqual({
      evidence: 'runs',
      details: ['one', '3 of 3 repeats above the level'],
    });
    expect(basisOf({ countHead: 2, agreement: 1 })).toEqual(evidence.basis);
    expect(basisOf({ countHead: 4 })).toEqual(evidence.basis);
  });

  it('names repeats that disagree as the reason why it is not confirmed', () => {
    const found = judge({}, { countHead: 6, agreement: 0.5 });
    expect(found.certainty).toBe('suspected');
    expect(found.basis).toEqual({
      ...evidence.basis,
      reasons: [{ id: 'repeats-disagree', text: '3 of 6 repeats above the level' }],
    });
    const fallen = judge(
      { base: 100, head: 80, own: -0.2 },
      { countHead: 4, agreement: 1, relative: -0.2, interval: { lower: -0.25, upper: -0.15 } },
    );
    expect(fallen.basis).toMatchObject({ details: ['4 of 4 repeats below the level'] });
  });

  it('names few requests beyond a percentile', () => {
    const thin = { id: 'few-beyond-percentile', text: '4 requests lie beyond this percentile' } as const;
    expect(judge({}, { thin })).toMatchObject({ certainty: 'suspected', basis: { reasons: [thin] } });
  });
});
