import { describe, expect, it } from 'vitest';
import { releaseMarkdown } from '../../src/diff/markdown/release-markdown.ts';
import type { DiffRun } from '../../src/model/documents/diff.ts';
import type {
  ReleaseChanges,
  ReleaseShift,
  ReleaseWork,
} from '../../src/model/documents/release-document.ts';

const diff: DiffRun = {
  base: 'run-1',
  head: 'run-2',
  comparable: true,
  reasons: [],
  verdict: 'no-change-shown',
  targets: [],
  metrics: [],
  configuration: [],
  findings: { new: [], gone: [] },
  recommendations: [],
  words: [],
};

const work = (i: number): ReleaseWork => ({
  id: `cache-${i}`,
  text: `Cache prices ${i}`,
  doneIn: 'run-2',
  metric: null,
  expected: -0.3,
  measured: null,
  verdict: null,
});

const shift = (endpoint: string, relative: number): ReleaseShift => ({
  metric: 'response.p95',
  scenario: 'shop',
  endpoint,
  base: 100,
  head: 100 * (1 + relative),
  relative,
  interval: null,
  verdict: relative > 0 ? 'worse' : 'better',
  certainty: 'confirmed',
  basis: '',
  since: 'run-2',
  status: 'open',
  reason: null,
});

function markdown(levelShifts: readonly ReleaseShift[], recommendations: readonly ReleaseWork[]): string {
  const changes: ReleaseChanges = {
    schemaVersion: 1,
    release: 'v2',
    former: 'v1',
    head: 'run-2',
    base: 'run-1',
    comparable: true,
    reasons: [],
    verdict: 'no-change-shown',
    targets: [],
    worse: [],
    better: [],
    unchanged: 0,
    inconclusive: 0,
    levelShifts: [...levelShifts],
    recommendations: [...recommendations],
    configuration: [],
  };
  return releaseMarkdown(changes, diff);
}

describe('a release as Markdown', () => {
  it('names both releases and their last runs', () => {
    const text = markdown([], []);
    expect(text).toContain('Release `v2` compared with `v1`, by their last runs `run-2` and `run-1`.');
    expect(text).toContain('No level shift begins with this release.');
    expect(text).not.toContain('Recommendations carried out');
  });

  it('lists regressions first, then by size', () => {
    const text = markdown([shift('a', 0.1), shift('b', -0.5), shift('c', 0.2)], []);
    const places = ['`c`', '`a`', '`b`'].map((name) => text.indexOf(name));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('lists 50 rows at most, and how many more there are', () => {
    const works = Array.from({ length: 52 }, (_, i) => work(i));
    expect(markdown([], works)).toMatch(/Cache prices 49 [^]*\n\nAnd 2 more\.\n/);
    expect(markdown([], works.slice(0, 50))).not.toContain('more.');
  });
});
