import { describe, expect, it } from 'vitest';
import { moved, showing, stepTo, within, zoomed } from '../../src/components/explore/moves.ts';

const whole = [-0.5, 99.5] as const;

describe('a stretch of runs', () => {
  it('is narrowed about a place that stays where it is', () => {
    // 25 stands at 25.5 of 100; of 50 runs that is 12.75 from the start.
    expect(zoomed(whole, 0.5, 25, whole)).toEqual([12.25, 62.25]);
  });

  it('is never wider than the whole, nor narrower than three runs', () => {
    expect(zoomed([10, 90], 4, 50, whole)).toEqual([-0.5, 99.5]);
    expect(zoomed([10, 20], 0.01, 15, whole)).toEqual([13.5, 16.5]);
    expect(zoomed([-0.5, 1.5], 0.5, 0, [-0.5, 1.5])).toEqual([-0.5, 1.5]);
  });

  it('moves by a share of its length and stops at the ends', () => {
    expect(moved([10, 30], 0.5, whole)).toEqual([20, 40]);
    expect(moved([10, 30], -5, whole)).toEqual([-0.5, 19.5]);
    expect(within([95, 115], whole)).toEqual([79.5, 99.5]);
  });

  it('follows the run that is chosen, as little as it takes', () => {
    expect(showing(15, [10, 30], whole)).toEqual([10, 30]);
    expect(showing(5, [10, 30], whole)).toEqual([4.5, 24.5]);
    expect(showing(40, [10, 30], whole)).toEqual([20.5, 40.5]);
  });
});

describe('keys', () => {
  it.each([
    ['ArrowRight', 4, 5],
    ['ArrowLeft', 4, 3],
    ['ArrowLeft', 0, 0],
    ['ArrowRight', 9, 9],
    ['Home', 4, 0],
    ['End', null, 9],
    ['ArrowLeft', null, 9],
    ['ArrowRight', null, 9],
    ['PageUp', 4, 0],
    ['Enter', 4, null],
    ['toString', 4, null],
  ])('%s from %s leads to %s of ten', (key, from, to) => {
    expect(stepTo(key, from, 10)).toBe(to);
  });

  it('lead nowhere where there is no run', () => {
    expect(stepTo('End', null, 0)).toBeNull();
  });
});
