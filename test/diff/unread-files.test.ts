import { describe, expect, it } from 'vitest';
import { diffMarkdown } from '../../src/diff/markdown/diff-markdown.ts';
import { aDiff, aRun } from './make-diff.ts';

describe('files that could not be read', () => {
  const text = (count: number): string =>
    diffMarkdown(aDiff(aRun({})), {
      unreadable: Array.from({ length: count }, (_, i) => `file${i} is damaged.`),
    });

  it('come first, three of them by name', () => {
    expect(text(1)).toContain('**Not read:** file0 is damaged. Correct this first');
    expect(text(3)).toContain('file2 is damaged. Correct this first');
    expect(text(4)).toContain('file2 is damaged. 1 more problem. Correct this first');
    expect(text(5)).toContain('2 more problems.');
    expect(text(5)).not.toContain('file3');
    expect(text(0)).not.toContain('Not read');
  });
});
