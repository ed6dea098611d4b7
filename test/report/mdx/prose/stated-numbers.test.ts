import { describe, expect, it } from 'vitest';
import { quotedNumbers, type QuotedNumber } from '../../../../src/report/mdx/prose/quoted-numbers.ts';

const only = (clause: string): QuotedNumber => {
  const found = quotedNumbers(clause);
  expect([clause, found.length]).toEqual([clause, 1]);
  return found[0]!;
};
const metrics = (clause: string): readonly string[] => only(clause).metrics;

describe('a number in prose', () => {
  it('has a value in the unit of its metric, and a tolerance', () => {
    expect(only('The 95th percentile is 250 ms')).toEqual({
      text: '250 ms',
      at: 23,
      value: 250,
      tolerance: 5,
      end: null,
      metrics: ['response.p95'],
      needsEndpoint: false,
    });
    const of = (clause: string): [number, number] => {
      const { value, tolerance } = only(clause);
      return [Number(value.toPrecision(12)), Number(tolerance.toPrecision(12))];
    };
    // Half a unit of the last digit, zeros at the end of a whole number aside; at least 1%, and 10% after "about".
    expect(of('the median is 1.25 s')).toEqual([1_250, 12.5]);
    expect(of('the median is 1.2 s')).toEqual([1_200, 50]);
    expect(of('the median is 17 ms')).toEqual([17, 0.5]);
    expect(of('the median is 2000 ms')).toEqual([2_000, 500]);
    expect(of('the median is about 251 ms')).toEqual([251, 25.1]);
    expect(of('the median is 251 ms')).toEqual([251, 2.51]);
    expect(of('5.5% of requests fail')).toEqual([0.055, 0.00055]);
    expect(of('There were 1,234 errors')).toEqual([1_234, 12.34]);
    expect(of('There were 0 errors')).toEqual([0, 0.5]);
  });

  it('may be the end of an open range', () => {
    expect(only('p99 of 300 ms and more').end).toBe('lower');
    expect(only('p99 of 300 ms or above').end).toBe('lower');
    expect(only('p99 of 300 ms or less').end).toBe('upper');
    expect(only('p99 of 300 ms').end).toBeNull();
  });

  it.each([
    ['the p50 is 20 ms', 'response.p50'],
    ['half wait 20 ms, the median', 'response.p50'],
    ['p90: 20 ms', 'response.p90'],
    ['95 % of them in 20 ms', 'response.p95'],
    ['p99 20 ms', 'response.p99'],
    ['p99.9 20 ms', 'response.p999'],
    ['p999 20 ms', 'response.p999'],
    ['20 ms on average', 'response.mean'],
    ['the slowest took 20 ms', 'response.max'],
    ['the minimum was 20 ms', 'response.min'],
    ['Memory growth is 20%', 'memory.growth'],
    ['20% failed', 'errors.rate'],
    ['an error rate of 20%', 'errors.rate'],
    ['a rate of 20 requests per second', 'throughput.requestsPerSecond'],
    ['it served 20 rps', 'throughput.requestsPerSecond'],
    ['20 errors', 'errors.count'],
    ['a total of 20 requests', 'throughput.totalRequests'],
  ])('in "%s" is of %s', (clause, metric) => {
    expect(metrics(clause)).toEqual([metric]);
  });

  it('may be of several metrics', () => {
    expect(metrics('CPU is at 80%')).toEqual(['cpu.average', 'cpu.peak', 'cpu.busiest']);
    expect(metrics('the heap has 20 MB')).toHaveLength(5);
    expect(metrics('it sustains 20 users')).toEqual(['users.sustained', 'users.max']);
    const answering = only('pay takes 20 ms');
    expect([answering.metrics.length, answering.needsEndpoint]).toEqual([8, true]);
  });

  it.each([
    'p95 is below 500 ms',
    'p95 of at most 500 ms',
    'a p95 target of 500 ms',
    'a 500 ms limit for p95',
    'p95 is 300 ms faster',
    'p95 lies between 200 ms and 300 ms',
    'p95 is 200 ms to 300 ms',
    'p95 of 200 ms and 300 ms',
    'the baseline had a median of 90 ms',
    'the median was 90 ms in the previous run',
    'with 1.2.3 the median is 90 ms',
    'the median should be 90 ms',
    'wait 90 ms',
    'the cache holds 90 MB',
    'there are 90 users',
    'there are 90 requests',
    'CPU rose by 90%',
    '90% of the time',
    '95% of the requests take a while',
    'file-90 ms p95',
  ])('in "%s" is none of this run', (clause) => {
    expect(quotedNumbers(clause)).toEqual([]);
  });

  it('is found beside others', () => {
    expect(quotedNumbers('The median is 20 ms with 3 errors').map(({ text, at }) => [text, at])).toEqual([
      ['20 ms', 14],
      ['3 errors', 25],
    ]);
  });
});
