import { describe, expect, it } from 'vitest';
import type { MetricValue } from '../../src/model/metrics/metric-value.ts';
import { projectSchema } from '../../src/model/documents/project.ts';
import { judgeTargets } from '../../src/report/targets/targets.ts';
import { settleText } from '../../src/report/targets/samples-to-settle.ts';
import { measuresOf } from './findings/make-load.ts';

const figure = (
  metric: MetricValue['metric'],
  value: number,
  n: number,
  interval: MetricValue['interval'],
): MetricValue => ({
  metric,
  scenario: 'load',
  endpoint: 'read',
  value,
  interval,
  tolerance: null,
  source: 'exact',
  relativeError: 0,
  n,
  files: [],
  estimator: '',
});
const bound = { op: 'below', value: 500 } as const;

it('the share of all requests that succeeded in time is counted', async () => {
  // A quarter fails; successes take 20 ms, and failures count as none of them.
  const load = { seconds: 100, rate: 20, medianMs: 20, spread: 0.01, failMs: 5 };
  const { within, response } = await measuresOf({
    loads: [{ ...load, fails: (_, roll) => (roll < 0.25 ? '500' : null) }],
    project: projectSchema.parse({ targets: [{ id: 'fast', metric: 'response.p95', below: 500 }] }),
  });
  const { count, errors } = response[0]!;
  expect(within.find(({ endpoint }) => endpoint === 'read')?.okShare).toBeCloseTo(1 - errors! / count!, 12);
});

describe('what would settle a target', () => {
  it('is no larger number where only the dependence of requests leaves no bound', () => {
    // 368 independent samples would bound a 99th percentile.
    const p99 = figure('response.p99', 1_434, 48_761, { lower: null, upper: null });
    expect(settleText(p99, bound, 0.98)).toBe(
      'Consecutive requests resemble each other so much that 48,761 samples do not bound this percentile. Measure longer, or repeat the run.',
    );
    expect(settleText({ ...p99, n: 200 }, bound, 0.98)).toMatch(/^200 samples are too few to bound/);
  });

  it('on a percentile is a number of samples, from the share within its limit', () => {
    // z^2 b (1 - b) / (s - b)^2 = 3.8415 x 0.95 x 0.05 / 0.01^2 = 1824.7, so 1825: see docs/statistics.md.
    const p95 = figure('response.p95', 485, 500, { lower: 455, upper: 510 });
    expect(settleText(p95, bound, 0.96)).toBe(
      '96% of 500 samples are within the bound (needed: 95%). About 1,825 samples (3.6 times as many) would settle it if this share stays the same.',
    );
  });

  it('on an error rate is one from the rate itself', () => {
    // 3.8415 x 0.01 x 0.99 / 0.005^2 = 1521.2
    const rate = figure('errors.rate', 0.005, 400, { lower: 0.001, upper: 0.018 });
    expect(settleText(rate, { op: 'below', value: 0.01 }, null)).toBe(
      '0.500% of 400 requests failed (limit: 1%). About 1,522 samples (3.8 times as many) would settle it if this share stays the same.',
    );
  });

  it('is the same for an interval that lacks one end only', () => {
    const p99 = figure('response.p99', 1_434, 48_761, { lower: 1_200, upper: null });
    expect(settleText(p99, bound, 0.98)).toMatch(/^Consecutive requests resemble each other/);
    expect(settleText({ ...p99, n: 368 }, bound, 0.98)).toMatch(/^Consecutive requests resemble each other/);
    expect(settleText({ ...p99, n: 367 }, bound, 0.98)).toMatch(
      /^367 samples are too few .* at least 368 samples\.$/,
    );
    expect(settleText({ ...p99, n: null }, bound, 0.98)).toMatch(/^The samples are too few/);
    expect(settleText({ ...p99, n: 1 }, bound, 0.98)).toMatch(/^One sample is too few/);
    expect(settleText({ ...p99, interval: null }, bound, 0.98)).toMatch(/^The reported value is rounded/);
  });

  it('on a number of users is a load step', () => {
    const users = (lower: number | null, upper: number | null): string =>
      settleText(figure('users.sustained', 20, 500, { lower, upper }), { op: 'atLeast', value: 50 }, null);
    expect(users(20, null)).toMatch(
      /^At least 20; no higher load failed\. Add a load step of 50 users or more/,
    );
    expect(users(20, 60)).toBe('At least 20, but fewer than 60. Add a load step of 50 users.');
    expect(users(null, 60)).toBe('Fewer than 60. Add a load step of 50 users.');
  });

  it('of too few samples is at least as many as an interval needs', () => {
    const p95 = figure('response.p95', 485, 40, { lower: 455, upper: null });
    expect(settleText(p95, bound, 0.96)).toMatch(/^40 samples are too few .* for at least 72 samples\.$/);
  });

  it('is not a number where the share is the line itself, or nobody counted it', () => {
    const p95 = figure('response.p95', 500, 500, { lower: 455, upper: 510 });
    expect(settleText(p95, bound, 0.95)).toMatch(/too close to judge; repeat the run\.$/);
    expect(settleText(p95, bound, null)).toBe(
      'The interval contains the bound. Measure longer, or repeat the run.',
    );
  });
});

it('comes with the inconclusive targets of a run', async () => {
  const load = { seconds: 20, rate: 20, medianMs: 100 };
  const plain = await measuresOf({ loads: [load] });
  const p95 = plain.response[0]!.latencyMs!.p95!;
  const targets = [{ id: 'fast', metric: 'response.p95', below: Math.round(p95) + 2 }];
  const project = projectSchema.parse({ targets });
  const { metricValues, within } = await measuresOf({ loads: [load], project });
  const [result] = judgeTargets(project, metricValues, within);
  expect(result!.verdict).toBe('inconclusive');
  expect(result!.settle).toMatch(/^9\d(\.\d+)?% of \d+ samples are within the bound \(needed: 95%\)/);
});

describe('an inconclusive target whose misses are in the ramp-up', () => {
  const project = projectSchema.parse({ targets: [{ id: 'fast', metric: 'response.p99', below: 500 }] });

  /** 20 requests a second for ten minutes, of which a fifth is slow for 24 s from some moment on: about 96, or 0.8%. */
  const settle = async (slowFrom: number, users?: (t: number) => number): Promise<string | null> => {
    let last = 0;
    const medianMs = ({ t }: { t: number }): number => {
      const isSlow = t >= slowFrom && t < slowFrom + 24 && last++ % 5 === 0;
      return isSlow ? 1_000 : 100;
    };
    const load = { seconds: 600, rate: 20, medianMs, spread: 0.05, ...(users !== undefined && { users }) };
    const { metricValues, within } = await measuresOf({ loads: [load], project });
    const [result] = judgeTargets(project, metricValues, within);
    expect(result!.verdict).toBe('inconclusive');
    return result!.settle;
  };
  /** 50 users, added over half a minute. */
  const ramp = (t: number): number => Math.min(50, 1 + Math.floor((t / 30) * 50));

  it('says so', async () => {
    const text = await settle(0, ramp);
    const [, all, seconds] =
      /All (\d+) samples beyond the bound are in the first (\d+)\ss, before all 50 users had started\./.exec(
        text ?? '',
      ) ?? [];
    expect(Number(all)).toBeGreaterThan(80);
    // 95% of 50 users are reached after 28.5 s, within one slice.
    expect(Number(seconds)).toBeGreaterThanOrEqual(24);
    expect(Number(seconds)).toBeLessThanOrEqual(30);
    expect(text).toContain(`set "warmupSeconds": ${seconds} in run.json`);
  });

  it('says nothing of misses at another time, of constant or unknown users, or of users added all the time', async () => {
    expect(await settle(300, ramp)).not.toContain('ramp-up');
    expect(await settle(0, () => 50)).not.toContain('ramp-up');
    expect(await settle(0)).not.toContain('ramp-up');
    expect(await settle(0, (t) => 1 + Math.floor(t / 12))).not.toContain('ramp-up');
  });
});
