import { describe, expect, it } from 'vitest';
import { commitRangeText, shortCommit } from '../../src/report/words/commit-range-text.ts';

describe('a range of commits', () => {
  it('is both ends and their number', () => {
    expect(commitRangeText({ url: null, from: '4f2a9c1', to: '9b1d0e7', count: 8 })).toBe(
      '4f2a9c1..9b1d0e7 (8 commits)',
    );
    expect(commitRangeText({ url: null, from: '4f2a9c1', to: '9b1d0e7', count: 1 })).toBe(
      '4f2a9c1..9b1d0e7 (1 commit)',
    );
    expect(commitRangeText({ url: null, from: 'v1.0', to: 'v1.1', count: null })).toBe('v1.0..v1.1');
  });

  it('is none of one commit, or without an end', () => {
    const ends = { url: null, count: 3, from: 'v1', to: 'v2' };
    expect(commitRangeText({ ...ends, to: 'v1' })).toBeNull();
    expect(commitRangeText({ ...ends, from: null })).toBeNull();
    expect(commitRangeText({ ...ends, to: null })).toBeNull();
  });

  it('has ten digits of a whole hash, and all of anything else', () => {
    expect(shortCommit('0123456789abcdef0123456789abcdef01234567')).toBe('0123456789');
    expect(shortCommit('0123456789abcdef0123456789abcdef0123456')).toHaveLength(39);
    expect(shortCommit('release-2026-11-20-with-a-name-of-40-chars')).toHaveLength(42);
  });
});
