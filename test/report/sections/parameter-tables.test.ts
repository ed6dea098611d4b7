import { describe, expect, it } from 'vitest';
import type { RunMeasures } from '../../../src/model/run-measures.ts';
import type { Block, TableBlock } from '../../../src/model/section.ts';
import { cpuUsage, coreUtilisation } from '../../../src/report/sections/cpu-usage.ts';
import { parameterComparison, ratioCell } from '../../../src/report/sections/parameter-comparison.ts';
import { makeReports, makeRun } from '../../history/make-run.ts';
import { defaultProject } from '../../../src/model/documents/project.ts';
import { noFiles } from '../../../src/report/sections/section-rule.ts';

const plain = (text: string | null | undefined): string | null => text?.replaceAll('\u00a0', ' ') ?? null;

/** A run of benchmarks: the mean of each, in milliseconds, as ten samples without any spread have it. */
function benchmarks(means: Readonly<Record<string, number>>): RunMeasures {
  const run = makeRun({
    day: 1,
    endpoints: Object.fromEntries(Object.entries(means).map(([name, p50]) => [name, { p50 }])),
  });
  const response = run.response.map((row) => ({
    ...row,
    timedCount: 10,
    latencyMs: row.latencyMs && { ...row.latencyMs, mean: means[row.endpoint] ?? null, stddev: 0 },
  }));
  return { ...run, kind: 'benchmark', response };
}

const tables = (blocks: readonly Block[]): TableBlock[] =>
  blocks.flatMap((block) => (block.kind === 'table' ? [block] : []));
const cells = ({ columns, rows }: TableBlock): (string | null)[][] =>
  rows.map((row) => columns.map(({ key }) => plain(row[key]?.text)));

describe('the ratio of two means', () => {
  const measured = (mean: number, deviation: number | null = null, n: number | null = null) => ({
    name: '',
    scenario: 's',
    files: [],
    mean,
    deviation,
    n,
  });

  it('has an interval where both have a spread', () => {
    const base = measured(100);
    expect(ratioCell(base, measured(205)).text).toBe('2.05 ×');
    expect(ratioCell(base, measured(205)).note).toBeUndefined();
    expect(ratioCell(base, base).text).toBe('1 (base)');
    // Two values each, 1% apart from the mean: see the comparison of benchmarks by parameter.
    const spread = (mean: number): ReturnType<typeof measured> => measured(mean, mean * 0.01 * Math.SQRT2, 2);
    expect(plain(ratioCell(spread(100), spread(50)).text)).toBe('0.500 ×');
    expect(plain(ratioCell(spread(100), spread(50)).note)).toBe('0.470 to 0.531');
  });

  it('is none of what was not measured, or of 0', () => {
    expect(ratioCell(undefined, measured(5)).text).toBe('–');
    expect(ratioCell(measured(5), undefined).text).toBe('–');
    expect(ratioCell(measured(0), measured(5)).text).toBe('–');
  });
});

describe('benchmarks by parameter', () => {
  it('has a row for each value, and a column for the ratio of each further variant', () => {
    const blocks = parameterComparison(
      benchmarks({
        ...{ 'Sort/std/10': 2, 'Sort/std/100': 20 },
        ...{ 'Sort/radix/10': 1, 'Sort/radix/100': 5 },
      }),
    );
    expect(blocks[0]).toEqual({ kind: 'heading', text: 'Benchmarks by parameter' });
    const [table] = tables(blocks) as [TableBlock];
    expect(table).toMatchObject({ id: 'by-parameter-1', caption: 'Time per iteration of Sort by parameter' });
    expect(table.columns.map(({ label, unit }) => [label, unit])).toEqual([
      ['parameter', undefined],
      ['std', 'ms'],
      ['radix', 'ms'],
      ['radix : std', undefined],
    ]);
    expect(cells(table)).toEqual([
      ['10', '2', '1', '0.500 ×'],
      ['100', '20', '5', '0.250 ×'],
    ]);
    expect(table.rows[0]?.['value-0']?.provenance).toEqual({
      source: 'exact',
      relativeError: 0,
      n: 10,
      files: ['shop/requests.csv'],
      estimator: 'arithmetic mean',
    });
  });

  it('leaves open what a variant was not measured at', () => {
    const [table] = tables(
      parameterComparison(
        benchmarks({
          ...{ 'Map(n: 10, kind: hash)': 2, 'Map(n: 10, kind: tree)': 5 },
          'Map(n: 1000, kind: tree)': 30,
        }),
      ),
    );
    expect(table!.columns.map(({ label }) => label)).toEqual([
      'n',
      'kind = hash',
      'kind = tree',
      'kind = tree : kind = hash',
    ]);
    expect(cells(table!)).toEqual([
      ['10', '2', '5', '2.50 ×'],
      ['1,000', '–', '30', '–'],
    ]);
  });

  it('compares words with the first of them', () => {
    const [table] = tables(parameterComparison(benchmarks({ 'Map [kind=hash]': 2, 'Map [kind=tree]': 5 })));
    expect(table!.caption).toBe('Time per iteration of Map');
    expect(table!.columns.map(({ label }) => label)).toEqual([
      'Variant',
      'Time per iteration',
      'Ratio to kind = hash',
    ]);
    expect(cells(table!)).toEqual([
      ['kind = hash', '2', '1 (base)'],
      ['kind = tree', '5', '2.50 ×'],
    ]);
  });

  it('compares one variant with its smallest value', () => {
    const [table] = tables(parameterComparison(benchmarks({ 'Copy/size=8': 4, 'Copy/size=4': 2 })));
    expect(table!.columns.map(({ label }) => label)).toEqual([
      'size',
      'Time per iteration',
      'Ratio to size = 4',
    ]);
    expect(cells(table!)).toEqual([
      ['4', '2', '1 (base)'],
      ['8', '4', '2 ×'],
    ]);
  });

  it('shows three tables at once, twelve in all, and says how many more there are', () => {
    const families = (count: number): Block[] =>
      parameterComparison(
        benchmarks(
          Object.fromEntries(
            Array.from({ length: count }, (_, i) => String.fromCharCode(65 + i)).flatMap((name) => [
              [`${name}name/size=4`, 2],
              [`${name}name/size=8`, 4],
            ]),
          ),
        ),
      );
    const shape = (blocks: readonly Block[]): string[] =>
      blocks.map((block) =>
        block.kind === 'fold' ? `fold ${block.summary} ${block.blocks.length}` : block.kind,
      );
    expect(shape(families(3)).filter((kind) => kind !== 'figure')).toEqual([
      'heading',
      'table',
      'table',
      'table',
    ]);
    expect(shape(families(4)).filter((kind) => kind !== 'figure')).toEqual([
      ...['heading', 'table', 'table', 'table'],
      'fold 1 more benchmarks by parameter 1',
    ]);
    const many = families(14);
    expect(shape(many)).toContain('fold 9 more benchmarks by parameter 9');
    expect(many).toContainEqual({ kind: 'text', text: '2 more are in the tables above only.' });
    expect(families(12).some(({ kind }) => kind === 'text')).toBe(false);
  });

  it('is nothing without such names', () => {
    expect(parameterComparison(benchmarks({ parse: 1, print: 2 }))).toEqual([]);
  });
});

describe('CPU use', () => {
  const row = { coresUsed: 1.7, cores: 4, busiestPercent: 98 };
  const of = (rest: object): string | null =>
    coreUtilisation({ ...row, ...rest } as Parameters<typeof coreUtilisation>[0]);

  it('names cores, their share, and the busiest', () => {
    expect(of({})).toBe('1.7 of 4 cores (43%), busiest 98%');
    expect(of({ busiestPercent: null })).toBe('1.7 of 4 cores (43%)');
    expect(of({ cores: null })).toBe('1.7 cores, busiest 98%');
    expect(of({ coresUsed: null })).toBeNull();
  });

  const table = (...cpu: readonly object[]): TableBlock => {
    const [report] = makeReports([makeRun({ day: 1, cpu: 40 })]);
    const rows = cpu.map((one) => ({ ...report!.measures.cpu[0]!, ...one }));
    const measures = { ...report!.measures, cpu: rows };
    const blocks = cpuUsage.blocks({
      report: { ...report!, measures },
      project: defaultProject,
      files: noFiles,
    });
    return tables(blocks)[0] ?? expect.fail();
  };

  it('has a row for each scenario, and names files where a scenario has several', () => {
    expect(cells(table({}))).toEqual([['shop', '40', '52', '–']]);
    expect(cells(table({ scenario: null }, { scenario: 'gone' }))).toEqual([
      ['Whole run', '40', '52', '–'],
      ['gone', '40', '52', '–'],
    ]);
    const notes = (...of: readonly object[]): (string | undefined)[] =>
      table(...of).rows.map(({ scenario }) => scenario?.note);
    expect(notes({}, { scenario: null })).toEqual([undefined, undefined]);
    expect(notes({ files: ['a', 'b'] }, { files: ['c'] }, { scenario: null })).toEqual([
      'a, b',
      'c',
      undefined,
    ]);
  });

  it('says what 100% is', () => {
    expect(table({}).note).toBe('100% is one core.');
    expect(table({ scale: 'host' }).note).toBe('100% is all cores.');
    expect(table({}, { scale: 'host' }).note).toBe('100% is one core. Other rows: 100% is all cores.');
  });
});
