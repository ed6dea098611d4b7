import { describe, expect, it } from 'vitest';
import type { MetricValue } from '../../../src/model/metrics/metric-value.ts';
import { measuredText, waysOut } from '../../../src/report/mdx/unproven-claim.ts';
import { targetVerdict } from '../../../src/stats/target-verdict.ts';

const figure = (
  value: number,
  interval: MetricValue['interval'],
  rest: Partial<Pick<MetricValue, 'metric' | 'tolerance'>> = {},
): MetricValue => ({
  metric: 'response.p95',
  scenario: 'load',
  endpoint: 'a',
  value,
  interval,
  tolerance: null,
  source: 'exact',
  relativeError: 0,
  n: 80,
  files: ['a.csv'],
  estimator: 'Hyndman-Fan 7',
  ...rest,
});

const spaced = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('a claim that is not proven', () => {
  it.each([
    [{ lower: 29, upper: 176 }, '31 ms (29 ms to 176 ms)'],
    [{ lower: 29, upper: null }, '31 ms (29 ms or more)'],
    [{ lower: null, upper: 176 }, '31 ms (176 ms or less)'],
    [{ lower: null, upper: null }, '31 ms, from too few samples for an interval'],
  ])('tells the interval %j', (interval, text) =>
    expect(spaced(measuredText(figure(31, interval)))).toBe(text),
  );

  it('tells what rounding leaves of a figure that a tool printed', () =>
    expect(spaced(measuredText(figure(31, null, { tolerance: 0.5 })))).toBe('31 ms (30.5 ms to 31.5 ms)'));

  it.each([
    ['below', 31, { lower: 29, upper: 176 }, 'State atMost={176}, or measure more samples.'],
    ['atMost', 31, { lower: 29, upper: 176.2 }, 'State atMost={177}, or measure more samples.'],
    ['atMost', 3.1, { lower: 2.9, upper: 3.1416 }, 'State atMost={3.15}, or measure more samples.'],
    ['above', 31, { lower: 29.99, upper: 176 }, 'State atLeast={29.9}, or measure more samples.'],
    ['atLeast', 0.02, { lower: 0.01234, upper: 1 }, 'State atLeast={0.0123}, or measure more samples.'],
    ['atLeast', 31, { lower: 0, upper: 40 }, 'State atLeast={0}, or measure more samples.'],
    ['below', 31, { lower: 29, upper: null }, 'Measure more samples, or remove the claim.'],
  ] as const)('%s of %d in %j: %s %s', (op, value, interval, hint) =>
    expect(waysOut({ op, value: 40 }, figure(value, interval))).toBe(hint),
  );

  it('names a bound beyond the rounding of a figure that a tool printed', () =>
    expect(waysOut({ op: 'below', value: 31.2 }, figure(31, null, { tolerance: 0.5 }))).toBe(
      'State atMost={31.5}: the tool reports no more digits.',
    ));

  it.each([0.07, 0.1 + 0.2, 176.0000001, 99.951, 1e-7, 123_456.7])(
    'is met by the bound that it names for an upper end of %d',
    (upper) => {
      const bound = Number(
        /\{(.+)\}/.exec(waysOut({ op: 'below', value: 0 }, figure(0, { lower: 0, upper })))![1],
      );
      expect(targetVerdict({ op: 'atMost', value: bound }, 0, { lower: 0, upper })).toBe('met');
      expect(bound).toBeLessThanOrEqual(Math.max(upper * 1.01, upper + 1e-6));
    },
  );
});
