import { describe, expect, it } from 'vitest';
import { openReason } from '../../src/history/compare/open-reason.ts';

const change = { relative: 0.84, interval: { lower: 0.31, upper: 1.41 } };

describe('the reason why a change is not called', () => {
  it('is the number of metrics, where its interval excludes 0', () => {
    expect(openReason(change, null, 0.05)?.id).toBe('many-metrics');
    const faster = { relative: -0.15, certainty: 'suspected' } as const;
    expect(openReason(change, faster, 0.05)?.id).toBe('many-metrics');
  });

  it('is the median change of all endpoints, where that goes the same way', () => {
    const slower = { relative: 0.15, certainty: 'suspected' } as const;
    expect(openReason(change, slower, 0.05)?.id).toBe('common-change');
    expect(openReason(change, { ...slower, certainty: null }, 0.05)?.id).toBe('many-metrics');
  });

  it('is its size, where that is below the minimum effect', () => {
    const small = { relative: 0.02, interval: { lower: 0.01, upper: 0.03 } };
    expect(openReason(small, null, 0.05)?.id).toBe('minimum-effect');
  });

  it('needs no words where the interval holds 0 or is open', () => {
    expect(openReason({ relative: 0.2, interval: { lower: -0.1, upper: 0.5 } }, null, 0.05)).toBeNull();
    expect(openReason({ relative: 0.2, interval: { lower: 0.1, upper: null } }, null, 0.05)).toBeNull();
  });
});
