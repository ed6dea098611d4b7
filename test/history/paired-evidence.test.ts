import { describe, expect, it } from 'vitest';
import { pairedEvidence, type PairedEvidence } from '../../src/history/evidence/paired-evidence.ts';
import type { Place } from '../../src/history/runs/annotation-scope.ts';
import { placeNumber } from '../../src/history/runs/metric-index.ts';
import type { RunPair } from '../../src/history/runs/pairs.ts';
import type { ResponseRow, RunMeasures } from '../../src/model/run-measures.ts';
import { metricValuesOf } from '../../src/report/measure/metric-values.ts';
import { makeRun } from './make-run.ts';

type Values = readonly (readonly [base: number, head: number])[];

const measure = { metric: 'measure.x', scenario: null, endpoint: null } as const;

function pairsOf(values: Values, runOf: (value: number, day: number) => RunMeasures): RunPair[] {
  return values.map(([base, head], i) => ({ base: runOf(base, 2 * i), head: runOf(head, 2 * i + 1) }));
}

const read = (value: number, day: number): RunMeasures =>
  makeRun({ day, measures: { [measure.metric]: { value } } });

const evidenceOf = (pairs: readonly RunPair[], place: Place): PairedEvidence | undefined =>
  pairedEvidence(pairs, [place]).get(placeNumber(place));

const about = (value: number): number => expect.closeTo(value, 6) as number;

describe('pairs of values', () => {
  it('are compared by the geometric mean of their ratios, however small they are', () => {
    // Ratios 2 and 4, around values of 0.25 and 0.5, and of 0.5 and 2.
    const found = evidenceOf(
      pairsOf(
        [
          [0.25, 0.5],
          [0.5, 2],
        ],
        read,
      ),
      measure,
    );
    expect(found).toMatchObject({ base: about(Math.sqrt(0.125)), head: about(1) });
    expect(found?.evidence.relative).toBeCloseTo(Math.sqrt(8) - 1, 12);
  });

  it('are those that both runs of a pair have', () => {
    const pairs = pairsOf(
      [
        [1, 2],
        [2, 3],
        [4, 9],
      ],
      read,
    );
    const bare = makeRun({ day: 50 });
    const missing: RunPair[] = [
      { base: bare, head: read(7, 51) },
      { base: read(7, 52), head: bare },
    ];
    expect(evidenceOf([...pairs, ...missing], measure)?.evidence).toMatchObject({
      pairs: 3,
      basis: { evidence: '3 pairs of interleaved runs' },
    });
    expect(evidenceOf(missing, measure)).toBeUndefined();
  });

  it('have a change without a test where there is one', () => {
    expect(evidenceOf(pairsOf([[4, 5]], read), measure)?.evidence).toMatchObject({
      relative: about(0.25),
      interval: null,
      p: null,
      isWithinRuns: true,
    });
  });

  it('confirm something from four on', () => {
    const isWithinRuns = (count: number): boolean | undefined =>
      evidenceOf(
        pairsOf(
          Array.from({ length: count }, (_, i) => [10 + i, 20 - i] as const),
          read,
        ),
        measure,
      )?.evidence.isWithinRuns;
    expect([isWithinRuns(3), isWithinRuns(4)]).toEqual([true, false]);
  });

  it('from a level of 0 have an interval in their own unit', () => {
    // Differences of 2 and 4: their mean has the standard error 1, and t of one degree of freedom is 12.7062.
    const found = evidenceOf(
      pairsOf(
        [
          [0, 2],
          [0, 4],
        ],
        read,
      ),
      measure,
    );
    expect(found?.evidence).toMatchObject({
      relative: Infinity,
      interval: { lower: about(3 - 12.706204736), upper: about(3 + 12.706204736) },
    });
  });

  it('of shares are compared by their difference', () => {
    const place = { metric: 'memory.growth', scenario: null, endpoint: 'Import' } as const;
    const grown = (growth: number, day: number): RunMeasures =>
      makeRun({ day, memory: { Import: { base: 100, peak: 500, final: 100 + 100 * growth } } });
    const found = evidenceOf(
      pairsOf(
        [
          [0.5, 0.75],
          [0.25, 0.5],
          [0, 0.25],
        ],
        grown,
      ),
      place,
    );
    expect(found).toMatchObject({ base: about(0.25), head: about(0.5) });
    expect(found?.evidence).toMatchObject({
      relative: about(0.25),
      interval: { lower: about(0.25), upper: about(0.25) },
    });
  });
});

describe('pairs of error rates', () => {
  const place = { metric: 'errors.rate', scenario: 'shop', endpoint: 'pay' } as const;
  const failed = (errors: number | null, day: number): RunMeasures => {
    const run = makeRun({ day, endpoints: { pay: { p50: 100, count: 1_000 } } });
    const response = run.response.map((row): ResponseRow => ({ ...row, errors }));
    return { ...run, response, metricValues: metricValuesOf({ ...run, response }) };
  };

  it('are those of all their requests', () => {
    // 30 and 210 of 3,000.
    const found = evidenceOf(
      pairsOf(
        [
          [10, 60],
          [12, 70],
          [8, 80],
        ],
        failed,
      ),
      place,
    );
    expect(found).toMatchObject({ base: about(0.01), head: about(0.07), rounding: 0 });
    expect(found?.evidence).toMatchObject({
      relative: about(0.06),
      pairs: 3,
      isWithinRuns: true,
      countHead: 1,
    });
  });

  it('leave out pairs of which one run counts no errors', () => {
    const known = pairsOf([[10, 60]], failed);
    const half = { base: failed(10, 8), head: failed(null, 9) };
    expect(evidenceOf([...known, half], place)?.evidence.pairs).toBe(1);
    expect(evidenceOf([half], place)).toBeUndefined();
  });

  it('learn how errors vary from other endpoints', () => {
    const six = pairsOf(
      [20, 25, 15, 22, 18, 20].map((errors) => [errors, 30] as const),
      (errors, day) => {
        const both = makeRun({
          day,
          endpoints: { pay: { p50: 100, count: 1_000 }, list: { p50: 9, count: 1_000 } },
        });
        // The errors of the other endpoint hardly vary.
        const response = both.response.map((row): ResponseRow => ({
          ...row,
          errors: row.endpoint === 'pay' ? errors : 50 + (day % 3),
        }));
        return { ...both, response, metricValues: metricValuesOf({ ...both, response }) };
      },
    );
    // Alone, with the usual dispersion: (5 * 1 + 4 * 10) / 9 = 5, and the test of t as in error_rates.py.
    const alone = evidenceOf(six, place)?.evidence.p ?? NaN;
    expect(alone).toBeCloseTo(0.1550286712, 9);
    const beside = pairedEvidence(six, [place, { ...place, endpoint: 'list' }]).get(placeNumber(place));
    expect(beside?.evidence.p).toBeLessThan(alone);
  });
});
