import { expect, it } from 'vitest';
import { pairRuns } from './runner/pair-runs.ts';

it('measures pairs in both orders, each base run next to its head run', () => {
  const runs = pairRuns({ base: 'old', head: 'new' }, 3);
  expect(runs.map(({ name }) => name)).toEqual(['old-b1', 'new-h1', 'new-h2', 'old-b2', 'old-b3', 'new-h3']);
  expect(runs.flatMap(({ pair }) => pair ?? [])).toEqual(['new-h1', 'new-h2', 'new-h3']);
  expect(runs.filter(({ side }) => side === 'head').every(({ pair }) => pair === undefined)).toBe(true);
});
