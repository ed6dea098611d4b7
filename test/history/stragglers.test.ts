import { describe, expect, it } from 'vitest';
import { rateOfMost } from '../../src/history/compare/other-causes/stragglers.ts';
import { withoutOtherCauses } from '../../src/history/compare/other-causes/without-other-causes.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import type { MetricChange } from '../../src/model/run-report.ts';
import { makeRun } from './make-run.ts';

/** A run that got so many requests in each second, and none in those left out; null where none are told of. */
function run(counts: Readonly<Record<number, number | null>>): RunMeasures {
  const none = { requestsPerSecond: null, errorRate: null, p50: null, p95: null, p99: null, users: null };
  const points = Object.entries(counts).map(([second, count]) => ({
    ...none,
    atSeconds: Number(second),
    ...(count !== null && { count }),
  }));
  return {
    ...makeRun({ day: 0 }),
    timelines: [{ scenario: 'shop', widthSeconds: 1, source: 'samples', points }],
  };
}

const steady = (perSecond: number, seconds: number): Record<number, number> =>
  Object.fromEntries(Array.from({ length: seconds }, (_, second) => [second, perSecond]));

const change: MetricChange = {
  metric: 'throughput.requestsPerSecond',
  scenario: 'shop',
  endpoint: null,
  base: 50,
  head: 45.5,
  relative: -0.09,
  interval: { lower: -0.1, upper: -0.08 },
  verdict: 'worse',
  certainty: 'confirmed',
  basis: { evidence: 'history of 10 runs' },
};

const judged = (base: RunMeasures, head: RunMeasures): MetricChange | undefined =>
  withoutOtherCauses({ base, head, project: defaultProject, toCompare: [], changes: [change] })[0];

describe('the rate of most requests', () => {
  it('counts the time until 99% of them had come', () => {
    // 5,940 of 6,000 requests at 50/s: 118.8 s. A last one at 131 s changes nothing but their number.
    expect(rateOfMost(run(steady(50, 120)), 'shop')).toBeCloseTo(50, 10);
    expect(rateOfMost(run({ ...steady(50, 120), 131: 1 }), 'shop')).toBeCloseTo(50, 10);
  });

  it('ends within the second in which that many had come', () => {
    // Of 100 requests 90 come in two seconds, and the 99th after nine tenths of the third.
    expect(rateOfMost(run({ 0: 60, 1: 30, 2: 10 }), 'shop')).toBeCloseTo(99 / 2.9, 10);
  });

  it('counts no requests in seconds that tell of none', () => {
    // 39 of the last 40 requests.
    expect(rateOfMost(run({ 0: 60, 1: null, 2: 40 }), 'shop')).toBeCloseTo(99 / 2.975, 10);
  });

  it('is unknown without samples', () => {
    expect(rateOfMost(makeRun({ day: 0 }), 'shop')).toBeNull();
    expect(rateOfMost(run({}), 'shop')).toBeNull();
    expect(rateOfMost(run({ 0: 0, 1: 0 }), 'shop')).toBeNull();
  });
});

describe('a lower throughput', () => {
  it('is no change where only the last request took longer', () => {
    expect(judged(run(steady(50, 120)), run({ ...steady(50, 120), 131: 1 }))).toMatchObject({
      verdict: 'no-change-shown',
      certainty: null,
      basis: {
        evidence: 'history of 10 runs',
        reasons: [
          {
            id: 'stragglers',
            text: '99% of the requests came at 50/s to 50/s: only the last few make the difference',
          },
        ],
      },
    });
  });

  it('is one where all requests came more slowly, and where nothing tells when they came', () => {
    expect(judged(run(steady(50, 120)), run(steady(45, 133)))).toEqual(change);
    expect(judged(makeRun({ day: 0 }), run(steady(50, 120)))).toEqual(change);
    expect(judged(run(steady(50, 120)), makeRun({ day: 0 }))).toEqual(change);
  });
});
