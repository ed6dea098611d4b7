import { describe, expect, it } from 'vitest';
import { historyTable } from '../../src/components/trends/history-table.ts';
import { surroundingsOf } from '../../src/components/trends/surroundings.ts';
import { packSeries, unpackSeries, type TrendData } from '../../src/components/trends/trend-data.ts';
import {
  filterText,
  isEverything,
  narrowed,
  noFilter,
  readFilter,
  searchOf,
  shownRuns,
} from '../../src/components/trends/filters/trend-filter.ts';
import { narrowedSentence } from '../../src/components/trends/trend-words.ts';
import { trendPanel } from '../../src/charts/trends/trend-panel.ts';
import type { TrendSeries } from '../../src/model/trend.ts';

/** Ten runs on ten days of March: r0 to r3 and r7 to r9 on machine A, r4 to r6 on B; r8 begins a higher level. */
const environments = [0, 0, 0, 0, 1, 1, 1, 0, 0, 0];
const values = [100, 101, 99, 100, 50, 51, 50, 100, 130, 131];
const days = environments.map((_, i) => `2026-03-${String(i + 1).padStart(2, '0')}`);
const series: TrendSeries = {
  key: 'k',
  metric: 'response.p50',
  scenario: 'Buying',
  endpoint: 'pay',
  label: 'Pay',
  unit: 'ms',
  direction: 'lower',
  environments: [
    { fingerprint: '[["A"],[["users","5"]]]', facts: ['cpu A', 'users 5'] },
    { fingerprint: '[["B"],[["users","5"]]]', facts: ['cpu B', 'users 5'] },
  ],
  points: values.map((value, i) => ({
    run: `r${i}`,
    slug: `r${i}`,
    startedAt: `${days[i]!}T23:59:59.000Z`,
    version: null,
    commit: null,
    value,
    bounds: { lower: value - 1, upper: value + 1 },
    source: i === 0 ? 'reported' : 'exact',
    environment: environments[i]!,
    isIgnored: i === 2,
    ignoredBecause: i === 2 ? 'a test' : null,
  })),
  changePoints: [
    {
      metric: 'response.p50',
      scenario: 'Buying',
      endpoint: 'pay',
      run: 'r8',
      lastBefore: 'r7',
      before: 100,
      after: 130.5,
      relative: 0.305,
      interval: null,
      certainty: 'suspected',
      verdict: 'worse',
      index: 8,
      runsBefore: 5,
      runsAfter: 2,
      status: 'open',
      reason: null,
      link: null,
    },
  ],
  levels: [
    { from: 0, to: 3, value: 100 },
    { from: 7, to: 7, value: 100 },
    { from: 8, to: 9, value: 130.5 },
    { from: 4, to: 6, value: 50 },
  ],
  breaks: [
    { index: 4, kind: 'environment', label: 'cpu: A → B', link: null },
    { index: 7, kind: 'environment', label: 'cpu: B → A', link: null },
  ],
  drift: { perRun: 0.01, runs: 3 } as unknown as TrendSeries['drift'],
  newest: { run: 'r9', value: 131, verdict: 'no-change-shown', expected: null },
  targets: [],
};

const data: TrendData = {
  schemaVersion: 1,
  runs: series.points.map(({ run, slug, startedAt, version, commit, environment }) => ({
    run,
    slug,
    startedAt,
    version,
    commit,
    environment,
  })),
  environments: [
    { id: 'a', name: 'cpu A' },
    { id: 'b', name: 'cpu B' },
  ],
  places: [
    { page: 'pay', label: 'Pay', scenario: 'Buying', absent: [] },
    { page: 'find', label: 'Find', scenario: 'Browsing', absent: [0, 1, 2, 3, 4, 5] },
  ],
  pages: [
    { slug: 'pay', label: 'Pay' },
    { slug: 'find', label: 'Find' },
  ],
  series: [],
  compared: [],
};

describe('a filter in the address', () => {
  it('is read as it was written', () => {
    const filter = {
      endpoint: 'pay',
      scenario: 'A & B = "C"',
      environment: 'a',
      since: '2026-03-01',
      until: null,
    };
    expect(readFilter(searchOf(filter))).toEqual(filter);
    expect(searchOf(filter)).toBe(
      '?endpoint=pay&scenario=A+%26+B+%3D+%22C%22&environment=a&since=2026-03-01',
    );
  });

  it('asks for everything where it says nothing that can be meant', () => {
    expect(readFilter('?since=yesterday&until=2026-3-1&scenario=%20&other=1')).toEqual(noFilter);
    expect(isEverything(noFilter)).toBe(true);
    expect(searchOf(noFilter)).toBe('');
  });
});

describe('the runs that are shown', () => {
  it.each([
    [{ since: '2026-03-03', until: '2026-03-05' }, ['r2', 'r3', 'r4']],
    [{ environment: 'b' }, ['r4', 'r5', 'r6']],
    [{ environment: 'a', since: '2026-03-04' }, ['r3', 'r7', 'r8', 'r9']],
    [{ environment: 'gone' }, []],
    [{ scenario: 'Browsing', until: '2026-03-08' }, ['r6', 'r7']],
    [{ scenario: 'Browsing', endpoint: 'pay' }, []],
  ])('are those of %j', (asked, runs) => {
    expect([...shownRuns(data, { ...noFilter, ...asked })]).toEqual(runs);
  });

  it('are told with what was chosen', () => {
    const asked = {
      ...noFilter,
      scenario: 'Browsing',
      endpoint: 'find',
      environment: 'a',
      since: '2026-03-01',
    };
    expect(filterText(data, asked)).toBe(
      '3 of 10 runs, Find, scenario Browsing, environment cpu A, since 2026-03-01',
    );
  });
});

describe('a narrowed series', () => {
  const only = (filter: object): TrendSeries => narrowed(series, shownRuns(data, { ...noFilter, ...filter }));

  it('leaves out the runs of another environment with their levels and cuts', () => {
    const part = only({ environment: 'a' });
    expect(part.points.map(({ run }) => run)).toEqual(['r0', 'r1', 'r2', 'r3', 'r7', 'r8', 'r9']);
    expect(part.levels).toEqual([
      { from: 0, to: 3, value: 100 },
      { from: 4, to: 4, value: 100 },
      { from: 5, to: 6, value: 130.5 },
    ]);
    expect(part.breaks).toEqual([]);
    expect(part.changePoints.map(({ index, run }) => [index, run])).toEqual([[5, 'r8']]);
    expect(part.newest?.run).toBe('r9');
  });

  it('keeps the levels and change points of the full history where it starts later', () => {
    const part = only({ since: '2026-03-06' });
    expect(part.breaks.map(({ index, label }) => [index, label])).toEqual([[2, 'cpu: B → A']]);
    expect(part.levels).toEqual([
      { from: 2, to: 2, value: 100 },
      { from: 3, to: 4, value: 130.5 },
      { from: 0, to: 1, value: 50 },
    ]);
    expect(narrowedSentence(part, series)).toBe(
      '5 of 10 runs. Last change shown: +31% (regression), 100\u00a0ms to 131\u00a0ms, possible. a: cpu: B → A.',
    );
  });

  it('says nothing of the newest run where that is left out', () => {
    const part = only({ until: '2026-03-03' });
    expect([part.newest, part.drift, part.changePoints]).toEqual([null, null, []]);
    expect(narrowedSentence(part, series)).toBe('3 of 10 runs. No change point in these runs.');
  });

  it('marks no change at its left edge, where nothing stands before it', () => {
    expect(trendPanel(only({ since: '2026-03-09' }), 'x')).not.toContain('▲');
    expect(trendPanel(only({ since: '2026-03-08' }), 'x')).toContain('▲');
  });

  it('has a table whose changes are from the run before, shown or not', () => {
    const shown = shownRuns(data, { ...noFilter, since: '2026-03-09' });
    const { rows, left } = historyTable([series], (run) => shown.has(run));
    expect(left).toBe(0);
    expect(rows.map(({ point, cells }) => [point.run, cells[0]!.text, cells[0]!.change])).toEqual([
      ['r9', '131', '+0.77%'],
      ['r8', '130', '+30%'],
    ]);
  });
});

describe('the data of a page', () => {
  const pack = (one: TrendSeries) =>
    packSeries(one, { page: 'pay', isWhole: true, numberOf: (run) => Number(run.slice(1)) });

  it('are the series in columns', () => {
    const packed = pack(series);
    expect(packed.values).toEqual(values);
    expect(packed.ignored).toEqual([[2, 'a test']]);
    expect(packed.lower).toEqual(values.map((value) => value - 1));
    expect(unpackSeries(packed, data.runs).points).toEqual(series.points);
  });

  it('keep seven digits', () => {
    const [point] = series.points;
    const packed = pack({ ...series, points: [{ ...point!, value: 123.456789012, bounds: null }] });
    expect([packed.values, packed.lower, packed.source]).toEqual([[123.4568], null, 'reported']);
  });

  it('name environments by what tells them apart', () => {
    const found = [JSON.stringify(['Ryzen', '8 GB', null]), JSON.stringify(['Ryzen', '16 GB', 'Linux'])];
    expect(surroundingsOf(found, ['cpu', 'memory', 'os']).map(({ name }) => name)).toEqual([
      'memory 8 GB, os not recorded',
      'memory 16 GB, os Linux',
    ]);
    expect(surroundingsOf([found[0]!], ['cpu', 'memory', 'os']).map(({ name }) => name)).toEqual([
      'cpu Ryzen, memory 8 GB',
    ]);
    expect(surroundingsOf(['[null]'], ['cpu'])[0]!.name).toBe('environment not recorded');
  });
});
