import { describe, expect, it } from 'vitest';
import type { Inspection } from '../../../src/model/documents/inspection.ts';
import { inspectAs } from '../inspect-text.ts';

const read = (...lines: readonly string[]): Promise<Inspection> =>
  inspectAs(lines.join('\n') + '\n', 'go-bench');
const means = ({ endpoints }: Inspection): unknown[] =>
  endpoints.map(({ endpoint, latencyMs }) => [endpoint, latencyMs?.mean]);
const warnings = ({ files }: Inspection): unknown[] =>
  files[0]?.warnings.map(({ code, message }) => `${code}: ${message}`) ?? [];

describe('lines of go test -bench', () => {
  it('have the time of a call in nanoseconds, and other units as measures', async () => {
    const found = await read('BenchmarkA-8  1000  2500000 ns/op  64 B/op  2.5 MB/s');
    expect(means(found)).toEqual([['BenchmarkA-8', 2.5]]);
    expect(found.measures.map(({ unit, value, n }) => [unit, value, n])).toEqual([
      ['B/op', 64, 1],
      ['MB/s', 2.5, 1],
    ]);
    expect(warnings(found)).toEqual([]);
  });

  it('of one name are repeats, whose batches are named', async () => {
    const found = await read('BenchmarkA-8  10  1000000 ns/op', 'BenchmarkA-8  10  3000000 ns/op');
    expect(found.endpoints).toMatchObject([{ count: 2, latencyMs: { mean: 2, min: 1, max: 3 } }]);
    expect(warnings(found)).toHaveLength(1);
  });

  it('of one name in two packages are two benchmarks', async () => {
    const found = await read(
      'pkg: a',
      'BenchmarkA-8  10  1000000 ns/op',
      'pkg: b',
      'BenchmarkA-8  10  3000000 ns/op',
    );
    expect(means(found)).toEqual([
      ['BenchmarkA-8 (a)', 1],
      ['BenchmarkA-8 (b)', 3],
    ]);
    expect(warnings(found)).toEqual([]);
  });

  it('may be torn by what the benchmark printed', async () => {
    const found = await read(
      'BenchmarkA-8  starting up',
      'ready',
      '  10  1000000 ns/op',
      '  10  9000000 ns/op',
    );
    expect(means(found)).toEqual([['BenchmarkA-8', 1]]);
    expect(warnings(found)).toEqual([]);
  });

  it('without a result are failures', async () => {
    const failed =
      'failed-benchmarks: 1 benchmark failed and has no time: "BenchmarkA-8" (it printed no result).';
    const before = await read('BenchmarkA-8  starting up', 'BenchmarkB-8  10  1000000 ns/op');
    expect([means(before), warnings(before)]).toEqual([[['BenchmarkB-8', 1]], [failed]]);
    const last = await read('BenchmarkB-8  10  1000000 ns/op', 'BenchmarkA-8  starting up');
    expect([means(last), warnings(last)]).toEqual([[['BenchmarkB-8', 1]], [failed]]);
  });

  it('name benchmarks that failed, once', async () => {
    const found = await read(
      'BenchmarkB-8  10  1000000 ns/op',
      'BenchmarkA-8  starting up',
      '--- FAIL: BenchmarkA-8',
      '    a_test.go:5: no connection',
    );
    expect(warnings(found)).toEqual([
      'failed-benchmarks: 1 benchmark failed and has no time: "BenchmarkA-8".',
    ]);
  });

  it('name the first value that is no number, and count all of them', async () => {
    const found = await read(
      'BenchmarkA-8  10  1000000 ns/op  NaN x/op',
      'BenchmarkB-8  10  1000000 ns/op  +Inf y/op  -Inf z/op',
    );
    expect(warnings(found)).toEqual([
      'not-a-number: Values that are infinite or NaN were left out: 3, the first one NaN x/op in line 1.',
    ]);
  });

  it('are rejected if their numbers and units are no pairs', async () => {
    const found = await read(
      'BenchmarkA-8  10  1000000 ns/op',
      'BenchmarkB-8  10  1000000 ns/op  5',
      'BenchmarkC-8  10  NaN ns/op',
    );
    expect(means(found)).toEqual([['BenchmarkA-8', 1]]);
    expect(found.files[0]?.refused.first).toEqual([
      { line: 2, reason: 'expected pairs of a number and a unit, got "1000000 ns/op  5"' },
      { line: 3, reason: 'expected pairs of a number and a unit, got "NaN ns/op"' },
    ]);
  });

  it('name the machine', async () => {
    const found = await read(
      'goos: linux',
      'goarch: arm64',
      'cpu: Fast 9',
      'BenchmarkA-8  10  1000000 ns/op',
    );
    expect(found.files[0]?.rows).toBe(1);
  });
});
