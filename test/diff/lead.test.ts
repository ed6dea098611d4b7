import { describe, expect, it } from 'vitest';
import { diffMarkdown } from '../../src/diff/markdown/diff-markdown.ts';
import { aDiff, aRun, calm, metric, uncalled } from './make-diff.ts';

describe('the first lines of a diff', () => {
  it('says of twenty intervals that one may leave out 0 by chance', () => {
    const open = uncalled();
    const many = Array.from({ length: 19 }, (_, i) => calm(`e${i}`));
    const run = aRun({ verdict: 'no-change-shown', targets: [], metrics: [open, ...many] });
    // 5% of 20.
    expect(diffMarkdown(aDiff(run))).toContain('of 20 metrics, about 1 excludes 0 by chance');
  });

  it('states twice as much and half as much as factors', () => {
    const text = (relative: number): string =>
      diffMarkdown(aDiff(aRun({ metrics: [metric({ base: 100, head: 100 * (1 + relative), relative })] })));
    expect(text(1)).toContain('p95 100 → 200 ms (×2)');
    expect(text(0.99)).toContain('p95 100 → 199 ms (+99%)');
    expect(text(-0.5)).toContain('p95 100 → 50 ms (÷2)');
  });

  it.each([
    ['load tests', {}, 'Endpoints, scenarios'],
    ['benchmarks', { kind: 'benchmark' }, 'Benchmarks'],
    ['resources', { kind: 'resource' }, 'Values'],
  ] as const)('asks to measure again what a run of %s lacks', (_, kind, what) => {
    const run = aRun({ ...kind, verdict: 'cannot-tell', targets: [], metrics: [], vanished: ['pay'] });
    expect(diffMarkdown(aDiff(run))).toContain(
      `**Do now:** measure again. ${what} or targets of the base have no data in this run.`,
    );
  });
});
