import { expect, it } from 'vitest';
import { repeatedTargets } from '../../src/diff/repeated-targets.ts';
import type { RunReport, TargetResult } from '../../src/model/run-report.ts';

const run = (id: string, ...targets: Partial<TargetResult>[]): RunReport =>
  ({ id, targets: targets.map((one) => ({ id: 'fast', ...one })) }) as unknown as RunReport;
const met = (margin: number): Partial<TargetResult> => ({ verdict: 'met', margin });
const missed = (margin: number | null): Partial<TargetResult> => ({ verdict: 'not met', margin });

const base = run('base-1', met(0.2));
const of = (shown: RunReport, ...others: RunReport[]) =>
  repeatedTargets({ shown: base, runs: [base] }, { shown, runs: [shown, ...others] });

it('the run that shows a build has its targets if all repeats meet them', () => {
  expect(of(run('b', met(0.1)), run('a', met(0.05)))).toEqual([
    { id: 'fast', base: 'met', head: 'met', margin: 0.1 },
  ]);
});

it('the repeat that misses a target by the most decides, and all that miss it are named', () => {
  const found = of(
    run('c', met(0.1)),
    run('b', missed(-0.1)),
    run('a', missed(-0.3)),
    run('d', missed(null)),
  );
  expect(found).toEqual([
    { id: 'fast', base: 'met', head: 'not met', margin: -0.3, missedBy: ['a', 'b', 'd'] },
  ]);
});

it('each target is judged by itself', () => {
  const shown = run('a', met(0.1), { id: 'small', ...met(0.5) });
  const other = run('b', met(0.1), { id: 'small', ...missed(-0.2) });
  expect(of(shown, other)).toEqual([
    { id: 'fast', base: 'met', head: 'met', margin: 0.1 },
    { id: 'small', base: null, head: 'not met', margin: -0.2, missedBy: ['b'] },
  ]);
});

it('a repeat of the base that misses a target decides for the base', () => {
  const worse = run('base-2', missed(-0.4));
  const head = run('h', met(0.1));
  expect(repeatedTargets({ shown: base, runs: [base, worse] }, { shown: head, runs: [head] })).toEqual([
    { id: 'fast', base: 'not met', head: 'met', margin: 0.1 },
  ]);
});
