import { describe, expect, it } from 'vitest';
import { diffMarkdown } from '../../src/diff/markdown/diff-markdown.ts';
import type { Diff } from '../../src/model/documents/diff.ts';
import { aDiff, aRun, calm } from './make-diff.ts';

describe('a comment on a pull request without a base, or that rewrites it', () => {
  it('asks for the runs of the base that a pull request removes or changes, not for nothing', () => {
    const quiet = aRun({ metrics: [calm('browse')], targets: [] });
    const doNow = (rest: object): string =>
      /Do now:\*\* ([^\\]+)\\/.exec(diffMarkdown({ ...aDiff(quiet), ...rest }))?.[1] ?? '';
    expect(doNow({})).toBe('nothing.');
    const asked = 'restore or accept the runs of the base named above.';
    expect(doNow({ removedRuns: ['r1'] })).toBe(asked);
    expect(doNow({ changedRuns: ['r1'] })).toBe(asked);
  });

  it('has nothing to compare the first run with, which is no inconclusive comparison', () => {
    const first = aRun({ base: null, metrics: [], targets: [], verdict: 'cannot-tell' });
    const heading = (diff: Diff): string | undefined => diffMarkdown(diff).split('\n')[0];
    expect(heading({ ...aDiff(first), verdict: 'cannot-tell' })).toBe(
      '## ◇ Performance: nothing to compare with',
    );
    const missed = { id: 'fast', base: null, head: 'not met', margin: -0.1 } as const;
    expect(heading({ ...aDiff({ ...first, targets: [missed] }), verdict: 'cannot-tell' })).toBe(
      '## ◇ Performance: nothing to compare with; 1 target not met',
    );
    const compared = aRun({ metrics: [], targets: [], verdict: 'cannot-tell' });
    expect(heading({ ...aDiff(compared), verdict: 'cannot-tell' })).toBe('## ◇ Performance: inconclusive');
  });
});
