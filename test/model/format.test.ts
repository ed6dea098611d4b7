import { describe, expect, it } from 'vitest';
import {
  fixed,
  formatChangeRange,
  formatChangeRangeIn,
  formatStep,
  formatChange,
  formatChangeIn,
  formatDuration,
  formatNumber,
  formatPercent,
  formatShare,
} from '../../src/model/text/format.ts';

describe('a change in words', () => {
  it('is relative, with its sign', () => {
    expect([formatChange(0.27), formatChange(-0.5), formatChange(0)]).toEqual(['+27%', '\u221250%', '0%']);
  });

  it('is all of it only if nothing is left', () => {
    // 24,460 to 43.2 ms leaves 0.1766%; 16,704 to 6.59 per second leaves 0.0395%.
    expect(
      [-1, 43.2 / 24460 - 1, 6.59 / 16704 - 1, -0.9999999, -0.991].map((one) => formatChange(one)),
    ).toEqual(['\u2212100%', '\u221299.8%', '\u221299.96%', '\u221299.999%', '\u221299%']);
  });

  it('is a factor from ten times as much on, and has an end', () => {
    expect([6.74, 8.99, 9, 100, 1981.14, 9.35e8].map((one) => formatChange(one))).toEqual([
      '+674%',
      '+899%',
      '×10',
      '×101',
      '×1,982',
      'over ×1,000,000',
    ]);
  });

  it('is in percentage points for shares: from 22% to nothing is not 22% less', () => {
    expect(formatChangeIn('share', -0.22)).toBe('\u221222\u00a0points');
    expect(formatChangeIn('share', 0.01)).toBe('+1\u00a0point');
    expect(formatChangeIn('ms', -0.22)).toBe('\u221222%');
  });
});

describe('a number', () => {
  it('has separators in its whole part only, and none beside an exponent', () => {
    expect([1234567.891, -1234.5, -0.001, 999.996, 1.5e21].map((value) => fixed(value, 2))).toEqual([
      '1,234,567.89',
      '\u22121,234.50',
      '0.00',
      '1,000.00',
      '1.5e+21',
    ]);
  });

  it('has three digits, also where rounding adds one before the point', () => {
    const numbers = [9.994, 9.996, 99.94, 99.96, 999.6, 0.9996, -9.996, 1234.5, 0.0009996, 0, 12];
    expect(numbers.map((value) => formatNumber(value))).toEqual([
      '9.99',
      '10.0',
      '99.9',
      '100',
      '1,000',
      '1.00',
      '\u221210.0',
      '1,235',
      '0.00100',
      '0',
      '12',
    ]);
    expect([0.0994, 0.0996, -0.0996].map((one) => formatChange(one))).toEqual(['+9.9%', '+10%', '\u221210%']);
  });

  it('of per cent is 100 only if it is all', () => {
    expect([1, 0.9996, 0.99999999, 0.999, 0.0123, 0].map(formatPercent)).toEqual([
      '100',
      '99.96',
      '99.999',
      '99.9',
      '1.23',
      '0',
    ]);
    expect(formatShare(0.9996)).toBe('99.96%');
  });
});

it('says a minute as a minute, also where a little is missing', () => {
  const said = [59.94, 59.97, 60, 132].map((seconds) => formatDuration(seconds).replace(/\s/g, ' '));
  expect(said).toEqual(['59.9 s', '1 min', '1 min', '2 min 12 s']);
});

it('gives each of two values its own unit where none suits both', () => {
  const step = (from: number, to: number): string =>
    formatStep(from, to, 'response.p50').replaceAll('\u00a0', ' ');
  expect(step(1_000, 0.000001)).toBe('1,000 ms → 1 ns');
  expect(step(0.0001, 0.01)).toBe('0.100 → 10 µs');
  expect(step(0, 20)).toBe('0 → 20 ms');
});

it('gives the bounds of an interval enough digits to distinguish them', () => {
  const both = (lower: number, upper: number): string => formatChangeRange(lower, upper);
  expect(both(0.21, 0.33)).toBe('+21% to +33%');
  expect(both(0.2962, 0.3038)).toBe('+29.6% to +30.4%');
  expect(both(0.29962, 0.30038)).toBe('+29.96% to +30.04%');
  // Beyond that they are the same to every reader.
  expect(both(0.3, 0.3)).toBe('+30% to +30%');
  expect(both(-0.2042, -0.1958)).toBe('\u221220.4% to \u221219.6%');
});

it('gives both bounds of an interval one form: factors if one of them is ten times or more', () => {
  // 1 + 5.5 = 6.5 and 1 + 11 = 12; 1 - 0.2 = 0.8; 1 + 8.9 = 9.9 is not yet a factor.
  expect(formatChangeRange(5.5, 11)).toBe('×6.5 to ×12');
  expect(formatChangeRange(-0.2, 11)).toBe('×0.80 to ×12');
  expect(formatChangeRange(-1, 11)).toBe('×0 to ×12');
  expect(formatChangeRange(11, 12.4)).toBe('×12 to ×13');
  expect(formatChangeRange(11.1, 11.3)).toBe('×12.1 to ×12.3');
  expect(formatChangeRange(5.5, 8.9)).toBe('+550% to +890%');
  expect(formatChangeRange(5.5, 2e6)).toBe('×6.5 to over ×1,000,000');
  // Of a value below 0, a factor says nothing.
  expect(formatChangeRange(-3, 11)).toBe('\u2212300% to +1,100%');
});

it('gives the interval of a change in the form of the change', () => {
  const range = (...args: Parameters<typeof formatChangeRangeIn>): string =>
    formatChangeRangeIn(...args).replaceAll('\u00a0', ' ');
  expect(range('ms', 6, 5.5, 11)).toBe('×6.5 to ×12');
  expect(range('share', 0.1, 0.05, 0.15)).toBe('+5 points to +15 points');
  expect(range('ms', null, 5.5, 11)).toBe('+5.50 ms to +11 ms');
});
