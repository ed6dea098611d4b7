import { expect, it } from 'vitest';
import { contextOf } from '../../src/history/context.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import { dice, makeRun, noisy } from './make-run.ts';

const next = dice(5);

/** A run with so many requests, and a p99 of 1.5 times its p95. */
const run = (day: number, p95: number, count: number): RunMeasures =>
  makeRun({ day, manifest: { commit: `c${day}` }, endpoints: { pay: { p50: 100, p95, count } } });

const history = Array.from({ length: 12 }, (_, day) => run(day, noisy(200, next), 600));

/** The certainty of p95 and p99 of a new build whose slowest requests take twice as long. */
const certainties = (heads: readonly RunMeasures[]): Record<string, string | null> => {
  const head = heads.at(-1)!;
  const { changes } = contextOf(head, [...history, ...heads.slice(0, -1)], new Map(), defaultProject, []);
  return Object.fromEntries(
    changes
      .filter(({ endpoint, metric }) => endpoint === 'pay' && /p9[59]$/.test(metric))
      .map(({ metric, certainty }) => [metric, certainty]),
  );
};

it('only suspects a percentile beyond which the new build has fewer than ten requests', () => {
  // 600 requests: 30 beyond the p95, 6 beyond the p99.
  expect(certainties([run(20, 400, 600)])).toEqual({
    'response.p95': 'confirmed',
    'response.p99': 'suspected',
  });
  expect(certainties([run(20, 400, 1_000)])).toEqual({
    'response.p95': 'confirmed',
    'response.p99': 'confirmed',
  });
});

it('says so', () => {
  const { changes } = contextOf(run(20, 400, 600), history, new Map(), defaultProject, []);
  const basis = changes.find(({ endpoint, metric }) => endpoint === 'pay' && metric === 'response.p99')?.basis
    .reasons;
  expect(basis).toEqual([
    {
      id: 'few-beyond-percentile',
      text: '6 requests lie beyond this percentile: not enough to confirm it',
    },
  ]);
});
