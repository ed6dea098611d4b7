import { describe, expect, it } from 'vitest';
import { basisText } from '../../src/model/text/basis.ts';
import { withoutOtherCauses } from '../../src/history/compare/other-causes/without-other-causes.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { MetricId } from '../../src/model/metrics/metrics.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import type { MetricChange } from '../../src/model/run-report.ts';
import { makeRun } from './make-run.ts';

const change = (
  base: number,
  head: number,
  {
    metric = 'throughput.requestsPerSecond',
    endpoint = null,
  }: { metric?: MetricId; endpoint?: string | null } = {},
): MetricChange => ({
  metric,
  scenario: 'shop',
  endpoint,
  base,
  head,
  relative: head / base - 1,
  interval: null,
  verdict: 'worse',
  certainty: 'confirmed',
  basis: { evidence: 'history of 9 runs' },
});

/** A run in which each endpoint was asked for so many times. */
const runWith = (counts: Record<string, number>): RunMeasures =>
  makeRun({
    day: 1,
    endpoints: Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, { p50: 100, count }])),
  });

const judged = (one: MetricChange, base: RunMeasures, head: RunMeasures): MetricChange =>
  withoutOtherCauses({ base, head, project: defaultProject, toCompare: [], changes: [one] })[0]!;

describe('the rate of all requests where an endpoint is new or gone', () => {
  const both = runWith({ list: 2_000, pay: 400 });

  it('is not called changed if the other endpoints have the same rate', () => {
    // 2,000 of 2,400 requests: 25 of 30 per second.
    const gone = judged(change(30, 25), both, runWith({ list: 2_000 }));
    expect(gone).toMatchObject({ verdict: 'cannot-tell', certainty: null, relative: 25 / 30 - 1 });
    expect(basisText(gone.basis)).toBe(
      'history of 9 runs; only one run has pay; endpoints of both: 25/s to 25/s',
    );
    expect(judged(change(25, 30), runWith({ list: 2_000 }), both).verdict).toBe('cannot-tell');
  });

  it('stays called if the rate of the others fell, too', () => {
    // 25 to 12.5 per second.
    const fell = judged(change(30, 12.5), both, runWith({ list: 1_000 }));
    expect(fell).toMatchObject({ verdict: 'worse', certainty: 'confirmed' });
    expect(basisText(fell.basis)).toBe(
      'history of 9 runs; only one run has pay; endpoints of both: 25/s to 12.5/s',
    );
  });

  it('is not called fallen if the rate of the others rose', () => {
    // 20 to 25 per second, while 100 requests a second to another endpoint are gone.
    const rose = judged(change(120, 25), runWith({ list: 2_000, poll: 10_000 }), runWith({ list: 2_500 }));
    expect(rose.verdict).toBe('cannot-tell');
  });

  it('stays as it is where hardly a request went to the endpoint, or nothing was counted', () => {
    const rare = runWith({ list: 2_000, pay: 20 });
    // One of 101 requests is less than one in a hundred; 21 of 2,021 are more.
    expect(judged(change(30, 29.6), rare, runWith({ list: 2_000 }))).toEqual(change(30, 29.6));
    const less = runWith({ list: 2_000, pay: 21 });
    expect(judged(change(30, 29.6), less, runWith({ list: 2_000 })).verdict).toBe('cannot-tell');
    const uncounted = { ...both, response: both.response.map((row) => ({ ...row, count: null })) };
    expect(judged(change(30, 25), uncounted, runWith({ list: 2_000 }))).toEqual(change(30, 25));
  });

  it('says nothing of a rate of common endpoints if there is none', () => {
    const other = judged(change(30, 25), both, runWith({ search: 2_000 }));
    expect(other.verdict).toBe('cannot-tell');
    expect(basisText(other.basis)).toBe('history of 9 runs; only one run has list and 2 more');
  });
});

it('response times of all requests are not called where an endpoint is new; those of an endpoint are', () => {
  const [base, head] = [runWith({ list: 2_000 }), runWith({ list: 2_000, pay: 400 })];
  const all = change(100, 300, { metric: 'response.p95', endpoint: '*' });
  expect(judged(all, base, head).verdict).toBe('cannot-tell');
  const one = change(100, 300, { metric: 'response.p95', endpoint: 'list' });
  expect(judged(one, base, head)).toEqual(one);
  const errors = change(0.01, 0.2, { metric: 'errors.rate', endpoint: '*' });
  expect(judged(errors, base, head)).toEqual(errors);
});

describe('the error rate of all requests where endpoints are new or gone', () => {
  type Counts = Readonly<Record<string, readonly [count: number, errors: number]>>;
  const failing = (counts: Counts): RunMeasures => {
    const run = runWith(Object.fromEntries(Object.entries(counts).map(([name, [count]]) => [name, count])));
    return {
      ...run,
      response: run.response.map((row) => ({ ...row, errors: counts[row.endpoint]?.[1] ?? null })),
    };
  };
  const rate = (base: number, head: number, endpoint: string | null = '*'): MetricChange => ({
    ...change(base, head, { metric: 'errors.rate', endpoint }),
    verdict: head > base ? 'worse' : 'better',
  });

  it.each(['*', null])('is not called changed if all of them are others (endpoint %j)', (endpoint) => {
    const [base, head] = [failing({ order: [800, 28] }), failing({ users: [800, 0], missing: [200, 200] })];
    const found = judged(rate(0.035, 0.2, endpoint), base, head);
    expect(found).toMatchObject({ verdict: 'cannot-tell', certainty: null });
    expect(basisText(found.basis)).toBe('history of 9 runs; only one run has order and 2 more');
  });

  it('is not called better because a failing endpoint is gone, unless others fail less', () => {
    const base = failing({ list: [800, 8], missing: [200, 200] });
    const gone = judged(rate(0.208, 0.01), base, failing({ list: [800, 8] }));
    expect(gone.verdict).toBe('cannot-tell');
    expect(basisText(gone.basis)).toContain('only one run has missing; endpoints of both: 1% to 1%');
    const fewer = failing({ list: [800, 80], missing: [200, 200] });
    expect(judged(rate(0.28, 0), fewer, failing({ list: [800, 0] })).verdict).toBe('better');
  });

  it('is worse if a new endpoint fails, or nobody knows which endpoints a run asked for', () => {
    const added = rate(0.01, 0.2);
    const base = failing({ list: [800, 8] });
    expect(judged(added, base, failing({ list: [800, 8], pay: [200, 192] }))).toEqual(added);
    expect(judged(added, failing({ '*': [800, 8] }), failing({ pay: [200, 40] }))).toEqual(added);
  });
});
