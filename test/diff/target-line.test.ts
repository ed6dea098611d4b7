import { describe, expect, it } from 'vitest';
import { targetLine, toldTargets } from '../../src/diff/markdown/target-line.ts';
import type { DiffTarget } from '../../src/model/documents/diff.ts';
import { aRun } from './make-diff.ts';

/** A target of the 95th percentile that the head misses and the base met. */
const target = (rest: Partial<DiffTarget> = {}): DiffTarget => ({
  id: 'fast',
  base: 'met',
  head: 'not met',
  margin: -0.25,
  metric: 'response.p95',
  bound: { op: 'below', value: 200 },
  baseValue: 180,
  headValue: 250,
  ...rest,
});

/** The line as plain text, names in backquotes. */
const lineOf = (...targets: DiffTarget[]): string | null =>
  targetLine(aRun({ targets }))
    ?.map((node) =>
      node.type === 'inlineCode'
        ? `\`${node.value}\``
        : node.type === 'text'
          ? node.value
          : node.type === 'strong'
            ? '**'
            : '?',
    )
    .join('') ?? null;

describe('the line of targets', () => {
  it('names values, bound and verdict', () => {
    expect(lineOf(target())).toBe('** `fast` p95 180 → 250 ms (target: below 200 ms): not met');
    expect(lineOf(target({ label: 'Fast enough', endpoint: 'pay' }))).toBe(
      '** `Fast enough` p95 of `pay` 180 → 250 ms (target: below 200 ms): not met',
    );
  });

  it('says how the verdict of the head follows that of the base', () => {
    const stateOf = (base: DiffTarget['base'], head: DiffTarget['head']): string | undefined =>
      lineOf(target({ base, head }))?.split(': ').at(-1);
    expect(stateOf('not met', 'met')).toBe('now met');
    expect(stateOf('met', 'inconclusive')).toBe('inconclusive now');
    expect(stateOf('not met', 'not met')).toBe('still not met');
    expect(stateOf(null, 'not met')).toBe('not met');
    // What stays met, or is no worse known than before, is no news.
    for (const [base, head] of [
      ['met', 'met'],
      ['inconclusive', 'met'],
      ['inconclusive', 'inconclusive'],
      ['not met', 'inconclusive'],
    ] as const)
      expect(stateOf(base, head)).toBeUndefined();
  });

  it('shows values of two endpoints as such', () => {
    expect(lineOf(target({ endpoint: 'pay', baseEndpoint: 'browse' }))).toBe(
      '** `fast` p95 of `pay` 250 ms, base 180 ms of `browse` (target: below 200 ms): not met',
    );
  });

  it('names a percentile only of response times, and no bound that is unknown', () => {
    const rate = target({
      metric: 'throughput.requestsPerSecond',
      bound: undefined,
      baseValue: 60,
      headValue: 40,
    });
    expect(lineOf(rate)).toBe('** `fast` 60/s → 40/s: not met');
  });

  it('leaves out targets of older documents, whose metric is unknown', () => {
    expect(lineOf(target({ metric: undefined }))).toBeNull();
    expect(lineOf()).toBeNull();
  });

  it('tells of four targets, and counts the others', () => {
    const many = Array.from({ length: 5 }, (_, i) => target({ id: `t${i}` }));
    expect(lineOf(...many)).toMatch(/^\*\* `t0`.*; `t1`.*; `t2`.*; `t3`.*: not met; 1 more$/);
    expect(lineOf(...many.slice(0, 4))).toMatch(/`t3`[^;]*: not met$/);
    expect(toldTargets(aRun({ targets: many })).map(({ id }) => id)).toEqual(['t0', 't1', 't2', 't3']);
  });

  it('names four of the repeats that miss it', () => {
    const missed = (count: number): string | undefined =>
      lineOf(target({ missedBy: Array.from({ length: count }, (_, i) => `r${i}`) }))
        ?.split('not met')
        .at(-1);
    expect(missed(0)).toBe('');
    expect(missed(2)).toBe(' in `r0`, `r1`');
    expect(missed(4)).toBe(' in `r0`, `r1`, `r2`, `r3`');
    expect(missed(5)).toBe(' in `r0`, `r1`, `r2`, `r3` and 1 more repeat');
  });
});
