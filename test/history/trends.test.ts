import { describe, expect, it } from 'vitest';
import { annotationProblems } from '../../src/history/runs/annotation-problems.ts';
import { sinceOf } from '../../src/history/since-report.ts';
import { trendsOf } from '../../src/history/trends/trends.ts';
import type { Annotation } from '../../src/model/documents/annotations.ts';
import type { Manifest } from '../../src/model/documents/manifest.ts';
import { defaultProject, projectSchema } from '../../src/model/documents/project.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import type { TrendSeries } from '../../src/model/trend.ts';
import { dice, makeReports, makeRun, noisy } from './make-run.ts';

const next = dice(5);
const at = (day: number, level: number, manifest: Manifest = {}): RunMeasures =>
  makeRun({
    day,
    manifest: { commit: `c${day}`, ...manifest },
    endpoints: { pay: { p50: noisy(level, next) } },
  });

const median = (runs: RunMeasures[], annotations: Annotation[] = [], project = defaultProject): TrendSeries =>
  trendsOf(makeReports(runs, { annotations, project }), project, annotations).find(
    ({ metric }) => metric === 'response.p50',
  )!;

const days = (from: number, to: number, level: number, manifest?: Manifest): RunMeasures[] =>
  Array.from({ length: to - from }, (_, i) => at(from + i, level, manifest));

const stepped = [...days(0, 12, 100), ...days(12, 24, 130)];

describe('trendsOf', () => {
  it('has one series for every figure, in the order of the metrics', () => {
    const metrics = trendsOf(makeReports(stepped), defaultProject, []).map(({ metric }) => metric);
    expect(metrics.slice(0, 3)).toEqual(['response.min', 'response.max', 'response.mean']);
    expect(metrics).toContain('throughput.requestsPerSecond');
  });

  it('says which series the latest run that counts has no value of', () => {
    const both = { pay: { p50: noisy(100, next) }, list: { p50: noisy(50, next) } };
    const only = { list: { p50: noisy(50, next) } };
    const run = (day: number, endpoints: typeof only, rest: Manifest = {}): RunMeasures =>
      makeRun({ day, manifest: { commit: `c${day}`, ...rest }, endpoints });
    const former = (runs: RunMeasures[]): (string | null)[] =>
      trendsOf(makeReports(runs), defaultProject, [])
        .filter(({ metric, isFormer }) => metric === 'response.p50' && isFormer === true)
        .map(({ endpoint }) => endpoint);
    expect(former([run(0, both), run(1, both), run(2, only)])).toEqual(['pay']);
    expect(former([run(0, both), run(1, only), run(2, both)])).toEqual([]);
    // A branch does not count, and a repeat is of the same build.
    expect(former([run(0, both), run(1, both), run(2, only, { branch: 'x' })])).toEqual([]);
    expect(former([run(0, both), run(1, both), run(2, only, { commit: 'c1' })])).toEqual([]);
  });

  it('finds a planted step at its run, with the level on either side', () => {
    const { changePoints, levels, points } = median(stepped);
    expect(points).toHaveLength(24);
    expect(changePoints).toMatchObject([
      {
        run: 'run-012',
        lastBefore: 'run-011',
        index: 12,
        certainty: 'confirmed',
        verdict: 'worse',
        status: 'open',
      },
    ]);
    expect(levels.map(({ from, to }) => [from, to])).toEqual([
      [0, 11],
      [12, 23],
    ]);
  });

  it('never compares across environments, and says where they change', () => {
    const other = { system: { cpu: 'B' } };
    const runs = [...days(0, 12, 100, { system: { cpu: 'A' } }), ...days(12, 24, 130, other)];
    const { changePoints, breaks, environments, levels } = median(runs);
    expect(changePoints).toEqual([]);
    expect(breaks).toEqual([{ index: 12, kind: 'environment', label: 'cpu differs: A → B', link: null }]);
    expect(environments.map(({ facts }) => facts)).toEqual([['cpu A'], ['cpu B']]);
    expect(levels).toHaveLength(2);
  });

  it('follows each of two machines that take turns', () => {
    const runs = Array.from({ length: 40 }, (_, day) =>
      at(day, (day % 2 === 0 ? 100 : 300) * (day < 20 ? 1 : 1.4), {
        system: { cpu: day % 2 === 0 ? 'A' : 'B' },
      }),
    );
    expect(median(runs).changePoints.map(({ run }) => run)).toEqual(['run-020', 'run-021']);
  });

  it('cuts history where an annotation resets it', () => {
    const annotations: Annotation[] = [
      { action: 'reset', run: 'run-012', reason: 'new data', link: 'https://example.org/1' },
    ];
    const { changePoints, breaks } = median(stepped, annotations);
    expect(changePoints).toEqual([]);
    expect(breaks).toMatchObject([{ index: 12, kind: 'reset', label: 'new data' }]);
  });

  it('carries what people accepted or explained', () => {
    const said = (action: 'accept' | 'explain'): Annotation[] => [
      { action, run: 'run-012', metric: 'response.p50', reason: 'encryption' },
    ];
    expect(median(stepped, said('accept')).changePoints).toMatchObject([
      { status: 'accepted', reason: 'encryption' },
    ]);
    expect(median(stepped, said('explain')).changePoints).toMatchObject([{ status: 'explained' }]);
  });

  it('shows ignored runs and those of branches, and counts them for nothing', () => {
    const runs = [...days(0, 12, 100), at(12, 500), at(13, 500, { branch: 'x' }), ...days(14, 20, 100)];
    const { points, changePoints, levels } = median(runs, [
      { action: 'ignore', run: 'run-012', reason: 'disturbed' },
    ]);
    expect(points.filter(({ isIgnored }) => isIgnored).map(({ ignoredBecause }) => ignoredBecause)).toEqual([
      'disturbed',
      'on branch x',
    ]);
    expect([changePoints.length, levels.length]).toEqual([0, 1]);
  });

  it('break at no environment that only an ignored run had', () => {
    const runs = [
      ...days(0, 12, 100, { system: { cpu: 'A' } }),
      at(12, 100, { system: { cpu: 'B' } }),
      ...days(13, 24, 100, { system: { cpu: 'A' } }),
    ];
    expect(median(runs).breaks.map(({ index }) => index)).toEqual([12, 13]);
    expect(median(runs, [{ action: 'ignore', run: 'run-012', reason: 'borrowed' }]).breaks).toEqual([]);
  });

  it('carries the targets that hold there', () => {
    const project = projectSchema.parse({ targets: [{ id: 'fast', metric: 'response.p50', below: 120 }] });
    expect(median(stepped, [], project).targets).toMatchObject([{ id: 'fast', op: 'below', value: 120 }]);
  });

  it('leaves out runs that nothing dates', () => {
    expect(median([...stepped, { ...at(30, 100), startedAt: null }]).points).toHaveLength(24);
  });
});

it('marks a change from 0, with the difference but no ratio', () => {
  const base = 200;
  const runs = Array.from({ length: 24 }, (_, day) => {
    const rise = day < 12 ? 0 : 5;
    return makeRun({ day, memory: { load: { base, peak: base + rise, final: base + rise } } });
  });
  const series = trendsOf(makeReports(runs), defaultProject, []).find(
    ({ metric }) => metric === 'memory.delta',
  );
  expect(series?.changePoints).toMatchObject([
    { run: 'run-012', before: 0, after: 5, relative: null, verdict: 'worse' },
  ]);
});

describe('the latest run', () => {
  const withErrors = (errors: readonly number[], count: number): TrendSeries[] => {
    const runs = errors.map((of, day) =>
      makeRun({ day, manifest: { commit: `c${day}` }, endpoints: { pay: { p50: 90, errors: of, count } } }),
    );
    const trends = trendsOf(makeReports(runs), defaultProject, []);
    return trends.filter(({ metric, endpoint }) => metric.startsWith('errors.') && endpoint === 'pay');
  };
  const verdicts = (errors: readonly number[], count: number): (string | undefined)[] =>
    withErrors(errors, count).map(({ newest }) => newest?.verdict);

  it('has no alarm of a few errors more or less', () => {
    expect(verdicts([4, 2, 1, 2, 3, 0], 2_450)).toEqual(['no-change-shown', 'no-change-shown']);
    expect(verdicts([...Array<number>(10).fill(0), 2], 600)).toEqual(['no-change-shown', 'no-change-shown']);
  });

  it('expects a share of requests, and a whole number of errors', () => {
    const [rate, count] = withErrors([4, 2, 1, 2, 3, 0], 2_450).map(({ newest }) => newest!.expected!);
    expect(rate!.lower).toBe(0);
    expect(rate!.upper).toBeLessThan(0.1);
    expect(count!.upper).toBeCloseTo(rate!.upper! * 2_450, 6);
    expect(Number.isInteger(Math.round(count!.upper! * 1e6) / 1e6)).toBe(true);
  });

  it('calls errors that leave their range in the rate and the count alike', () => {
    expect(verdicts([...Array<number>(10).fill(0), 60], 600)).toEqual(['worse', 'worse']);
  });

  it('expects no score above 1 and no load below 0', () => {
    const runs = [0, 20, 0, 20, 20, 0, 20].map((sustained, day) => {
      const run = makeRun({ day, manifest: { commit: `c${day}` } });
      const given = run.metricValues[0]!;
      const own = { ...given, scenario: 'default', endpoint: null, interval: null };
      const score = day % 2 === 0 ? 1 : 0.96;
      return {
        ...run,
        metricValues: [
          { ...own, metric: 'users.sustained', value: sustained },
          { ...own, metric: 'apdex', endpoint: 'pay', value: score },
        ],
      };
    });
    const expected = new Map(
      trendsOf(makeReports(runs), defaultProject, []).map(({ metric, newest }) => [
        metric,
        newest!.expected!,
      ]),
    );
    expect(expected.get('users.sustained')!.lower).toBe(0);
    expect(expected.get('apdex')!.upper).toBe(1);
  });
});

describe('sinceOf', () => {
  it('tells the level that later runs showed to begin with a report', () => {
    const reports = makeReports(stepped);
    const trends = trendsOf(reports, defaultProject, []);
    const since = sinceOf(reports[12]!, reports, { ledger: [], proposals: [] }, trends)!;
    expect([since.laterRuns, since.newest.id]).toEqual([11, 'run-023']);
    expect(since.changePoints.some(({ metric }) => metric === 'response.p50')).toBe(true);
    expect(sinceOf(reports[3]!, reports, { ledger: [], proposals: [] }, trends)!.changePoints).toEqual([]);
    expect(sinceOf(reports.at(-1)!, reports, { ledger: [], proposals: [] }, trends)).toBeNull();
  });
});

describe('annotationProblems', () => {
  it('warns of a run or endpoint that no run has', () => {
    const problems = annotationProblems(
      [
        { action: 'accept', run: 'run-999', reason: 'x' },
        { action: 'explain', run: 'run-001', endpoint: 'nowhere', reason: 'x' },
        { action: 'explain', run: 'run-001', endpoint: 'pay', reason: 'x' },
      ],
      makeReports(stepped),
    );
    expect(problems.map(({ severity, path, message }) => [severity, path, message])).toEqual([
      ['warning', '[0].run', 'Unknown run run-999.'],
      ['warning', '[1].endpoint', 'The run run-001 has no endpoint nowhere.'],
    ]);
  });
});
