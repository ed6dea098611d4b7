import { describe, expect, it } from 'vitest';
import { formatChange, formatChangeIn } from '../../src/model/text/format.ts';

describe('a change in words', () => {
  it('is relative, with its sign', () => {
    expect([formatChange(0.27), formatChange(-0.5), formatChange(0)]).toEqual(['+27%', '\u221250%', '0%']);
  });

  it('is in percentage points for shares: from 22% to nothing is not 22% less', () => {
    expect(formatChangeIn('share', -0.22)).toBe('\u221222\u00a0points');
    expect(formatChangeIn('share', 0.01)).toBe('+1\u00a0point');
    expect(formatChangeIn('ms', -0.22)).toBe('\u221222%');
  });
});
