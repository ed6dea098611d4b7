import { expect, it } from 'vitest';
import { diffVerdict, quietVerdictText } from '../../src/diff/diff-verdict.ts';

it('nothing is inconclusive, unless told otherwise', () => {
  expect(diffVerdict([])).toBe('cannot-tell');
  expect(diffVerdict([], 'no-change-shown')).toBe('no-change-shown');
});

it('a regression and an improvement are mixed, one of them counts for all', () => {
  expect(diffVerdict(['worse', 'better'])).toBe('mixed');
  expect(diffVerdict(['mixed', 'same'])).toBe('mixed');
  expect(diffVerdict(['worse', 'same', 'same'])).toBe('worse');
  expect(diffVerdict(['better', 'cannot-tell', 'cannot-tell'])).toBe('better');
});

it('without a change it is the verdict of most, never the kindest', () => {
  expect(diffVerdict(['same', 'same'])).toBe('same');
  expect(diffVerdict(['same', 'no-change-shown'])).toBe('no-change-shown');
  expect(diffVerdict(['no-change-shown', 'no-change-shown', 'cannot-tell'])).toBe('no-change-shown');
  expect(diffVerdict(['same', 'cannot-tell', 'cannot-tell'])).toBe('cannot-tell');
});

it('metrics without a change are summed up in words, those with one left out', () => {
  const text = (...verdicts: Parameters<typeof diffVerdict>[0]): string =>
    quietVerdictText(verdicts.map((verdict) => ({ verdict })));
  expect(text('worse', 'same')).toBe('unchanged');
  expect(text('worse')).toBe('no change detected');
  expect(text('better', 'cannot-tell')).toBe('inconclusive');
});
