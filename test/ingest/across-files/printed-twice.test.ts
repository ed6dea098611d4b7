import { describe, expect, it } from 'vitest';
import {
  isSummaryOf,
  withoutRepeatedJmhResults,
  withoutRepeatedMeasures,
  withoutRepeatedSummaries,
} from '../../../src/ingest/across-files/repeated-summaries.ts';
import { withUniqueNames } from '../../../src/ingest/across-files/unique-names.ts';
import type { Digest, EndpointDigest } from '../../../src/model/documents/digest.ts';

interface Times {
  mean?: number | null;
  min?: number | null;
  max?: number | null;
  p50?: number;
}

const row = (endpoint: string, rest: object = {}, { p50, ...times }: Times = {}): EndpointDigest =>
  ({
    scenario: null,
    endpoint,
    count: 100,
    errors: 2,
    errorTypes: [],
    latency: {
      source: 'reported',
      mean: 12.5,
      min: 1.25,
      max: 90.5,
      quantiles: p50 === undefined ? [] : [{ p: 0.5, value: p50, lower: null, upper: null }],
      ...times,
    },
    firstStartMs: null,
    slices: null,
    reportedRequestsPerSecond: null,
    ...rest,
  }) as unknown as EndpointDigest;

const digest = (file: string, endpoints: readonly EndpointDigest[], rest: object = {}): Digest =>
  ({
    sources: [{ file, tool: 'JMeter', format: 'f', warnings: [] }],
    endpoints,
    pooled: [],
    transactions: [],
    measures: [],
    timeline: [],
    ...rest,
  }) as unknown as Digest;

const counted = (...digests: readonly Digest[]): number[] =>
  withoutRepeatedSummaries(digests).map(({ endpoints }) => endpoints.length);

describe('two printed summaries of one test', () => {
  const table = digest('table.csv', [row('pay'), row('list')]);

  it('count once: the one with more rows', () => {
    const found = withoutRepeatedSummaries([digest('one.csv', [row('pay')]), table]);
    expect(found.map(({ endpoints }) => endpoints.length)).toEqual([0, 2]);
    expect(found[0]!.sources[0]!.warnings).toEqual([
      {
        code: 'repeated-summary',
        message: 'one.csv summarises the same test as table.csv and is not counted again.',
      },
    ]);
    expect(found[1]).toBe(table);
  });

  it('agree in counts, errors, and values within their rounding', () => {
    const same = (rest: object, times: Times = {}): boolean =>
      counted(table, digest('b', [row('pay', rest, times)]))[1] === 0;
    expect(same({})).toBe(true);
    expect(same({ count: 101 })).toBe(false);
    expect(same({ count: null })).toBe(false);
    expect(same({ errors: 3 })).toBe(false);
    expect(same({ errors: null })).toBe(true);
    // A whole number may be half off, another one by a thousandth.
    expect(same({}, { mean: 13 })).toBe(true);
    expect(same({}, { mean: 12 })).toBe(true);
    expect(same({}, { mean: 14 })).toBe(false);
    expect(same({}, { mean: 12.51 })).toBe(true);
    expect(same({}, { mean: 12.52 })).toBe(false);
    expect(same({}, { max: 90.59 })).toBe(true);
    expect(same({}, { max: 90.6 })).toBe(false);
    // Two values must be there.
    expect(same({}, { mean: null })).toBe(true);
    expect(same({}, { mean: null, min: null })).toBe(false);
  });

  it('are two tests where any row of one name differs, or one has samples', () => {
    expect(counted(table, digest('b', [row('pay'), row('list', { count: 7 })]))).toEqual([2, 2]);
    expect(counted(table, digest('b', [row('pay', { firstStartMs: 5 })]))).toEqual([2, 1]);
    expect(counted(table, digest('b', []))).toEqual([2, 0]);
  });

  it('under other names agree in four values that are no small whole numbers', () => {
    const tools = (tool: string): object => ({ sources: [{ file: 'b', tool, format: 'f', warnings: [] }] });
    const renamed = (times: Times, rest: object = {}): number[] =>
      counted(digest('a', [row('*', {}, { p50: 11.5 })]), digest('b', [row('named', {}, times)], rest));
    expect(renamed({ p50: 11.5 })).toEqual([0, 1]);
    expect(renamed({})).toEqual([1, 1]);
    expect(renamed({ p50: 11.5 }, tools('k6'))).toEqual([1, 1]);
    const small = (min: number): number[] =>
      counted(
        digest('a', [row('*', {}, { p50: 11.5, min })]),
        digest('b', [row('x', {}, { p50: 11.5, min })]),
      );
    expect([small(9), small(10)]).toEqual([
      [1, 1],
      [0, 1],
    ]);
  });
});

describe('a printed row and a sampled one', () => {
  it('are of the same requests where fastest, mean and slowest agree, two of them telling', () => {
    const sampled = (times: Times): EndpointDigest => row('x', { firstStartMs: 5 }, times);
    expect(isSummaryOf(row('*', {}, { p50: 3 }), sampled({ p50: 99 }))).toBe(true);
    expect(isSummaryOf(row('*', {}, { max: null }), sampled({}))).toBe(false);
    expect(isSummaryOf(row('*', { count: 99 }), sampled({}))).toBe(false);
    const small = (mean: number): boolean =>
      isSummaryOf(row('*', {}, { mean, min: 1 }), sampled({ mean, min: 1 }));
    expect([small(9), small(10), small(9.5)]).toEqual([false, true, true]);
  });
});

describe('measures that a summary repeats', () => {
  const measure = (name: string, rest: object = {}): object => ({
    name,
    unit: 'ms',
    value: 5,
    scenario: null,
    ...rest,
  });
  const log = (rest: object = {}): Digest =>
    digest('log', [row('x', { firstStartMs: 5 })], { measures: [measure('basket')], ...rest });
  const left = (summary: readonly object[], of = log(), rest: object = {}): number =>
    withoutRepeatedMeasures([of, digest('summary', [row('*')], { measures: summary, ...rest })])[1]!.measures
      .length;

  it('are those of a log of the same tool', () => {
    expect(left([measure('basket'), measure('orders')])).toBe(1);
    expect(left([measure('basket', { unit: '' })])).toBe(0);
    expect(left([measure('basket', { unit: 's' })])).toBe(1);
    expect(left([measure('basket', { what: 'p50' })])).toBe(1);
    expect(left([measure('basket', { scenario: 'a' })])).toBe(1);
    expect(
      left([measure('basket', { scenario: 'a' })], log({ measures: [measure('basket', { scenario: 'a' })] })),
    ).toBe(0);
    expect(
      left([measure('basket')], log({ sources: [{ file: 'l', tool: 'k6', format: 'f', warnings: [] }] })),
    ).toBe(1);
  });
});

describe('results of JMH in two files', () => {
  const jmh = (file: string, measures: readonly object[], tool = 'JMH'): Digest =>
    digest(file, [], { measures, sources: [{ file, tool, format: 'f', warnings: [] }] });
  const one = (value: number, readings?: readonly number[]): object => ({
    name: 'run',
    unit: 'ops/s',
    scenario: null,
    value,
    ...(readings && { readings }),
  });
  const left = (...digests: readonly Digest[]): number[] =>
    withoutRepeatedJmhResults(digests).map(({ measures }) => measures.length);

  it('count once where the values are rounded: that with readings stays', () => {
    expect(left(jmh('a.txt', [one(12.35)]), jmh('a.json', [one(12.3456, [12, 12.6912])]))).toEqual([0, 1]);
    expect(left(jmh('a.txt', [one(12.5)]), jmh('a.json', [one(12.3456, [12])]))).toEqual([1, 1]);
    expect(left(jmh('a.txt', [one(12.35)], 'x'), jmh('a.json', [one(12.35, [12])], 'x'))).toEqual([1, 1]);
    const more = { ...one(5), name: 'other' };
    expect(left(jmh('a.txt', [one(12.35), more]), jmh('a.json', [one(12.3456, [12])]))).toEqual([2, 1]);
  });
});

describe('names that several results have', () => {
  const names = (...digests: readonly Digest[]): string[][] =>
    withUniqueNames(digests).map(({ endpoints }) => endpoints.map(({ endpoint }) => endpoint));

  it('get the name of their file', () => {
    const found = names(
      digest('x/old.txt', [row('parse')]),
      digest('x/new.txt', [row('parse'), row('print')]),
    );
    expect(found[0]![0]).toMatch(/^parse \(.*old.*\)$/);
    expect(found[1]![0]).toMatch(/^parse \(.*new.*\)$/);
    expect(found[1]![1]).toBe('print');
    expect(names(digest('a', [row('*')]), digest('b', [row('*')]))).toEqual([['*'], ['*']]);
    const sampled = row('parse', { firstStartMs: 5 });
    expect(names(digest('a', [sampled]), digest('b', [row('parse')]))).toEqual([['parse'], ['parse']]);
    const apart = [row('parse', { scenario: 's' }), row('parse', { scenario: 't' })];
    expect(names(digest('a', [apart[0]!]), digest('b', [apart[1]!]))).toEqual([['parse'], ['parse']]);
  });

  it('are numbered within a file, with a warning', () => {
    const [found] = withUniqueNames([digest('a', [row('parse'), row('parse'), row('print'), row('parse')])]);
    expect(found!.endpoints.map(({ endpoint }) => endpoint)).toEqual([
      'parse',
      'parse #2',
      'print',
      'parse #3',
    ]);
    expect(found!.sources[0]!.warnings.map(({ code, message }) => [code, message])).toEqual([
      [
        'same-names',
        'Several results are called "parse", numbered in the order of the file. Give them different names, or one file each.',
      ],
    ]);
    const sampled = digest('a', [row('x', { firstStartMs: 5 }), row('x', { firstStartMs: 5 })]);
    expect(withUniqueNames([sampled])[0]!.sources[0]!.warnings).toEqual([]);
  });

  const measure = (rest: object = {}): object => ({ name: 'size', unit: 'B', value: 1, ...rest });
  const measures = (...digests: readonly Digest[]): string[][] =>
    withUniqueNames(digests).map((one) =>
      one.measures.map(({ name, endpoint }) => `${endpoint ?? '-'} ${name}`),
    );

  it('of measures get them, too, unless they are sums or of another kind', () => {
    const of = (file: string, ...some: readonly object[]): Digest => digest(file, [], { measures: some });
    const two = measures(of('x/old.txt', measure()), of('x/new.txt', measure()));
    expect(two[0]![0]).toMatch(/^- size \(.*old.*\)$/);
    const total = measure({ isTotal: true });
    expect(measures(of('a', total), of('b', total))).toEqual([['- size'], ['- size']]);
    expect(measures(of('a', measure()), of('b', measure({ unit: 'MB' })))).toEqual([['- size'], ['- size']]);
    const bench = measure({ endpoint: 'parse', what: 'memory' });
    expect(measures(of('a', bench, bench))).toEqual([['parse size', 'parse #2 parse #2: memory']]);
    expect(measures(of('a', measure(), measure()))).toEqual([['- size', '- size #2']]);
  });
});
