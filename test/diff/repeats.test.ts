import { describe, expect, it } from 'vitest';
import { diffMarkdown } from '../../src/diff/markdown/diff-markdown.ts';
import { markRepeats } from '../../src/diff/repeats.ts';
import type { DiffMetric, DiffRun } from '../../src/model/documents/diff.ts';

const slower = (endpoint: string, certainty: 'confirmed' | 'suspected', head = 250): DiffMetric => ({
  metric: 'response.p95',
  scenario: 'shop',
  endpoint,
  base: 200,
  head,
  relative: head / 200 - 1,
  interval: [0.2, 0.3],
  verdict: 'worse',
  certainty,
  basis: 'history of 12 runs',
});

const repeat = (head: string, metrics: readonly DiffMetric[], rest: Partial<DiffRun> = {}): DiffRun => ({
  base: 'old-3',
  head,
  comparable: true,
  reasons: [],
  verdict: 'worse',
  targets: [],
  metrics: [...metrics],
  configuration: [],
  findings: { new: [], gone: [] },
  recommendations: [],
  words: [],
  ...rest,
});

const builds: Record<string, string> = { other: 'commit b' };
const marked = (...runs: DiffRun[]): DiffRun[] => markRepeats(runs, (run) => builds[run] ?? 'commit a');
const shownBy = (...runs: DiffRun[]): (string | null)[] =>
  marked(...runs).map(({ repeatOf }) => repeatOf ?? null);

describe('markRepeats', () => {
  it('shows a build by its latest repeat where all say the same', () => {
    const same = [slower('pay', 'confirmed')];
    expect(shownBy(repeat('r1', same), repeat('r2', same), repeat('r3', same))).toEqual(['r3', 'r3', null]);
  });

  it('shows it by the repeat with the most that is proven, else with the most missed targets', () => {
    const proven = repeat('r1', [slower('pay', 'confirmed')]);
    const possible = repeat('r2', [slower('pay', 'suspected'), slower('find', 'suspected')]);
    expect(shownBy(proven, possible)).toEqual([null, 'r1']);
    const missed = repeat('r3', [], { targets: [{ id: 'p95', base: 'met', head: 'not met', margin: -0.1 }] });
    expect(shownBy(missed, possible)).toEqual([null, 'r3']);
  });

  it('shows it by the largest regression where all have as many', () => {
    const [most, less] = [250, 240].map((head) => [slower('pay', 'confirmed', head)]);
    expect(shownBy(repeat('r1', most!), repeat('r2', less!))).toEqual([null, 'r1']);
    expect(shownBy(repeat('r1', less!), repeat('r2', most!))).toEqual(['r2', null]);
  });

  it.each<[string, Partial<DiffRun>]>([
    ['another baseline', { base: 'old-2' }],
    ['no baseline', { base: null }],
    ['another environment', { comparable: false }],
    ['another configuration', { configuration: [{ key: 'system.cpu', from: '2', to: '4' }] }],
    ['an endpoint that is gone', { vanished: ['pay'] }],
    ['data that could not be judged', { unjudged: ['memory is not recorded'] }],
    [
      'a regression that its own comparison lacks',
      {
        unseen: [
          { metric: 'response.p95', scenario: null, endpoint: null, certainty: 'confirmed', text: 'slower' },
        ],
      },
    ],
  ])('leaves a repeat with %s by itself', (_, rest) => {
    expect(shownBy(repeat('r1', [], rest), repeat('r2', []), repeat('r3', []))).toEqual([null, 'r3', null]);
  });

  it('keeps builds apart', () => {
    expect(shownBy(repeat('r1', []), repeat('other', []))).toEqual([null, null]);
  });
});

describe('the comment of a build with repeats', () => {
  const runs = marked(
    repeat('r1', [slower('pay', 'confirmed', 260)]),
    repeat('r2', [slower('pay', 'confirmed')], {
      targets: [{ id: 'p95', label: 'Fast pages', base: 'met', head: 'not met', margin: -0.1 }],
    }),
    repeat('r3', [{ ...slower('pay', 'confirmed', 201), verdict: 'same', certainty: null }]),
  );
  const text = diffMarkdown({ schemaVersion: 1, verdict: 'worse', runs });

  it('has one section, and a row for each other repeat', () => {
    expect(text.match(/Do now:/g)).toHaveLength(1);
    expect(text).toContain('<details><summary>2 more repeats of this build</summary>');
    expect(text).toMatch(/\| `r1` \| 1 regression \| `pay` p95 200 → 260 ms \(\+30%\) \| +\|/);
    expect(text).toMatch(/\| `r3` \| 1 metric unchanged \| +\| +\|/);
  });

  it('accepts the regressions of all repeats', () => {
    const accepted = [...text.matchAll(/"action":"accept","run":"(\w+)"/g)].map(([, run]) => run);
    expect(accepted).toEqual(['r2', 'r1']);
  });

  it('shows a run whose stand-in is not in the document', () => {
    const alone = { ...repeat('r1', [slower('pay', 'confirmed')]), repeatOf: 'r1' };
    const other = { ...repeat('r4', []), repeatOf: 'r9' };
    const printed = diffMarkdown({ schemaVersion: 1, verdict: 'worse', runs: [alone, other] });
    expect(printed.match(/Do now:/g)).toHaveLength(2);
  });
});
