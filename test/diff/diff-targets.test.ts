import { expect, it } from 'vitest';
import { diffTargets } from '../../src/diff/diff-sides.ts';

it('targets of the head have their verdict and value in the base, and what is known of them', () => {
  const base = { id: 'fast', verdict: 'met', margin: 0.2, achieved: 400 } as const;
  const head = {
    id: 'fast',
    verdict: 'not met',
    margin: -0.1,
    label: 'Fast',
    metric: 'response.p95',
    bound: { op: 'below', value: 500 },
    achieved: 550,
    endpoint: 'pay',
  } as const;
  const of = { id: 'fast', head: 'not met', margin: -0.1 };
  expect(diffTargets([base], [head])).toEqual([
    {
      ...of,
      base: 'met',
      label: 'Fast',
      metric: 'response.p95',
      bound: { op: 'below', value: 500 },
      headValue: 550,
      baseValue: 400,
      endpoint: 'pay',
    },
  ]);
  expect(diffTargets([], [{ ...head, endpoint: '*' }])).toMatchObject([{ base: null, baseValue: null }]);
  expect(diffTargets([], [{ ...head, endpoint: '*' }])[0]).not.toHaveProperty('endpoint');
  // Public data of a run have nothing but the verdict and the margin.
  expect(diffTargets([base], [{ id: 'fast', verdict: 'not met', margin: -0.1 }])).toEqual([
    { ...of, base: 'met' },
  ]);
});
