import { describe, expect, it } from 'vitest';
import { errorEvidence, type ErrorDraft } from '../../src/history/evidence/error-evidence.ts';
import type { Evidence } from '../../src/history/evidence/metric-evidence.ts';

/** The errors of sessions of a thousand requests each. */
const draft = (base: readonly number[], head: number, rest: Partial<ErrorDraft> = {}): ErrorDraft => ({
  place: { metric: 'errors.rate', scenario: 'shop', endpoint: 'pay' },
  base: base.map((errors) => ({ errors, count: 1_000 })),
  head: [{ errors: head, count: 1_000 }],
  countBase: base.length,
  countHead: 1,
  ...rest,
});

const count = { place: { metric: 'errors.count', scenario: 'shop', endpoint: 'pay' } } as const;

describe('what errors come to', () => {
  const evidence = (own: ErrorDraft, kind: readonly ErrorDraft[] = []): Evidence =>
    errorEvidence(own, [own, ...kind]);

  it('rests on a history from five sessions on, else on counts', () => {
    const basis = (sessions: number, countBase = sessions): string =>
      evidence(draft(Array<number>(sessions).fill(5), 9, { countBase, countHead: 2 })).basis.evidence;
    expect([basis(5), basis(4), basis(5, 12)]).toEqual([
      'history of 5 runs',
      'counts of 4 runs against 2',
      'history of 12 runs in 5 sessions',
    ]);
  });

  it('is a difference of rates, and a ratio of counts', () => {
    expect(evidence(draft([10, 10], 15)).relative).toBeCloseTo(0.005, 12);
    expect(evidence(draft([10, 10], 15, count))).toMatchObject({
      relative: expect.closeTo(0.5, 12) as number,
      interval: null,
    });
    expect(evidence(draft([0, 0], 15, count)).relative).toBe(Infinity);
    expect(evidence(draft([0, 0], 0, count)).relative).toBe(0);
  });

  it('is nothing where requests are not counted', () => {
    expect(evidence(draft([], 5))).toEqual({
      relative: null,
      interval: null,
      p: null,
      isWithinRuns: true,
      countHead: 1,
      basis: { evidence: 'requests are not counted' },
    });
  });

  it('is taken from what endpoints with a history show, and not from a whole', () => {
    const own = draft([20, 25, 15, 22, 18, 20], 40);
    const steady = [50, 51, 49, 50, 52, 48];
    const p = (base: readonly number[], endpoint: string): number | null =>
      evidence(own, [draft(base, 50, { place: { ...own.place, endpoint } })]).p;
    const alone = evidence(own).p ?? NaN;
    expect(p(steady, 'list')).toBeLessThan(alone);
    expect(p(steady.slice(1), 'list')).toBeLessThan(alone);
    expect(p(steady.slice(2), 'list')).toBe(alone);
    expect(p(steady, '*')).toBe(alone);
    const whole = { ...own, place: { ...own.place, endpoint: '*' } };
    expect(evidence(whole, [draft(steady, 50)]).p).toBe(alone);
  });
});
