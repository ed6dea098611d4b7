import { describe, expect, it } from 'vitest';
import { releaseMarkdown } from '../../src/diff/markdown/release-markdown.ts';
import type {
  ReleaseChanges,
  ReleaseShift,
  ReleaseWork,
} from '../../src/model/documents/release-document.ts';
import { aRun } from './make-diff.ts';

const shift = (change: Partial<ReleaseShift> = {}): ReleaseShift => ({
  metric: 'response.p95',
  scenario: 'shop',
  endpoint: 'pay',
  base: 200,
  head: 250,
  relative: 0.25,
  interval: [0.2, 0.3],
  verdict: 'worse',
  certainty: 'confirmed',
  basis: '',
  since: 'run-2',
  status: 'open',
  reason: null,
  ...change,
});

const work = (change: Partial<ReleaseWork> = {}): ReleaseWork => ({
  id: 'cache',
  text: 'Cache prices',
  doneIn: 'run-2',
  metric: null,
  expected: -0.3,
  measured: -0.12,
  verdict: null,
  ...change,
});

/** The lines of the tables below a heading, without spaces that only pad or stick together. */
function rowsBelow(
  title: string,
  levelShifts: readonly ReleaseShift[],
  recommendations: readonly ReleaseWork[],
): string[] {
  const changes: ReleaseChanges = {
    schemaVersion: 1,
    release: 'v2',
    former: 'v1',
    head: 'run-2',
    base: 'run-1',
    comparable: true,
    reasons: [],
    verdict: 'worse',
    targets: [],
    worse: [],
    better: [],
    unchanged: 0,
    inconclusive: 0,
    levelShifts: [...levelShifts],
    recommendations: [...recommendations],
    configuration: [],
  };
  const text = releaseMarkdown(changes, aRun()).replaceAll('\u00a0', ' ').replaceAll('\u200b', '');
  const [, below = ''] = text.split(`### ${title}\n\n`);
  const [table = ''] = below.split('\n\n');
  return table
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.replaceAll(/ +/g, ' '));
}

describe('the level shifts of a release', () => {
  const rows = (...shifts: readonly ReleaseShift[]): string[] =>
    rowsBelow('Level shifts since the release before', shifts, []);

  it('have their numbers at the right', () => {
    expect(rows(shift())).toEqual([
      '| :- | :- | :- | -: | -: | -: | :- | :- | :- |',
      '| 95th percentile response time | `pay` | `shop` | 200 → 250 ms | +25% | +20% to +30% | regression | `run-2` | |',
    ]);
  });

  it('name neither all endpoints nor the only scenario, but what people said', () => {
    for (const scenario of [null, 'default'])
      expect(rows(shift({ endpoint: null, scenario, status: 'accepted', reason: 'as planned' })).at(1)).toBe(
        '| 95th percentile response time | all | | 200 → 250 ms | +25% | +20% to +30% | regression | `run-2` | accepted: as planned |',
      );
  });

  it('are 50 at most', () => {
    expect(rows(...Array.from({ length: 50 }, () => shift()))).toHaveLength(51);
    expect(rows(...Array.from({ length: 51 }, () => shift()))).toHaveLength(51);
  });
});

describe('the recommendations that a release carried out', () => {
  const rows = (...works: readonly ReleaseWork[]): string[] =>
    rowsBelow('Recommendations carried out', [], works);

  it('have what was expected and measured at the right', () => {
    expect(rows(work({ verdict: 'less than expected' }))).toEqual([
      '| :- | :- | -: | -: | :- |',
      '| Cache prices | `run-2` | −30% | −12% | smaller than expected |',
    ]);
  });

  it('have a dash for what is unknown', () => {
    expect(rows(work({ expected: null, measured: null })).at(1)).toBe(
      '| Cache prices | `run-2` | – | – | – |',
    );
  });
});
