import { describe, expect, it } from 'vitest';
import { quotedNumbers } from '../../../../src/report/mdx/prose/quoted-numbers.ts';

const read = (clause: string): [value: number, metric: string | undefined][] =>
  quotedNumbers(clause).map(({ value, metrics }) => [value, metrics[0]]);

describe('a number that is said of a metric', () => {
  it.each([
    ['The 95th percentile of pay is 578 ms', 578, 'response.p95'],
    ['Its p99 reached 1.2 s', 1_200, 'response.p99'],
    ['The median response time is 1,204 ms', 1_204, 'response.p50'],
    ['95% of all requests take 310 ms', 310, 'response.p95'],
    ['The error rate is 2.5%', 0.025, 'errors.rate'],
    ['3% of the requests fail', 0.03, 'errors.rate'],
    ['Memory peaks at 412 MB', 412, 'memory.base'],
    ['Memory growth is 36%', 0.36, 'memory.growth'],
    ['The processor is at 87%', 0.87, 'cpu.average'],
    ['It answers 120 requests per second', 120, 'throughput.requestsPerSecond'],
    ['The service carries 64 users', 64, 'users.sustained'],
    ['There were 306 errors', 306, 'errors.count'],
    ['The p95 is 300 ms and all targets are met', 300, 'response.p95'],
    ['The p95 is 300 ms and more', 300, 'response.p95'],
    ['The p95 is 300 ms or less', 300, 'response.p95'],
  ])('%s', (clause, value, metric) => {
    const [[found, first] = []] = read(clause);
    expect(found).toBeCloseTo(value, 9);
    expect(first).toBe(metric);
  });

  it('is taken as rounded to what it shows, and more loosely where it says so', () => {
    const tolerance = (clause: string): number => quotedNumbers(clause)[0]!.tolerance;
    expect(tolerance('The median is 4.2 ms')).toBeCloseTo(0.05, 9);
    expect(tolerance('The median is 400 ms')).toBeCloseTo(50, 9);
    expect(tolerance('The median is 412 ms')).toBeCloseTo(4.12, 9);
    expect(tolerance('The median is about 412 ms')).toBeCloseTo(41.2, 9);
  });
});

describe('a number with a decimal comma', () => {
  it.each([
    ['Der Median ist 1,5 ms', 1.5, null],
    ['Der Median ist 12,25 ms', 12.25, null],
    ['Der Median ist 0,125 ms', 0.125, null],
    ['Der Median ist 1.204,5 ms', 1_204.5, null],
    ['Der Median ist 1\u202f204,5 ms', 1_204.5, null],
    ['The median is 1,204.5 ms', 1_204.5, null],
    ['The median is 1,204,500 ms', 1_204_500, null],
    // One separator before three digits: thousands in one language, decimals in another.
    ['The median is 1,204 ms', 1_204, 1.204],
    ['Der Median ist 1.204 ms', 1.204, 1_204],
  ])('%s', (clause, value, other) => {
    const [stated] = quotedNumbers(clause);
    expect(stated?.value).toBeCloseTo(value, 9);
    if (other === null) expect(stated?.other).toBeUndefined();
    else expect(stated?.other?.value).toBeCloseTo(other, 9);
  });
});

describe('a number that is one end of a range', () => {
  it.each([
    ['The p95 is 300 ms and more', 'lower'],
    ['The p95 is 300 ms or higher', 'lower'],
    ['The median is about 1.2 s or less', 'upper'],
    ['The p95 is 300 ms and under', 'upper'],
    ['The p95 is 300 ms and all is well', null],
    ['The p95 is 300 ms', null],
  ])('%s', (clause, end) => expect(quotedNumbers(clause).map((one) => one.end)).toEqual([end]));
});

describe('a number that is said of something else', () => {
  it.each([
    'The median must stay below 500 ms',
    'A p95 of more than 20 ms is too much',
    'The p95 target is 500 ms',
    'The p95 misses the target of 500 ms',
    'The median was 310 ms in the baseline',
    'The median was 310 ms before the change',
    'In 1.3.0 the median was 310 ms',
    'The median should be 310 ms',
    'The median is 30% lower',
    'Errors fell by 40%',
    '30 ms of that is the language model',
    'It runs with 24 users',
    'A timeout of 30 s ends it',
    'Errors began after 42 s',
    'Port 8080 serves 3 tables',
    'One in six requests fails',
    'The p95 went from 310 ms',
    'The medians are 310 ms and 400 ms',
    'The medians are 310 ms and about 400 ms',
    'The median is 310 ms or 400 ms',
    'A p95 below 300 ms and all targets met',
    'Node 24.21 with 512 MB',
  ])('%s', (clause) => {
    expect(read(clause)).toEqual([]);
  });

  it('or of a response time only if the clause names an endpoint', () => {
    for (const clause of ['It takes 310 ms', 'The run took 120 s'])
      expect(quotedNumbers(clause).map(({ needsEndpoint }) => needsEndpoint)).toEqual([true]);
  });
});
