import { describe, expect, it } from 'vitest';
import { manifestSchema } from '../../src/model/documents/manifest.ts';
import { metricIds } from '../../src/model/metrics/metrics.ts';
import { projectSchema } from '../../src/model/documents/project.ts';
import { commentarySchema } from '../../src/model/documents/commentary.ts';
import { didYouMean } from '../../src/model/text/did-you-mean.ts';

describe('hints that cannot list all words', () => {
  it.each([
    ['docs/metrics.md', metricIds],
    ['docs/project.md', Object.keys(projectSchema.shape)],
    ['docs/run.md', Object.keys(manifestSchema.shape)],
    ['docs/commentary.md', Object.keys(commentarySchema.shape)],
  ])('name %s', (page, words) => {
    const hint = didYouMean('something-else-entirely', words)!;
    expect(hint.startsWith('Known: ')).toBe(true);
    expect(hint.endsWith(` … See ${page}.`)).toBe(true);
  });

  it('name none where all are listed, or no page has them', () => {
    expect(didYouMean('something-else-entirely', ['below', 'above'])).toBe('Known: `below`, `above`.');
    const unlisted = Array.from({ length: 13 }, (_, i) => `name-${i}`);
    expect(didYouMean('something-else-entirely', unlisted)).toMatch(/`name-11` …$/);
  });
});
