import { describe, expect, it } from 'vitest';
import { diffMarkdown } from '../../src/diff/markdown/diff-markdown.ts';
import { isOfUnnamed } from '../../src/diff/markdown/lead.ts';
import { aDiff, aRun, calm, metric, uncalled } from './make-diff.ts';

describe('the first lines of a diff', () => {
  it('says of twenty intervals that one may leave out 0 by chance', () => {
    const open = uncalled();
    const many = Array.from({ length: 19 }, (_, i) => calm(`e${i}`));
    const run = aRun({ verdict: 'no-change-shown', targets: [], metrics: [open, ...many] });
    // 5% of 20.
    expect(diffMarkdown(aDiff(run))).toContain('about 1 of the 20 intervals excludes 0 by chance');
  });

  it('says in a row why its change is only possible, and nothing that is no reason', () => {
    const thin = '6 requests lie beyond this percentile: not enough to confirm it';
    const possible = metric({
      certainty: 'suspected',
      basis: `history of 12 runs in 4 sessions; 20% of the variance is between repeats; ${thin}`,
      evidence: 'history of 12 runs in 4 sessions',
      reasons: [{ id: 'few-beyond-percentile', text: thin }],
    });
    const text = diffMarkdown(aDiff(aRun({ metrics: [possible, metric({ endpoint: 'list' })] })));
    expect(text).toMatch(new RegExp(`\\| 12 runs in 4 sessions; ${thin} \\|$`, 'm'));
    expect(text).toMatch(/\| 12 runs \|$/m);
  });

  it('says why the largest difference is not called, whatever the reason', () => {
    const open = uncalled({
      reasons: [{ id: 'common-change', text: 'the interval excludes 0, but not after the common change' }],
    });
    expect(diffMarkdown(aDiff(aRun({ targets: [], metrics: [calm('list'), open] })))).toContain(
      'inconclusive; the interval excludes 0, but not after the common change',
    );
  });

  it('names what only one of the runs has, before any folded list', () => {
    const absent = metric({
      head: null,
      relative: null,
      interval: null,
      verdict: 'cannot-tell',
      certainty: null,
    });
    const apart = { vanished: ['pay'], appeared: ['a', 'b', 'c', 'd', 'e'] };
    const text = diffMarkdown(aDiff(aRun({ targets: [], metrics: [calm('list'), absent], ...apart })));
    const [first] = text.split('<details>');
    expect(first).toContain('**Endpoints:** no data for `pay`; new: `a`, `b`, `c`, `d` and 1 more');
    // What one run lacks was not compared, so it is not inconclusive.
    expect(first).toContain('1 metric unchanged, 1 in one run only');
    const lost = { kind: 'benchmark' as const, appeared: ['parse'] };
    expect(diffMarkdown(aDiff(aRun({ targets: [], ...lost })))).toContain('**Benchmarks:** new: `parse`');
  });

  it('states no difference of the configuration without a run to compare with', () => {
    const alone = aRun({ base: null, verdict: 'cannot-tell', targets: [], metrics: [], configuration: [] });
    expect(diffMarkdown(aDiff(alone))).not.toContain('Configuration');
    expect(diffMarkdown(aDiff({ ...alone, base: 'run-1' }))).toContain('**Configuration:** no difference');
  });

  it('does not name the scenario of a run that has none', () => {
    const rate = { metric: 'throughput.requestsPerSecond' as const, endpoint: null, base: 30, head: 25 };
    const worse = metric({ ...rate, scenario: 'default', relative: -1 / 6, interval: [-0.2, -0.1] });
    expect(diffMarkdown(aDiff(aRun({ targets: [], metrics: [worse] })))).toContain(
      'fix the regression of throughput 30/s → 25/s before merging',
    );
  });

  it('states changes as pages do', () => {
    const text = (relative: number): string =>
      diffMarkdown(aDiff(aRun({ metrics: [metric({ base: 100, head: 100 * (1 + relative), relative })] })));
    expect(text(1)).toContain('p95 100 → 200 ms (+100%)');
    expect(text(0.99)).toContain('p95 100 → 199 ms (+99%)');
    expect(text(-0.5)).toContain('p95 100 → 50 ms (−50%)');
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

describe('a diff without a named scenario', () => {
  const unnamed = (kind: 'benchmark' | null, ...scenarios: readonly (string | null)[]): boolean =>
    isOfUnnamed(
      aRun({
        ...(kind !== null && { kind }),
        metrics: scenarios.map((scenario) => metric({ scenario })),
      }),
    );

  it('is of load with the default one alone', () => {
    expect([unnamed(null, 'default', null), unnamed(null, 'shop'), unnamed(null, null)]).toEqual([
      true,
      false,
      false,
    ]);
    expect(unnamed(null, 'default', 'shop')).toBe(false);
  });

  it('is of benchmarks with one at most', () => {
    expect([unnamed('benchmark', 'shop'), unnamed('benchmark', null)]).toEqual([true, true]);
    expect(unnamed('benchmark', 'shop', 'night')).toBe(false);
  });
});
