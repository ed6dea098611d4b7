import { describe, expect, it } from 'vitest';
import type { TargetResult } from '../../src/model/run-report.ts';
import { achievedText } from '../../src/report/targets/achieved-text.ts';
import { betweenText } from '../../src/report/targets/between-text.ts';
import { headline } from '../../src/report/words/headline.ts';
import { reportHead } from '../../src/report/words/report-head.ts';
import { projectOf } from '../project/small-projects.ts';

/** The text of wrk, which prints no 95th percentile. */
const wrk = ({
  p90 = '300.00ms',
  p99 = '480.00ms',
  requests = 4_000,
} = {}): string => `Running 10s test @ http://shop.test/cart
  2 threads and 12 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency    50.00ms   20.00ms   1.90s    90.73%
    Req/Sec     1.62k    30.69     2.32k    67.50%
  Latency Distribution
     50%   40.00ms
     75%   80.00ms
     90%  ${p90}
     99%  ${p99}
  ${requests} requests in 10.02s, 1.20MB read
Requests/sec:    399.20
Transfer/sec:    133.46KB
`;

const plain = (text: string | null): string | null => text?.replaceAll('\u00a0', ' ') ?? null;
let projects = 0;

async function targetOf(files: Readonly<Record<string, string>>, target: object): Promise<TargetResult> {
  const { reports } = await projectOf(`bounds-${String(projects++)}`, files, {
    targets: [{ id: 'fast', metric: 'response.p95', ...target }],
  });
  const [result] = reports[0]?.targets ?? [];
  if (result === undefined) throw new Error('the run has no target');
  return result;
}
const ofWrk = async (target: object, text = wrk()): Promise<TargetResult> =>
  targetOf({ 'r1/wrk.txt': text }, target);

describe('a target on a percentile that the tool left out', () => {
  it('is met if a higher one is within the bound', async () => {
    const target = await ofWrk({ below: 500 });
    expect([target.verdict, target.achieved, target.asReported]).toEqual(['met', null, true]);
    expect(plain(achievedText(target))).toBe('at most 480 ms');
    expect(plain(betweenText(target.metricValue, target))).toBe('p99 is 480 ms, so p95 is at most 480 ms.');
  });

  it('is not met if a lower one is beyond the bound', async () => {
    const target = await ofWrk({ below: 250 });
    expect(target.verdict).toBe('not met');
    expect(plain(achievedText(target))).toBe('at least 300 ms');
    expect(plain(betweenText(target.metricValue, target))).toBe('p90 is 300 ms, so p95 is at least 300 ms.');
  });

  it('is inconclusive between the two, and within the rounding of one', async () => {
    const target = await ofWrk({ below: 400 });
    expect(target.verdict).toBe('inconclusive');
    expect(plain(target.settle)).toBe(
      'p90 is 300 ms and p99 is 480 ms, so p95 is at least 300 ms and at most 480 ms.',
    );
    // Printed whole milliseconds may be half of one more.
    expect((await ofWrk({ below: 480.3 })).verdict).toBe('inconclusive');
    expect((await ofWrk({ below: 481 })).verdict).toBe('met');
  });

  it('is not measured where only the minimum or the maximum lies on one side', async () => {
    expect((await ofWrk({ metric: 'response.p99.5', below: 900 })).verdict).toBe('not measured');
    expect((await ofWrk({ metric: 'response.p25', below: 30 })).verdict).toBe('not measured');
  });

  it('may rest on the maximum', async () => {
    const target = await ofWrk({ metric: 'response.p99.5', below: 2_000 });
    expect(target.verdict).toBe('met');
    expect(plain(betweenText(target.metricValue, target))).toBe(
      'The maximum is 1,900 ms, so p99.5 is at most 1,900 ms.',
    );
  });

  it('has a tile at the head of the report', async () => {
    const { reports } = await projectOf(
      'bounds-tile',
      { 'r1/wrk.txt': wrk() },
      { targets: [{ id: 'fast', metric: 'response.p95', below: 500 }] },
    );
    const [first] = reports[0] === undefined ? [] : reportHead(reports[0]).keyValues;
    expect([first?.target, plain(first?.value ?? null)]).toEqual(['fast', 'at most 480 ms']);
  });

  it('is named in the heading with the bound that is known', async () => {
    const { reports } = await projectOf(
      'bounds-heading',
      { 'r1/wrk.txt': wrk() },
      { targets: [{ id: 'fast', metric: 'response.p95', below: 250 }] },
    );
    const [report] = reports;
    expect(report && plain(headline(report))).toMatch(/ is at least 300 ms \(target: below 250 ms\)$/);
  });
});

/** The tidy summary of an endpoint, and as many samples in a file of requests. */
const summary = (count: number, p95: number, p50 = 40): Record<string, string> => ({
  'r1/summary.json': JSON.stringify({
    responseTime: [{ endpoint: 'pay', count, errors: 0, min: 10, p50, p95, max: p95 + 10 }],
    throughput: [],
    memory: [],
    cpu: [],
    errors: [],
  }),
});

describe('a reported percentile', () => {
  it('is judged as printed, whatever the number of samples', async () => {
    for (const count of [20, 71, 72]) {
      const target = await targetOf(summary(count, 120), { below: 500 });
      expect([target.verdict, target.asReported], `${String(count)} samples`).toEqual(['met', true]);
    }
    expect((await targetOf(summary(20, 900, 600), { below: 700 })).verdict).toBe('not met');
  });
});
