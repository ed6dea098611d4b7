import { expect, it } from 'vitest';
import { shiftSentence } from '../../src/report/words/shift-text.ts';

/** Quantiles that moved up or down for certain, or not. */
const sentence = (...moves: readonly [share: number, relative: number, isSure?: boolean][]): string =>
  shiftSentence({
    quantiles: moves.map(([share, relative, isSure = true]) => ({
      share,
      relative,
      interval: isSure
        ? { lower: relative - 0.01, upper: relative + 0.01 }
        : { lower: relative - 1, upper: relative + 1 },
    })),
  });

it('quantiles that moved alike are named together', () => {
  expect(sentence([0.5, 0.2], [0.9, 0.3], [0.95, 0.25])).toBe('every percentile rose (+20% to +30%)');
  expect(sentence([0.5, 0, false], [0.9, 0, false], [0.95, 0.4], [0.99, 0.52])).toBe(
    'p95 and above rose (+40% to +52%); no change detected in p90 and below',
  );
  expect(sentence([0.5, -0.4], [0.9, 0, false], [0.95, 0, false], [0.99, 0, false])).toBe(
    'the median fell (−40%); no change detected in p90 and above',
  );
  expect(sentence([0.5, 0, false], [0.9, 0.2], [0.95, 0.2], [0.99, 0, false])).toBe(
    'p90 to p95 rose (+20%); no change detected in the median, p99',
  );
  expect(sentence([0.5, -0.2], [0.9, -0.3], [0.95, 0.3], [0.999, 0.4])).toBe(
    'p90 and below fell (−30% to −20%); p95 and above rose (+30% to +40%)',
  );
  expect(sentence([0.5, 5.5], [0.95, 11])).toBe('every percentile rose (×6.5 to ×12)');
  expect(sentence([0.5, 0, false], [0.999, 0, false])).toBe('no change detected in every percentile');
  expect(sentence([0.5, 0, false], [0.999, 0.5])).toBe('p99.9 rose (+50%); no change detected in the median');
  expect(sentence()).toBe('');
});
