import { describe, expect, it } from 'vitest';
import { inspectText } from '../inspect-text.ts';

interface Bench {
  readonly name?: unknown;
  readonly value?: unknown;
  readonly unit?: unknown;
}

const entry = (day: number, benches: readonly unknown[], tool = 'go'): object => ({
  commit: { id: `c${day}`, url: `https://git.example/team/code/commit/c${day}` },
  date: Date.UTC(2026, 2, day),
  tool,
  benches,
});
const dataJs = (entries: readonly unknown[]): string =>
  `window.BENCHMARK_DATA = ${JSON.stringify({ lastUpdate: 1, repoUrl: '', entries: { Bench: entries } })}`;
const bench = (name: string, value: unknown, unit = 'ns/op'): Bench => ({ name, value, unit });

describe('the history of github-action-benchmark', () => {
  it('may be the JSON of external-data-json-path', async () => {
    const json = JSON.stringify({
      lastUpdate: 1,
      repoUrl: 'https://git.example/team/code',
      entries: { Bench: [entry(1, [bench('Sort', 5)]), entry(2, [bench('Sort', 6)])] },
    });
    const { files, history } = await inspectText(json);
    expect(files).toMatchObject([{ format: 'gha-benchmark-data-js', rows: 2 }]);
    expect(history).toMatchObject([{ series: 'Bench / Sort', points: [{ value: 5 }, { value: 6 }] }]);
  });

  it('leaves out and counts what is damaged: a value, a name, an entry', async () => {
    const { files, history } = await inspectText(
      dataJs([
        entry(1, [bench('Sort', 5), bench('Find', null)]),
        { ...entry(2, [bench('Sort', 5)]), date: null },
        entry(3, [{ value: 3 }, { name: 'Sort', value: 7 }, bench('Sort', 6)]),
      ]),
    );
    expect(files).toMatchObject([{ rows: 6, refused: { count: 3 }, error: null }]);
    expect(files[0]?.refused.first.map(({ line, reason }) => [line, reason])).toEqual([
      [2, '`value` of Find must be a number, got null'],
      [3, 'an entry needs a `date` in epoch milliseconds, a `tool` and `benches`'],
      [4, 'a benchmark needs a `name` and a `value`'],
    ]);
    expect(
      history.map(({ series, unit, points }) => [series, unit, points.map(({ value }) => value)]),
    ).toEqual([
      ['Bench / Sort', 'ns/op', [5, 6]],
      ['Bench / Sort', '', [7]],
    ]);
  });

  it('continues a Go benchmark that versions of the action name differently', async () => {
    const { history } = await inspectText(
      dataJs([
        entry(1, [bench('BenchmarkA', 5)]),
        entry(2, [bench('BenchmarkA - ns/op', 6), bench('BenchmarkA - B/op', 8, 'B/op')]),
        entry(3, [bench('BenchmarkA', 7), bench('BenchmarkA - ns/op', 7)]),
        entry(4, [bench('BenchmarkB', 1), bench('BenchmarkB - ns/op', 2)]),
      ]),
    );
    expect(history.map(({ series, points }) => [series, points.map(({ value }) => value)])).toEqual([
      ['Bench / BenchmarkA', [5, 6, 7]],
      ['Bench / BenchmarkA - B/op', [8]],
      ['Bench / BenchmarkB', [1]],
      ['Bench / BenchmarkB - ns/op', [2]],
    ]);
  });

  it('counts a value that is written twice for Go once', async () => {
    const twice = [
      bench('BenchmarkA', 5),
      bench('BenchmarkA - ns/op', 5),
      bench('BenchmarkA - B/op', 8, 'B/op'),
    ];
    const { files, history } = await inspectText(dataJs([entry(1, twice), entry(2, twice)]));
    expect(files).toMatchObject([{ rows: 6, refused: { count: 0 }, warnings: [] }]);
    expect(history.map(({ series, points }) => [series, points.length])).toEqual([
      ['Bench / BenchmarkA', 2],
      ['Bench / BenchmarkA - B/op', 2],
    ]);
  });

  it('numbers benchmarks of one name, with a warning', async () => {
    const alike = (first: number): Bench[] => [bench('Append', first), bench('Append', 300)];
    const { files, history } = await inspectText(dataJs([entry(1, alike(100)), entry(2, alike(200))]));
    expect(files[0]?.warnings.map(({ code }) => code)).toEqual(['duplicate-names']);
    expect(history.map(({ series, points }) => [series, points.map(({ value }) => value)])).toEqual([
      ['Bench / Append', [100, 200]],
      ['Bench / Append #2', [300, 300]],
    ]);
  });
});
