/**
 * How often a report raises a false alarm when nothing changed, and how often it finds +15 %.
 * `node test/bench/aa-simulation.ts [reports] [seed] [samples]`; the table in docs/statistics.md is its output.
 *
 * Latencies are lognormal (sigma 0.5) and resemble their predecessor (AR(1), 0.9); each run shifts all of an
 * endpoint's latencies by a random 5 %; 20 endpoints, 1,500 samples a run unless told otherwise, 10 runs of history.
 */
import { batchBounds } from '../../src/stats/batch-means.ts';
import { judgeComparisons, type Judgement } from '../../src/stats/comparison-verdict.ts';
import { wilson } from '../../src/stats/proportion.ts';
import { quantile } from '../../src/stats/quantile.ts';
import { compareRuns } from '../../src/stats/run-evidence.ts';
import { normalStream } from './random.ts';

const reports = Number(process.argv[2] ?? 500);
const seed = Number(process.argv[3] ?? 1);
const endpoints = 20;
const samples = Number(process.argv[4] ?? 1_500);
const historyRuns = 10;
const headRuns = [1, 3, 5];
const phi = 0.9;
const sigma = 0.5;
const betweenRuns = 0.05;
const effect = 1.15;
const metrics = [
  { name: 'p50', p: 0.5, minimumEffect: 0.05 },
  { name: 'p95', p: 0.95, minimumEffect: 0.1 },
];

const normal = normalStream(seed);

/** The samples of one run of one endpoint, in order of time. */
function simulateRun(): Float64Array {
  const shift = betweenRuns * normal();
  let state = normal();
  return Float64Array.from({ length: samples }, () => {
    const value = 100 * Math.exp(shift + sigma * state);
    state = phi * state + Math.sqrt(1 - phi * phi) * normal();
    return value;
  });
}

const quantileOf = (values: Float64Array, p: number): number => quantile(values.slice().sort(), p);

/** Per metric: one value per run, and the batches of the last history run and the first head run. */
interface Endpoint {
  runs: number[][];
  baseBatches: number[][];
  headBatches: number[][];
}

function simulateEndpoint(): Endpoint {
  const runs = Array.from({ length: historyRuns + Math.max(...headRuns) }, simulateRun);
  const batches = (run: Float64Array, p: number): number[] =>
    batchBounds(samples).map(([from, to]) => quantileOf(run.subarray(from, to), p));
  return {
    runs: metrics.map(({ p }) => runs.map((run) => quantileOf(run, p))),
    baseBatches: metrics.map(({ p }) => batches(runs[historyRuns - 1]!, p)),
    headBatches: metrics.map(({ p }) => batches(runs[historyRuns]!, p)),
  };
}

/** How the head is compared: with how many runs, and against the history or one run's batches. */
interface Setting {
  heads: number;
  usesHistory: boolean;
}

/** All endpoints and metrics of one report, judged together: metric by metric, endpoint by endpoint. */
function judgeReport(
  report: readonly Endpoint[],
  setting: Setting,
  isSlower: (endpoint: number) => boolean,
): Judgement[] {
  const { heads, usesHistory } = setting;
  const candidates = metrics.flatMap(({ minimumEffect }, metric) =>
    report.map((endpoint, i) => {
      const factor = isSlower(i) ? effect : 1;
      const scaled = (values: readonly number[]): number[] => values.map((value) => value * factor);
      const runs = endpoint.runs[metric]!;
      const evidence = compareRuns({
        base: usesHistory ? runs.slice(0, historyRuns) : runs.slice(historyRuns - 1, historyRuns),
        head: scaled(runs.slice(historyRuns, historyRuns + heads)),
        ...(!usesHistory && {
          baseBatches: endpoint.baseBatches[metric]!,
          headBatches: scaled(endpoint.headBatches[metric]!),
        }),
      });
      return {
        ...evidence,
        direction: 'lower' as const,
        minimumEffect,
        isWithinRuns: evidence.method === 'batches',
      };
    }),
  );
  return judgeComparisons(candidates);
}

/** Reports with a false alarm; per metric, how often a +15 % was found in one endpoint and in all. */
interface Tally {
  falseReports: number;
  foundAlone: number[];
  foundTogether: number[];
}

const settings: Setting[] = [
  ...headRuns.map((heads) => ({ heads, usesHistory: true })),
  { heads: 1, usesHistory: false },
];
const tallies = settings.map((): Tally => ({ falseReports: 0, foundAlone: [0, 0], foundTogether: [0, 0] }));
const isWorse = ({ verdict }: Judgement): boolean => verdict === 'worse';
const isAlarm = ({ verdict }: Judgement): boolean => verdict === 'worse' || verdict === 'better';

for (let r = 0; r < reports; r++) {
  const report = Array.from({ length: endpoints }, simulateEndpoint);
  settings.forEach((setting, s) => {
    const tally = tallies[s]!;
    if (judgeReport(report, setting, () => false).some(isAlarm)) tally.falseReports++;
    const alone = judgeReport(report, setting, (i) => i === 0);
    const together = judgeReport(report, setting, () => true);
    metrics.forEach((_, m) => {
      if (isWorse(alone[m * endpoints]!)) tally.foundAlone[m] = tally.foundAlone[m]! + 1;
      const found = together.slice(m * endpoints, (m + 1) * endpoints).filter(isWorse).length;
      tally.foundTogether[m] = tally.foundTogether[m]! + found;
    });
  });
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
console.log(`${reports} reports, seed ${seed}, ${samples} samples a run\n`);
console.log(
  '| evidence | at most | reports with a false alarm (95 %) | +15 % in one endpoint: p50, p95 | +15 % in all: p50, p95 |',
);
console.log('|---|---|---|---|---|');
settings.forEach(({ heads, usesHistory }, s) => {
  const { falseReports, foundAlone, foundTogether } = tallies[s]!;
  const { lower, upper } = wilson(falseReports, reports);
  const evidence = usesHistory ? `10 runs against ${heads}` : 'one run against one (20 batches)';
  const alarms = `${percent(falseReports / reports)} (${percent(lower)} to ${percent(upper)})`;
  const alone = foundAlone.map((found) => percent(found / reports)).join(', ');
  const together = foundTogether.map((found) => percent(found / reports / endpoints)).join(', ');
  console.log(
    `| ${evidence} | ${usesHistory ? 'confirmed' : 'suspected'} | ${alarms} | ${alone} | ${together} |`,
  );
});
