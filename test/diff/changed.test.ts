import { expect, it } from 'vitest';
import { changedMetrics, changedTargets, notableTargets } from '../../src/diff/changed.ts';
import type { DiffTarget } from '../../src/model/documents/diff.ts';
import { calm, metric } from './make-diff.ts';

it('changed metrics: regressions first, then confirmed ones, then large ones; a change from 0 is largest', () => {
  const one = (
    endpoint: string,
    verdict: 'worse' | 'better',
    certainty: 'confirmed' | 'suspected',
    relative: number | null,
  ): ReturnType<typeof metric> => metric({ endpoint, verdict, certainty, relative });
  const metrics = [
    one('f', 'better', 'suspected', -0.9),
    one('c', 'worse', 'suspected', 0.9),
    calm('quiet'),
    one('b', 'worse', 'confirmed', 0.1),
    one('e', 'better', 'confirmed', -0.2),
    one('a', 'worse', 'confirmed', null),
    one('d', 'better', 'confirmed', -0.3),
  ];
  expect(changedMetrics({ metrics }).map(({ endpoint }) => endpoint)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
});

it('targets that changed have a base verdict that differs; those that are not met are notable, too', () => {
  const targets = (
    [
      ['still met', 'met', 'met'],
      ['now met', 'not met', 'met'],
      ['now missed', 'met', 'not met'],
      ['still missed', 'not met', 'not met'],
      ['new', null, 'met'],
      ['new and missed', null, 'not met'],
      ['open', 'met', 'inconclusive'],
    ] as const
  ).map(([id, base, head]): DiffTarget => ({ id, base, head, margin: null }));
  expect(changedTargets({ targets }).map(({ id }) => id)).toEqual(['now met', 'now missed', 'open']);
  expect(notableTargets({ targets }).map(({ id }) => id)).toEqual([
    'now met',
    'now missed',
    'still missed',
    'new and missed',
    'open',
  ]);
});
