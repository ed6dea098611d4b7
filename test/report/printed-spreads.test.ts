import { describe, expect, it } from 'vitest';
import { basisText } from '../../src/model/text/basis.ts';
import type { MetricChange } from '../../src/model/run-report.ts';
import { changes, twoRuns } from './two-runs.ts';

const criterion = (ns: number): string =>
  `Benchmarking parse: Collecting 100 samples in estimated 5.0 s (1M iterations)
parse                   time:   [${ns * 0.99} ns ${ns} ns ${ns * 1.01} ns]
`;

const estimate = (value: number): object => ({
  point_estimate: value,
  confidence_interval: { confidence_level: 0.95, lower_bound: value * 0.99, upper_bound: value * 1.01 },
});
const estimates = (ns: number): string =>
  JSON.stringify({ mean: estimate(ns), median: estimate(ns), std_dev: estimate(ns / 100) });

const cargo = (ns: number): string => `test parse ... bench: ${ns} ns/iter (+/- ${ns / 100})\n`;

const catch2 = (ns: number): string =>
  `<Catch2TestRun><TestCase name="a"><BenchmarkResults name="parse" samples="100" iterations="9">
<mean value="${ns}" lowerBound="${ns * 0.99}" upperBound="${ns * 1.01}" ci="0.95"/>
<standardDeviation value="${ns / 20}" lowerBound="1" upperBound="2" ci="0.95"/>
</BenchmarkResults></TestCase></Catch2TestRun>
`;

const mitata = (ns: number): string => {
  const stats = {
    avg: ns,
    min: ns * 0.9,
    max: ns * 2,
    p25: ns * 0.99,
    p50: ns,
    p75: ns * 1.01,
    ticks: 9_999,
  };
  return JSON.stringify({ layout: [], benchmarks: [{ runs: [{ name: 'parse', stats }] }], context: {} });
};

const benchee = (us: number): string =>
  `Name                  ips        average  deviation         median         99th %
parse              2.40 K      ${us} μs     ±2.00%      ${us} μs      ${us * 2} μs
`;

const divan = (ns: number): string =>
  `main     fastest  │ slowest  │ median   │ mean     │ samples │ iters
╰─ parse ${ns * 0.9} ns │ ${ns * 1.3} ns │ ${ns} ns │ ${ns} ns │ 100     │ 200
`;

const jmhText = (us: number): string =>
  `Benchmark    Mode  Cnt  Score   Error  Units
Queue.parse  avgt    5  ${us} ± ${us / 100}  us/op
`;

const jmhCsv = (rate: number): string =>
  `"Benchmark","Mode","Threads","Samples","Score","Score Error (99.9%)","Unit"
"Queue.parse","thrpt",1,5,${rate},${rate / 100},"ops/ms"
`;

const benchmarkJs = (rate: number): string => `parse x ${rate} ops/sec ±1.00% (93 runs sampled)\n`;

const tinybench = (rate: number): string =>
  JSON.stringify([
    {
      name: 'parse',
      result: { latency: { mean: 1, rme: 9, samplesCount: 99 }, throughput: { mean: rate, rme: 1 } },
    },
  ]);

const vitestBench = (rate: number): string =>
  JSON.stringify({
    files: [{ groups: [{ fullName: 'a', benchmarks: [{ name: 'parse', mean: 1, hz: rate, rme: 1 }] }] }],
  });

const printed = 'one run against one, by the spread that the tool prints';
const of100 = 'one run against one, by the spread of 100 samples';

const round = ({ interval }: MetricChange): unknown[] =>
  [interval?.lower, interval?.upper].map((bound) =>
    bound == null ? null : Math.round(bound * 1_000) / 1_000,
  );

describe('a change of 1.5 beside the spread that a tool prints', () => {
  // By hand: exp(ln 1.5 -+ 1.96 sqrt(2 (0.05^2 + e^2))) - 1 with the relative standard error e of one run. Of bounds 1% to
  // either side e is 0.01 / 1.96.
  it.each([
    ['criterion', 'bench.txt', criterion, 'response.mean', printed, [0.305, 0.724]],
    ['criterion estimates', 'parse/new/estimates.json', estimates, 'response.p50', printed, [0.305, 0.724]],
    // 0.01 sqrt(pi / 2 / 10) of the median of 10 samples.
    ['cargo bench', 'bench.txt', cargo, 'response.p50', printed, [0.305, 0.724]],
    ['Catch2', 'bench.xml', catch2, 'response.mean', printed, [0.305, 0.724]],
    // Quartiles 1% to either side: s = 0.01 / 0.6745, and s sqrt(pi / 2 / 12).
    ['mitata', 'bench.json', mitata, 'response.p50', printed, [0.305, 0.724]],
  ] as const)('%s', async (name, file, write, metric, basis, interval) => {
    const found = await changes(`slower-${name}`, file, [write(2_000), write(3_000)]);
    const change = found.find((one) => one.metric === metric)!;
    expect([change.verdict, change.certainty, basisText(change.basis)]).toEqual([
      'worse',
      'suspected',
      basis,
    ]);
    expect(round(change)).toEqual(interval);
  });

  it('takes a deviation of an unknown number of samples for that of three', async () => {
    const [change] = await changes('benchee', 'bench.txt', [benchee(400), benchee(600)]);
    expect([change!.metric, change!.verdict, basisText(change!.basis)]).toEqual([
      'response.p50',
      'worse',
      printed,
    ]);
    // e = 0.02 sqrt(pi / 2 / 3), and by Satterthwaite 669 degrees of freedom: t = 1.9635.
    expect(round(change!)).toEqual([0.298, 0.733]);
  });

  it('counts the calls that fit into the time that benchee measured for', async () => {
    const timed = (us: number): string => `time: 5 s\n${benchee(us)}`;
    const [change] = await changes('benchee-timed', 'bench.txt', [timed(400), timed(600)]);
    // e = 0.02 sqrt(pi / 2 / 12,500) and of 8,333 calls: next to nothing beside the 5% between runs.
    expect(round(change!)).toEqual([0.306, 0.723]);
  });

  it('assumes less between runs of what is counted', async () => {
    const iai = (count: number): string =>
      `parse\n  Instructions:  ${count}\n  Estimated Cycles:  ${count * 2}\n`;
    const [change] = await changes('counted', 'bench.txt', [iai(2_000), iai(3_000)]);
    // exp(ln 1.5 -+ 1.96 sqrt(2) 0.01) - 1
    expect([change!.verdict, ...round(change!)]).toEqual(['worse', 0.459, 0.542]);
  });

  it('takes half the distance of the extremes for the largest deviation that there can be', async () => {
    const [change] = await changes('divan', 'bench.txt', [divan(2_000), divan(3_000)]);
    expect([change!.metric, change!.verdict, basisText(change!.basis)]).toEqual([
      'response.p50',
      'worse',
      of100,
    ]);
    // e = 0.2 sqrt(pi / 2 / 100).
    expect(round(change!)).toEqual([0.285, 0.752]);
  });

  // t(0.975, 4) / t(0.9995, 4) = 2.776 / 8.610: 1% at 99.9% is 0.322% at 95%.
  it.each([
    ['JMH text', 'jmh.txt', jmhText, 'response.mean', 1.5],
    ['JMH CSV', 'jmh.csv', jmhCsv, 'measure.ops-ms', 0.5],
    ['Benchmark.js', 'bench.txt', benchmarkJs, 'measure.ops-s', 0.5],
    ['tinybench', 'tasks.json', tinybench, 'measure.ops-s', 0.5],
    ['vitest', 'bench.json', vitestBench, 'measure.ops-s', 0.5],
  ] as const)('%s', async (name, file, write, metric, factor) => {
    const found = await changes(`score-${name}`, file, [write(2_000), write(2_000 * factor)]);
    const rates = found.filter((one) => one.metric === metric);
    expect(rates.map((one) => [one.metric, one.verdict, one.certainty, basisText(one.basis)])).toEqual([
      [metric, 'worse', 'suspected', printed],
    ]);
  });

  it('shows the spread beside the time', async () => {
    const workspace = await twoRuns('shown', 'bench.txt', [cargo(2_000), cargo(3_000)]);
    // 1.96 * 0.01 sqrt(pi / 2 / 10) = 0.78%.
    expect(workspace.twinMarkdown(workspace.reports[1]!)).toMatch(/parse \| 3 \| 0\.78% \|/);
  });

  it('names what mitata allocates', async () => {
    const stats = { avg: 2, min: 1, max: 3, heap: { avg: 16.5 } };
    const text = JSON.stringify({
      layout: [],
      benchmarks: [{ runs: [{ name: 'parse', stats }] }],
      context: {},
    });
    const { reports } = await twoRuns('heap', 'mitata.json', [text, text]);
    expect(reports[0]!.measures.measures.map(({ label }) => label)).toEqual(['Bytes per iteration']);
  });

  it('shows the interval of Student for the mean of readings', async () => {
    const jmh = (values: readonly number[]): string =>
      JSON.stringify([
        {
          ...{ jmhVersion: '1.37', benchmark: 'Queue.parse', mode: 'thrpt', threads: 1 },
          primaryMetric: { score: 100, scoreUnit: 'ops/ms', rawData: [values] },
        },
      ]);
    const values = [98, 99, 100, 101, 102];
    const workspace = await twoRuns('readings', 'jmh.json', [jmh(values), jmh(values)]);
    // t(0.975, 4) = 2.776, times sqrt(2.5 / 5) / 100 = 0.707%.
    expect(workspace.twinMarkdown(workspace.reports[1]!)).toContain('±2%');
  });
});
