import { describe, expect, it } from 'vitest';
import { isJump, isJumpOffSlope } from '../../src/stats/abrupt-step.ts';

const jump = (values: readonly number[], step: number, noise = 1): boolean =>
  isJump(Float64Array.from(values), step, noise);
const offSlope = (values: readonly number[], step: number, noise = 1): boolean =>
  isJumpOffSlope(Float64Array.from(values), step, noise);

describe('a jump', () => {
  it('is a change by five noise units', () => {
    expect(jump([0, 0, 0, 5, 5, 5], 3)).toBe(true);
    expect(jump([5, 5, 5, 0, 0, 0], 3)).toBe(true);
    expect(jump([0, 0, 0, 4.9, 4.9, 4.9], 3)).toBe(false);
    expect(jump([0, 0, 0, 5, 5, 5], 3, 1.1)).toBe(false);
  });

  it('is one between medians of three runs, so that one outlier is none', () => {
    expect(jump([0, 0, 0, 9, 0, 0, 0], 3)).toBe(false);
    expect(jump([0, 0, 0, 9, 9, 0, 0], 3)).toBe(true);
    expect(jump([0, 9, 0, 9, 9, 9], 3)).toBe(true);
  });

  it('may be next to the first or the last run, but needs a run on either side', () => {
    expect(jump([0, 9, 9, 9], 1)).toBe(true);
    expect(jump([0, 0, 0, 9], 3)).toBe(true);
    expect(jump([9, 9, 9], 0)).toBe(false);
    expect(jump([9, 9, 9], 3)).toBe(false);
  });
});

describe('a jump off a slope', () => {
  it('exceeds the changes around it by five noise units', () => {
    // Medians of three rise by 3 on the slope, and by 8 at the jump.
    expect(offSlope([0, 1, 2, 3, 4, 5, 11, 12, 13, 14, 15, 16], 6)).toBe(true);
    expect(offSlope([0, 1, 2, 3, 4, 5, 10.9, 11.9, 12.9, 13.9, 14.9, 15.9], 6)).toBe(false);
    // Either side may be the steeper one: 8 is then 4 more than the 4 before, or after.
    expect(offSlope([-1, 0, 1, 3, 4, 5, 11, 12, 13, 14, 15, 16], 6)).toBe(false);
    expect(offSlope([0, 1, 2, 3, 4, 5, 11, 12, 13, 15, 16, 17], 6)).toBe(false);
  });

  it('is seen at the ends of a history, where nothing is known of one side', () => {
    expect(offSlope([0, 0, 0, 5, 5, 5], 3)).toBe(true);
    // Before the first three runs there are none that they could differ from.
    expect(offSlope([3, 0, 0, 6, 6, 6], 3)).toBe(true);
  });
});
