import { describe, expect, it } from 'vitest';
import { errorEvidence, type ErrorDraft } from '../../src/history/evidence/error-evidence.ts';
import type { MetricId } from '../../src/model/metrics/metrics.ts';

const draft = (metric: MetricId, base: readonly number[], head: readonly number[]): ErrorDraft => {
  const counts = (errors: readonly number[]) => errors.map((one) => ({ errors: one, count: 1_000 }));
  return {
    place: { metric, scenario: 'shop', endpoint: 'pay' },
    base: counts(base),
    head: counts(head),
    countBase: base.length,
    countHead: head.length,
  };
};
const of = (...some: Parameters<typeof draft>): ReturnType<typeof errorEvidence> =>
  errorEvidence(draft(...some), []);
const tens = Array<number>(12).fill(10);

describe('the evidence of errors', () => {
  it('of a rate is a difference, with its interval', () => {
    // 3% against 1%.
    const found = of('errors.rate', tens, [30]);
    expect(found.relative).toBeCloseTo(0.02, 10);
    expect(found.interval?.lower).toBeLessThan(0.02);
    expect(found.interval?.upper).toBeGreaterThan(0.02);
    expect(found.p).toBeLessThan(0.05);
    expect(found.basis.evidence).toBe('history of 12 runs');
  });

  it('of a count is a ratio of rates, without an interval', () => {
    expect(of('errors.count', tens, [30]).relative).toBeCloseTo(2, 10);
    expect(of('errors.count', tens, [30]).interval).toBeNull();
    expect(of('errors.count', tens, [5]).relative).toBeCloseTo(-0.5, 10);
    expect(of('errors.count', tens, [10]).relative).toBe(0);
    expect(of('errors.count', [0, 0, 0], [5]).relative).toBe(Infinity);
    expect(of('errors.count', [0, 0, 0], [0]).relative).toBe(0);
  });

  it('of few runs are counts', () => {
    expect(of('errors.rate', [10], [30]).basis.evidence).toBe('counts of 1 run against 1');
    expect(of('errors.rate', [10, 12], [30, 31]).basis.evidence).toBe('counts of 2 runs against 2');
    expect(errorEvidence({ ...draft('errors.rate', tens, [30]), countBase: 24 }, []).basis.evidence).toBe(
      'history of 24 runs in 12 sessions',
    );
  });

  it('is none where requests are not counted', () => {
    expect(of('errors.rate', [], [30])).toMatchObject({
      relative: null,
      p: null,
      basis: { evidence: 'requests are not counted' },
    });
    expect(of('errors.rate', tens, [])).toMatchObject({ relative: null, p: null });
  });
});
