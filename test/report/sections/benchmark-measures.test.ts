import { describe, expect, it } from 'vitest';
import type { MeasureRow, RunMeasures } from '../../../src/model/run-measures.ts';
import type { MetricChange } from '../../../src/model/run-report.ts';
import type { TableBlock } from '../../../src/model/section.ts';
import { benchmarkMeasures } from '../../../src/report/sections/benchmark-measures.ts';

const measure = (rest: Partial<MeasureRow>): MeasureRow => ({
  name: 'size',
  metric: 'measure.size',
  label: 'Size',
  unit: 'widgets',
  direction: 'lower',
  value: 5,
  n: 3,
  endpoint: 'sort',
  scenario: null,
  minimumEffect: null,
  files: ['bench.txt'],
  ...rest,
});
const tables = (
  measures: readonly MeasureRow[],
  changes: readonly Partial<MetricChange>[] = [],
  response: readonly object[] = [],
): TableBlock[] =>
  benchmarkMeasures({ measures, response } as unknown as RunMeasures, changes as unknown as MetricChange[]);
const texts = (table: TableBlock | undefined): unknown[] =>
  table?.rows.map((row) =>
    Object.values(row).map(({ text, note }) => (note === undefined ? text : [text, note])),
  ) ?? [];

describe('measures of benchmarks', () => {
  it('are a row for each benchmark and a column for each metric', () => {
    const [table] = tables([
      measure({}),
      measure({ endpoint: 'find', value: 7 }),
      measure({ metric: 'measure.depth', label: 'Depth', unit: '', direction: 'higher', value: 2 }),
    ]);
    expect(table?.columns.map(({ label, unit }) => [label, unit])).toEqual([
      ['Benchmark', undefined],
      ['Size', 'widgets'],
      ['Depth', undefined],
    ]);
    expect(texts(table)).toEqual([
      ['sort', '5', '2'],
      ['find', '7', '–'],
    ]);
    expect(table?.note).toBe('Size: lower is better. Depth: higher is better.');
  });

  it('name a unit only if the label is not the unit', () => {
    const [table] = tables([measure({ label: 'widgets', direction: 'unknown' })]);
    expect(table?.columns[1]).not.toHaveProperty('unit');
    expect(table).not.toHaveProperty('note');
  });

  it('are told from response times beside them', () => {
    const caption = (response: readonly object[]): unknown => tables([measure({})], [], response)[0]?.caption;
    expect([caption([]), caption([{}])]).toEqual([
      'Measurements of each benchmark',
      'Other measurements of each benchmark',
    ]);
  });

  it('are a further table from the seventh metric on', () => {
    const of = (count: number): unknown[] =>
      tables(
        Array.from({ length: count }, (_, i) => measure({ metric: `measure.m${i}`, label: `M${i}` })),
      ).map(({ id, columns }) => [id, columns.length]);
    expect(of(6)).toEqual([['benchmark-measures', 7]]);
    expect(of(7)).toEqual([
      ['benchmark-measures', 7],
      ['benchmark-measures-2', 2],
    ]);
  });

  it('are folded away from the 26th benchmark on', () => {
    const of = (count: number): TableBlock | undefined =>
      tables(Array.from({ length: count }, (_, i) => measure({ endpoint: `b${i}` })))[0];
    expect(of(25)?.rows).toHaveLength(25);
    expect(of(25)).not.toHaveProperty('folded');
    expect(of(27)?.folded).toMatchObject({ summary: '2 more' });
    expect(of(27)?.folded?.rows).toHaveLength(2);
  });

  it('are exact means of readings, else reported by the tool', () => {
    const cell = (rest: Partial<MeasureRow>): unknown =>
      tables([measure(rest)])[0]?.rows[0]?.['measure.size'];
    expect(cell({ readings: [4, 5, 6] })).toMatchObject({
      provenance: {
        source: 'exact',
        relativeError: 0,
        n: 3,
        estimator: 'arithmetic mean',
        files: ['bench.txt'],
      },
    });
    expect(cell({})).toMatchObject({
      provenance: { source: 'reported', relativeError: null, estimator: 'reported by the tool' },
    });
  });

  it('have half their interval beside them, unless all readings are equal', () => {
    // Mean 5, standard deviation 1, n = 3: t(0.975, 2) = 4.303 times 1 / sqrt(3) is 2.48, half of 5: 50%.
    const [table] = tables([measure({ readings: [4, 5, 6] })]);
    expect(texts(table)).toEqual([['sort', ['5', expect.stringMatching(/^±/)]]]);
    expect(table?.note).toBe('Size: lower is better. ±: half the 95% interval, by this run alone.');
    const [equal] = tables([measure({ readings: [5, 5, 5] })]);
    expect(texts(equal)).toEqual([['sort', '5']]);
    expect(equal?.note).toBe('Size: lower is better.');
  });
});

describe('a change of a measure', () => {
  const change: Partial<MetricChange> = {
    metric: 'measure.size',
    scenario: null,
    endpoint: 'sort',
    base: 4,
    head: 5,
    relative: 0.25,
    verdict: 'worse',
    certainty: 'confirmed',
  };
  const cell = (rest: Partial<MetricChange>): object | undefined =>
    tables([measure({})], [{ ...change, ...rest }])[0]?.rows[0]?.['measure.size'];

  it('is beside its value, in the tone of its verdict', () => {
    expect(cell({})).toMatchObject({ text: '5', note: '+25%', tone: 'bad' });
    expect(cell({})).not.toHaveProperty('isPossible');
    expect(cell({ verdict: 'better', certainty: 'suspected' })).toMatchObject({
      tone: 'good',
      isPossible: true,
    });
    expect(cell({ relative: null, base: 0 })).toMatchObject({ note: 'from 0' });
    expect(cell({ relative: null, base: null })).toMatchObject({ note: 'from 0' });
  });

  it('is that of its metric, benchmark and scenario, if one is reported', () => {
    const others: readonly Partial<MetricChange>[] = [
      { metric: 'measure.depth' },
      { scenario: 'other' },
      { endpoint: 'find' },
      { verdict: 'cannot-tell', certainty: null },
    ];
    for (const other of others) expect(cell(other)).not.toHaveProperty('note');
  });
});

describe('measures of a whole run', () => {
  it('are a table of their own, shares as percentages', () => {
    const whole = { name: 'checks', metric: 'measure.checks', label: 'Checks', direction: 'higher' } as const;
    const { endpoint: _, ...rest } = measure({ ...whole, unit: 'share', value: 0.975 });
    const { endpoint: __, ...other } = measure({});
    const found = tables([rest, other]);
    expect(found.map(({ id }) => id)).toEqual(['run-measures']);
    expect(texts(found[0]).map((row) => (row as unknown[]).slice(0, 3))).toEqual([
      ['Checks', '97.5', '%'],
      ['Size', '5', 'widgets'],
    ]);
    expect(tables([measure({})]).map(({ id }) => id)).toEqual(['benchmark-measures']);
  });
});
