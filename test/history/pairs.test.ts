import { describe, expect, it } from 'vitest';
import { at, present } from '../../src/model/checked.ts';
import type { DiffMetric, DiffRun } from '../../src/model/documents/diff.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import { diffRuns } from '../../src/diff/diff-runs.ts';
import { pairedEvidence } from '../../src/history/evidence/paired-evidence.ts';
import { placeNumber } from '../../src/history/runs/metric-index.ts';
import { pairsOf, pairWarnings } from '../../src/history/runs/pairs.ts';
import { pairedTest } from '../../src/stats/paired-test.ts';
import { noPrior } from '../../src/stats/variance-prior.ts';
import { makeReports, makeRun } from './make-run.ts';

/** Base and head runs in turns, each second pair the other way round; the machine's hour moves by a third. */
function interleaved(
  count: number,
  slower: number,
  isBesideNoise = false,
): { base: RunMeasures[]; all: RunMeasures[] } {
  const run = (id: string, day: number, commit: string, p50: number, pair?: string): RunMeasures =>
    makeRun({
      id,
      day,
      manifest: { commit, ...(pair !== undefined && { pair }) },
      // What varies by itself: a factor of up to ten from run to run.
      endpoints: {
        pay: { p50 },
        ...(isBesideNoise && { render: { p50: 10 * 10 ** (((day * 1_009) % 7) / 7) } }),
      },
    });
  const base = [run('before', 1, 'old', 100)];
  const pairs = Array.from({ length: count }, (_, i) => {
    const machine = 1 + 0.3 * (i % 3);
    const [first, second] = [5 + i / 100, 5 + i / 100 + 1 / 1000];
    const isReversed = i % 2 === 1;
    const noise = 1 + 0.01 * ((i * 7) % 3);
    return [
      run(`b${i}`, isReversed ? second : first, 'old', 100 * machine, `h${i}`),
      run(`h${i}`, isReversed ? first : second, 'new', 100 * machine * slower * noise),
    ];
  }).flat();
  return { base, all: [...base, ...pairs] };
}

function entriesOf(count: number, slower: number, isBesideNoise = false): readonly DiffRun[] {
  const { base, all } = interleaved(count, slower, isBesideNoise);
  return diffRuns(makeReports(base), makeReports(all), defaultProject, []).runs;
}

const medianOf = ({ metrics }: DiffRun): DiffMetric =>
  present(
    metrics.find(({ metric, endpoint }) => metric === 'response.p50' && endpoint === 'pay'),
    'the median is compared',
  );

describe('pairs', () => {
  it('call no change that rounding of reported values can make', () => {
    const printed = (run: RunMeasures, value: number): RunMeasures => ({
      ...run,
      metricValues: run.metricValues.map((one) =>
        one.metric === 'response.p50' && one.endpoint === 'pay'
          ? { ...one, value, interval: null, tolerance: 0.5, source: 'reported' as const }
          : one,
      ),
    });
    const { base, all } = interleaved(8, 1);
    // Whole milliseconds: 2 may be 2.4, and 3 may be 2.6; 2 and 4 are two.
    const changed = (head: number): DiffMetric => {
      const rounded = (run: RunMeasures): RunMeasures => printed(run, run.id.startsWith('h') ? head : 2);
      const [before, after] = [base.map(rounded), all.map(rounded)];
      return medianOf(at(diffRuns(makeReports(before), makeReports(after), defaultProject, []).runs, 0));
    };
    expect(changed(3).verdict).toBe('cannot-tell');
    expect(changed(4).verdict).toBe('worse');
  });

  it('show the change of a steady endpoint beside one that varies by itself', () => {
    const alone = medianOf(at(entriesOf(8, 1.08), 0));
    const beside = medianOf(at(entriesOf(8, 1.08, true), 0));
    expect(alone).toMatchObject({ verdict: 'worse', certainty: 'confirmed' });
    expect(beside).toMatchObject({ verdict: 'worse', certainty: 'confirmed', interval: alone.interval });
  });

  it('are one entry for all repeats, judged whatever the machine does', () => {
    const entries = entriesOf(8, 1.1);
    expect(entries).toHaveLength(1);
    expect(medianOf(at(entries, 0))).toMatchObject({
      design: 'paired',
      pairs: 8,
      verdict: 'worse',
      certainty: 'confirmed',
    });
    expect(medianOf(at(entries, 0)).relative).toBeCloseTo(0.11, 2);
  });

  it('suspect at most where there are fewer than four', () => {
    expect(medianOf(at(entriesOf(3, 1.5), 0))).toMatchObject({ verdict: 'worse', certainty: 'suspected' });
    expect(at(entriesOf(3, 1.5), 0).reasons).toContain('3 pairs: fewer than 4 confirm nothing');
  });

  it('call nothing where nothing changed', () => {
    expect(medianOf(at(entriesOf(8, 1), 0)).verdict).not.toBe('worse');
  });

  it('moderate the spread of their differences by that of other metrics', () => {
    // Logarithms differ by 0.1, 0.3 and 0.2 (variance 0.01), those of browse by -0.1, 0.1 and 0.3 (variance 0.04, two
    // degrees of freedom). scipy, by the definitions of docs/statistics.md: a prior of 0.0346 with 1.64 degrees.
    const run = (day: number, pay: number, browse: number): RunMeasures =>
      makeRun({
        day,
        endpoints: {
          pay: { p50: 100 * Math.exp(pay) },
          browse: { p50: 20 * Math.exp(browse) },
        },
      });
    const pairs = [
      { base: run(1, 0, 0), head: run(2, 0.1, -0.1) },
      { base: run(3, 0, 0), head: run(4, 0.3, 0.1) },
      { base: run(5, 0, 0), head: run(6, 0.2, 0.3) },
    ];
    const places = ['pay', 'browse'].map(
      (endpoint) => ({ metric: 'response.p50', scenario: 'shop', endpoint }) as const,
    );
    const found = pairedEvidence(pairs, places);
    const pay = present(found.get(placeNumber(at(places, 0))), 'pay is in all pairs');
    expect(pay.evidence.p).toBeCloseTo(0.081990664, 8);
  });

  it('compare values that are sometimes 0 by their mean difference', () => {
    const place = { metric: 'measure.queued', scenario: null, endpoint: null } as const;
    const of = (...values: readonly (readonly [base: number, head: number])[]) => {
      const runs = values.map(([base, head], i) => ({
        base: makeRun({ day: 2 * i, measures: { 'measure.queued': { value: base } } }),
        head: makeRun({ day: 2 * i + 1, measures: { 'measure.queued': { value: head } } }),
      }));
      return present(pairedEvidence(runs, [place]).get(placeNumber(place)), 'it is in all pairs');
    };
    // Means 4 and 6. scipy.stats.ttest_rel([2, 8, 8], [0, 4, 8]): t = 1.7320508, p = 0.2254033.
    const found = of([0, 2], [4, 8], [8, 8]);
    expect([found.base, found.head, found.evidence.relative]).toEqual([4, 6, 0.5]);
    expect(found.evidence.p).toBeCloseTo(0.2254033, 6);
    // The mean of 2, 4 and 0 is 2, its standard error sqrt(4 / 3); t of two degrees of freedom is 4.3026527.
    const half = (4.3026527 * Math.sqrt(4 / 3)) / 4;
    expect(found.evidence.interval?.lower).toBeCloseTo(0.5 - half, 6);
    expect(found.evidence.interval?.upper).toBeCloseTo(0.5 + half, 6);
    // From 0 there is no ratio, but a direction.
    expect(of([0, 2], [0, 4]).evidence.relative).toBe(Infinity);
    expect(of([0, 0], [0, 0]).evidence.relative).toBe(0);
  });

  it('warn where only one order was measured', () => {
    const { all } = interleaved(6, 1);
    const head = present(all.at(-1), 'there are runs');
    const pairs = pairsOf(head, all);
    expect(pairWarnings(pairs)).toEqual([]);
    const oneWay = pairs.filter((_, i) => i % 2 === 0);
    expect(pairWarnings([...oneWay, ...oneWay]).join()).toContain('the same order');
  });
});

describe('pairedTest', () => {
  it('is the paired t test', () => {
    // scipy.stats.ttest_rel([1.1, 2.3, 2.9, 4.2], [1, 2, 3, 4]): t = 1.4638501, p = 0.239443
    const test = present(pairedTest([0.1, 0.3, -0.1, 0.2], noPrior), 'four differences have a test');
    expect(test.difference / test.error).toBeCloseTo(1.46385, 5);
    expect(test.p).toBeCloseTo(0.239443, 5);
  });

  it('has nothing to say of one pair', () => {
    expect(pairedTest([0.5], noPrior)).toBeNull();
  });
});
