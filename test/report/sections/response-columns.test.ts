import { describe, expect, it } from 'vitest';
import type { ResponseRow } from '../../../src/model/run-measures.ts';
import type { RunReport } from '../../../src/model/run-report.ts';
import {
  changeScale,
  hasTail,
  judgedPercentile,
  percentileLabel,
  stripDomain,
  stripScale,
  targetsOfRow,
} from '../../../src/report/sections/response-columns.ts';

const row = (min: number | null, p50: number | null, max: number | null): ResponseRow =>
  ({ latencyMs: { min, p50, max }, scenario: 'web', endpoint: 'pay' }) as unknown as ResponseRow;

describe('the percentile of the table', () => {
  const judged = (kind: string, ...metrics: readonly string[]): string =>
    judgedPercentile({
      targets: metrics.map((metric) => ({ metric })),
      measures: { kind },
    } as unknown as RunReport);

  it('is that of the first target on one that it has', () => {
    expect(judged('load', 'errors.rate', 'response.p99', 'response.p50')).toBe('p99');
    expect(judged('benchmark', 'response.p90')).toBe('p90');
  });

  it('is the 95th of requests and the median of benchmarks without one', () => {
    expect([judged('load', 'response.max'), judged('benchmark')]).toEqual(['p95', 'p50']);
  });

  it('has a name', () => {
    expect(['p50', 'p999', 'p98'].map(percentileLabel)).toEqual(['Median', '99.9th', 'p98']);
  });
});

describe('the 95th percentile of a row', () => {
  const of = (p95: number | null, timedCount: number | null): ResponseRow =>
    ({ latencyMs: { p95 }, timedCount }) as unknown as ResponseRow;

  it('is shown of requests, and of benchmarks with enough samples', () => {
    // The upper bound of a two-sided 95% interval of a 95th percentile needs 0.95^n <= 0.025: n >= 71.9.
    expect([hasTail(of(5, 1), 'load'), hasTail(of(null, 500), 'load')]).toEqual([true, false]);
    expect([hasTail(of(5, 71), 'benchmark'), hasTail(of(5, 72), 'benchmark')]).toEqual([false, true]);
    expect(hasTail(of(5, null), 'benchmark')).toBe(false);
  });
});

describe('targets of a row', () => {
  const target = (op: string, value: number, scope: object = {}, metric = 'response.p95'): object => ({
    metric,
    scope: { scenario: null, endpoint: null, ...scope },
    bound: { op, value },
  });
  const one = row(1, 2, 3);
  const found = (targets: readonly object[], transactions: readonly ResponseRow[] = []): number[] =>
    targetsOfRow({ targets, measures: { kind: 'load', transactions } } as unknown as RunReport, one).map(
      ({ bound }) => bound.value,
    );

  it('are upper bounds on the judged percentile, the strictest first', () => {
    const targets = [
      target('below', 300),
      target('atMost', 200),
      target('above', 100),
      target('atLeast', 100),
      target('below', 50, {}, 'response.p50'),
    ];
    expect(found(targets)).toEqual([200, 300]);
  });

  it('hold for its scenario and endpoint', () => {
    const of = (scope: object): number[] => found([target('below', 300, scope)]);
    expect([of({ scenario: 'web' }), of({ scenario: 'api' })]).toEqual([[300], []]);
    expect([of({ endpoint: 'pay' }), of({ endpoint: 'read' })]).toEqual([[300], []]);
  });

  it('hold for a transaction only if they name it', () => {
    const of = (scope: object): number[] => found([target('below', 300, scope)], [one]);
    expect([of({}), of({ scenario: 'web' }), of({ endpoint: 'pay' })]).toEqual([[], [], [300]]);
  });
});

describe('the range of the strips of a table', () => {
  it('goes from the shortest to the longest time above 0', () => {
    expect(stripDomain([row(2, 5, 90), row(1, 4, 80)], [])).toEqual([1, 90]);
    expect(stripDomain([row(0, 5, 90)], [])).toEqual([5, 90]);
    expect(stripDomain([row(null, 5, null), row(null, 9, null)], [])).toEqual([5, 9]);
  });

  it('includes bounds above it that are less than twenty times as high', () => {
    const domain = (...bounds: readonly number[]): unknown => stripDomain([row(1, 5, 10)], bounds);
    expect([domain(199), domain(200), domain(150, 180)]).toEqual([
      [1, 199],
      [1, 10],
      [1, 180],
    ]);
    expect([domain(0.5), domain(5)]).toEqual([
      [1, 10],
      [1, 10],
    ]);
  });

  it('is none without two different times', () => {
    expect(stripDomain([row(5, 5, 5)], [])).toBeNull();
    expect(stripDomain([row(0, null, 0)], [10])).toBeNull();
    expect(stripDomain([], [])).toBeNull();
  });
});

describe('the scale of the strips of a table', () => {
  const ms = { perMs: 1, isInCells: false };
  const ticks = (
    domain: readonly [number, number],
    bounds: readonly number[] = [],
    unit: { perMs: number; isInCells: boolean } = ms,
  ): unknown[] =>
    stripScale([...domain], bounds, unit).ticks.map((tick) => [
      Number(tick.at.toFixed(4)),
      tick.label.replace('\u00a0', ' '),
      ...(tick.isBound === true ? ['bound'] : []),
    ]);

  it('has powers of ten, on logarithms', () => {
    expect(ticks([1, 1_000])).toEqual([
      [0, '1'],
      [0.3333, '10'],
      [0.6667, '100'],
      [1, '1,000'],
    ]);
    // log(10 / 2) / log(50 / 2) = 0.5
    expect(ticks([2, 50])).toEqual([[0.5, '10']]);
  });

  it('has them in the unit of the table', () => {
    // 0.1 s and 1 s in 50 to 5,000 ms: log 2 / log 100 and log 20 / log 100.
    expect(ticks([50, 5_000], [], { perMs: 0.001, isInCells: false })).toEqual([
      [0.1505, '0.100'],
      [0.6505, '1'],
    ]);
    expect(ticks([50, 200], [], { perMs: 1, isInCells: true })).toEqual([[0.5, '100 ms']]);
  });

  it('has both ends where there is no power between them', () => {
    expect(ticks([2, 8])).toEqual([
      [0, '2'],
      [1, '8'],
    ]);
  });

  it('has the strictest bound in it, without powers that are close', () => {
    // 100 is at 0.6667 and 50 at 0.5663: too close. 10 is at 0.3333, 0.233 away.
    expect(ticks([1, 1_000], [50, 90])).toEqual([
      [0, '1'],
      [1, '1,000'],
      [0.5663, '50', 'bound'],
    ]);
    expect(ticks([1, 1_000], [2_000])).toHaveLength(4);
    expect(ticks([1, 1_000], [1_000])).toEqual([
      [0, '1'],
      [0.3333, '10'],
      [0.6667, '100'],
      [1, '1,000', 'bound'],
    ]);
    expect(ticks([1, 1_000], [1])).toEqual([
      [0.3333, '10'],
      [0.6667, '100'],
      [1, '1,000'],
      [0, '1', 'bound'],
    ]);
  });
});

describe('the scale of changes', () => {
  it('has no change in the middle, and the reach as a factor at both ends', () => {
    expect(changeScale(Math.log(2)).ticks).toEqual([
      { at: 0, label: '÷2' },
      { at: 0.5, label: '0' },
      { at: 1, label: '×2' },
    ]);
    expect(changeScale(Math.log(16)).ticks.map(({ label }) => label)).toEqual(['÷16', '0', '×16']);
    // Three characters would touch the middle.
    expect(changeScale(Math.log(1.52)).ticks.map(({ label }) => label)).toEqual(['÷1.5', '×1.5']);
  });
});
