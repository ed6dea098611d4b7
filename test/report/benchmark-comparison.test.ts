import { describe, expect, it } from 'vitest';
import { basisText } from '../../src/model/text/basis.ts';
import { unknownFacts } from '../../src/commands/new/draft-manifest.ts';
import { buildList } from '../../src/components/runs/build-rows.ts';
import { exampleRecommendation } from '../../src/components/recommendations/example-recommendation.ts';
import { overview } from '../../src/components/trends/overview.ts';
import { isMain } from '../../src/components/trends/changed-runs.ts';
import { followedSeries } from '../../src/history/compare/compared-places.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import { measuredFamilies } from '../../src/report/parameters/measured-families.ts';
import { panelNameOf } from '../../src/site/change-words.ts';
import { inShort } from '../../src/report/words/in-short.ts';
import { headline } from '../../src/report/words/headline.ts';
import { changeLines } from '../../src/report/words/change-line.ts';
import { formatStep } from '../../src/model/text/format.ts';
import { reportHead } from '../../src/report/words/report-head.ts';
import type { MetricChange } from '../../src/model/run-report.ts';
import { changes, twoRuns, workspaceOf } from './two-runs.ts';

const short = ({ metric, verdict, certainty, basis }: MetricChange) => [
  metric,
  verdict,
  certainty,
  basisText(basis),
];

const jmh = (values: readonly number[]): string =>
  JSON.stringify([
    {
      jmhVersion: '1.37',
      benchmark: 'org.example.Queue.offer',
      mode: 'thrpt',
      threads: 1,
      primaryMetric: {
        score: values.reduce((sum, one) => sum + one, 0) / values.length,
        scoreUnit: 'ops/ms',
        rawData: [values],
      },
    },
  ]);

const go = (ns: number, bytes: number): string =>
  `goos: linux\nBenchmarkParse-8 \t 100\t ${ns} ns/op\t ${bytes} B/op\t 2 allocs/op\n`;

describe('two runs of benchmarks', () => {
  it('show that throughput halved by three iterations each', async () => {
    const [change] = await changes('jmh', 'jmh.json', [jmh([100, 101, 99]), jmh([50, 50.5, 49.5])]);
    expect(short(change!)).toEqual([
      'measure.ops-ms',
      'worse',
      'suspected',
      'one run against one, in 3 readings',
    ]);
  });

  it('judge single values of what hardly varies, and single times by an assumed spread', async () => {
    const found = await changes('go', 'bench.txt', [go(2_000, 184), go(2_800, 276)]);
    const hardly = 'one value of each run, of a kind that hardly varies';
    expect(found.map(short)).toEqual([
      // ln 1.4 = 0.336, beside sqrt(2 * (0.05^2 + 0.05^2)) = 0.1: that of the value itself, and between runs.
      ['response.mean', 'worse', 'suspected', 'one value of each run, with an assumed spread'],
      // ln 1.5 = 0.405, beside an assumed spread of sqrt(2 * 0.05^2) = 0.071.
      ['measure.b-op', 'worse', 'suspected', hardly],
      ['measure.allocs-op', 'no-change-shown', null, hardly],
    ]);
  });

  it('judge a count that was 0, in its own unit', async () => {
    const found = await changes('zero', 'bench.txt', [go(2_000, 0), go(2_000, 48)]);
    const { relative, interval, ...bytes } = found.find(({ metric }) => metric === 'measure.b-op')!;
    expect([bytes.base, bytes.head, bytes.verdict, bytes.certainty]).toEqual([0, 48, 'worse', 'suspected']);
    // 48 -+ 1.96 * 0.01 * sqrt(2) * 48.
    expect([relative, interval?.lower, interval?.upper]).toEqual([
      null,
      expect.closeTo(46.67, 2),
      expect.closeTo(49.33, 2),
    ]);
  });

  it('are not asked for users, servers and databases', async () => {
    const { reports } = await twoRuns('asked', 'bench.txt', [go(2_000, 184), go(2_000, 184)]);
    const { measures, context } = reports[1]!;
    expect(unknownFacts({}, measures)).toEqual([
      'the run: tester, version, commit',
      'system: cpu, memory, os, runtime',
    ]);
    expect(context.baseline?.why).toMatch(/neither run\.json states cpu, memory$/);
  });

  it('show the benchmark that changed, with its change, and no column without data', async () => {
    const both = (slow: number): string =>
      `goos: linux\nBenchmarkA-8 \t 100\t 9000 ns/op\t 500 B/op\nBenchmarkB-8 \t 100\t 200 ns/op\t ${slow} B/op\n`;
    const workspace = await twoRuns('tiles', 'bench.txt', [both(10), both(20)]);
    const report = workspace.reports[1]!;
    const tile = reportHead(report).keyValues.find(({ label }) => label === 'Bytes per operation');
    expect([tile?.value, tile?.note]).toEqual([
      '20\u00a0B/op',
      'BenchmarkB-8; +100% from the baseline, possible regression',
    ]);
    const twin = workspace.twinMarkdown(report).replaceAll('\u00a0', ' ');
    expect(twin).toContain('| Benchmark | Average (µs) | Change | Samples |');
    expect(twin).toMatch(/BenchmarkB-8 \| 20.*\+100%/);
    expect(buildList(workspace.reports, workspace.project).rows.map(({ verdict }) => verdict)).toEqual([
      'no targets',
      'no targets',
    ]);
  });

  it('have the change as their verdict where there are no targets, and no value that is neither good nor bad', async () => {
    const google = (ns: number): string =>
      JSON.stringify({
        context: { date: '2026-11-01T10:00:00+00:00' },
        benchmarks: Array.from({ length: 5 }, (_, i) => ({
          ...{ name: 'BM_Copy', run_type: 'iteration', repetitions: 5, repetition_index: i, iterations: 100 },
          ...{ real_time: ns + i, cpu_time: ns + i, time_unit: 'ns', items_per_second: 1e18 / ns, foo: 42 },
        })),
      });
    const { reports } = await twoRuns('verdict', 'bench.json', [google(2e9), google(3e9)]);
    expect(
      reports
        .map((one) => reportHead(one))
        .map(({ verdict, tone, isPossible }) => [verdict, tone, isPossible]),
    ).toEqual([
      ['No targets', 'neutral', false],
      ['Possible regression', 'bad', true],
    ]);
    expect(reportHead(reports[1]!).keyValues.map(({ label }) => label)).toEqual([
      'Median time per iteration',
      'CPU time',
      'Items per second',
    ]);
    // The heading names the time; CPU time and rate moved with it, and are no further regressions.
    expect(inShort(reports[1]!)).toEqual([]);
    const { changes: found } = reports[1]!.context;
    const items = found.find(({ metric }) => metric === 'measure.items-s')!;
    expect(formatStep(items.base, items.head, items).replaceAll('\u00a0', ' ')).toBe('500 → 333 M items/s');
  });

  it('name the largest of the changes that single values cannot show', async () => {
    const single = (ns: number, misses: number): string =>
      `BenchmarkA-8 \t 100\t 9000 ns/op\nBenchmarkB-8 \t 100\t ${ns} ns/op\t ${misses} misses/op\n`;
    const { reports, problems } = await twoRuns('single', 'bench.txt', [single(200, 20), single(220, 30)]);
    const { called, unproven } = changeLines(reports[1]!);
    expect(called).toEqual([]);
    expect(unproven.map(({ what, change, verdict }) => [what, change, verdict])).toEqual([
      ['BenchmarkB-8 misses/op', '+50%', 'inconclusive'],
      // exp(ln 1.1 -+ 1.96 * 0.1) - 1.
      ['BenchmarkB-8 mean', '+10% (−9.6% to +34%)', 'no change detected'],
    ]);
    expect(problems).toEqual([]);
  });

  it('are valid without a warning of how their tool measures', async () => {
    const repeated = [200, 201, 199].map((ns) => `BenchmarkB-8 \t 100\t ${ns} ns/op\n`).join('');
    const { problems, reports, trends } = await twoRuns('repeated', 'bench.txt', [repeated, repeated]);
    expect(reports[0]!.measures.response[0]?.timedCount).toBe(3);
    expect(problems.map(({ message }) => message).filter((text) => text.includes('batch'))).toEqual([]);
    // Their page of trends follows the median, and not the mean beside it.
    const { first } = overview(trends, [{ slug: 'all', label: 'all', series: trends }], reports[1]);
    expect(first.map(({ series }) => series.metric)).toEqual(['response.p50']);
  });

  it('begin their page of trends with what the latest run changed, and have charts without times', async () => {
    const both = (slow: number): string =>
      JSON.stringify(
        [100, slow].map((score, i) => ({
          ...{
            jmhVersion: '1.37',
            benchmark: `org.example.Q.${i === 0 ? 'a' : 'b'}`,
            mode: 'thrpt',
            threads: 1,
          },
          primaryMetric: { score, scoreUnit: 'ops/ms', rawData: [[score, score * 1.01, score * 0.99]] },
        })),
      );
    const { trends, reports } = await twoRuns('overview', 'jmh.json', [both(90), both(40)]);
    const pages = [{ slug: 'all', label: 'all', series: trends }];
    const { first } = overview(trends, pages, reports[1]);
    expect(first.map(({ series }) => [series.endpoint, series.metric])).toEqual([
      ['org.example.Q.b', 'measure.ops-ms'],
      ['org.example.Q.a', 'measure.ops-ms'],
    ]);
    expect(exampleRecommendation(reports)).toContain(
      '{ metric: measure.ops-ms, endpoint: org.example.Q.a, change: 0.3 }',
    );
  });

  it('follow no error rate of benchmarks that never failed', async () => {
    const hyperfine = (code: number): string =>
      JSON.stringify({
        results: [
          {
            ...{ command: 'make', mean: 1, stddev: 0.01, median: 1, user: 0, system: 0, min: 0.9, max: 1.1 },
            ...{ times: [1, 1.01, 0.99], exit_codes: [code, 0, 0] },
          },
        ],
      });
    const metrics = async (name: string, code: number): Promise<string[]> => {
      const { trends, reports } = await twoRuns(name, 'h.json', [hyperfine(code), hyperfine(code)]);
      const { first } = overview(trends, [{ slug: 'all', label: 'all', series: trends }], reports[1]);
      return first.map(({ series }) => series.metric);
    };
    expect(await metrics('never-failed', 0)).not.toContain('errors.rate');
    expect(await metrics('failed', 1)).toContain('errors.rate');
  });

  it('have the mean in their trends if there is no median', async () => {
    const { trends } = await twoRuns('trends', 'bench.txt', [go(2_000, 184), go(2_000, 184)]);
    expect(trends.filter(isMain).map(({ metric }) => metric)).toEqual([
      'response.mean',
      'measure.b-op',
      'measure.allocs-op',
    ]);
    expect(panelNameOf(trends.find(({ metric }) => metric === 'response.mean')!)).toBe(
      'Mean time per iteration',
    );
    expect(followedSeries(trends, defaultProject, 'benchmark').map(({ metric }) => metric)).toContain(
      'response.mean',
    );
  });
});

describe('parameters that hyperfine states', () => {
  const result = (command: string, seconds: number, parameters: object) => ({
    command,
    ...{ mean: seconds, stddev: null, median: seconds, user: 0, system: 0, min: seconds, max: seconds },
    ...{ times: [seconds], exit_codes: [0], parameters },
  });
  const families = async (name: string, results: readonly object[]) => {
    const text = JSON.stringify({ results });
    const { reports } = await twoRuns(name, 'hyperfine.json', [text, text]);
    const { measures } = reports[1]!;
    return {
      names: measures.response.map(({ endpoint }) => endpoint),
      families: measuredFamilies(measures).map(({ name: base, parameter, variants }) => ({
        ...{ base, parameter },
        variants: variants.map(({ label, points }) => [label, points.map(({ value }) => value)]),
      })),
    };
  };

  it('are the axis of a table, and names stay as they are', async () => {
    // hyperfine -L size 10,100 -L codec gzip,zstd './pack {codec} {size}'
    const all = ['gzip', 'zstd'].flatMap((codec) =>
      ['10', '100'].map((size) => result(`./pack ${codec} ${size}`, Number(size) / 10, { size, codec })),
    );
    expect(await families('in-names', all)).toEqual({
      names: ['./pack gzip 10', './pack gzip 100', './pack zstd 10', './pack zstd 100'],
      families: [
        {
          ...{ base: './pack {codec} {size}', parameter: 'size' },
          variants: [
            ['codec = gzip', [10, 100]],
            ['codec = zstd', [10, 100]],
          ],
        },
      ],
    });
  });

  it('are one if commands have a name without them', async () => {
    // hyperfine -n pack -L size 10,100 './pack {size}'
    const all = ['10', '100'].map((size) => result('pack', Number(size) / 10, { size }));
    const found = await families('besides-names', all);
    expect(found.names).toEqual(['pack (size=10)', 'pack (size=100)']);
    expect(found.families).toMatchObject([{ parameter: 'size', variants: [['', [10, 100]]] }]);
  });
});

it('a run that contains nothing but a history says where it belongs', async () => {
  const result = (commit: string, date: number): string =>
    JSON.stringify({
      ...{ version: 2, commit_hash: commit, env_name: 'e', date, params: { machine: 'm' }, python: '3.12' },
      ...{ requirements: {}, env_vars: {}, result_columns: ['result'], durations: {} },
      results: { 'suite.time_parse': [[0.5]] },
    });
  const { reports, problems } = await workspaceOf('asv', [
    {
      'aaaaaaaa-e.json': result('a'.repeat(40), 1_700_000_000_000),
      'bbbbbbbb-e.json': result('b'.repeat(40), 1_700_100_000_000),
    },
  ]);
  expect(problems.map(({ message, hint }) => `${message} ${hint}`)).toContain(
    'The files contain a history of 1 series, and no results of a single run. Move them to history/NAME/ in the data folder: they then have pages of their own below /trends/.',
  );
  expect(headline(reports[0]!)).toBe('No benchmarks measured');
});
