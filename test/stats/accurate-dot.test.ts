import { describe, expect, it } from 'vitest';
import { accurateDot } from '../../src/stats/accurate-dot.ts';
import { normalStream } from '../bench/random.ts';

describe('accurateDot', () => {
  it('keeps what a sum of doubles loses', () => {
    expect(accurateDot([1e16, 1, -1e16], [1, 1, 1])).toBe(1);
    expect(accurateDot([], [])).toBe(0);
    expect(accurateDot([3], [4])).toBe(12);
  });

  it('keeps the part of a product below the last digit: (1 + e)^2 - 1 - 2 e is e^2', () => {
    const e = 2 ** -30;
    expect(accurateDot([1 + e, -1, -2], [1 + e, 1, e])).toBe(e * e);
    expect((1 + e) * (1 + e) - 1 - 2 * e).toBe(0);
  });

  it('leaves the exact rest of whole products, as integers of any length give it', () => {
    const normal = normalStream(11);
    const whole = (): number => Math.round(normal() * 2 ** 50);
    for (let i = 0; i < 200; i++) {
      const [a, b] = [whole(), whole()];
      const exact = BigInt(a) * BigInt(b);
      const rounded = Number(exact);
      expect(accurateDot([a, -rounded], [b, 1]) + 0).toBe(Number(exact - BigInt(rounded)));
    }
  });
});
