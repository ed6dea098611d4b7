/**
 * Speed of the statistics beside a plain sort, and linearity. `node test/bench/stats-bench.ts [--json]`
 */
import { changePoints } from '../../src/stats/change-points.ts';
import { apdexOfSamples } from '../../src/stats/apdex.ts';
import { omissionFromSamples } from '../../src/stats/omission-correction.ts';
import {
  addToHistogram,
  emptyHistogram,
  histogramQuantile,
  histogramQuantileInterval,
} from '../../src/stats/histogram.ts';
import { addToMoments, emptyMoments } from '../../src/stats/moments.ts';
import { quantile, quantileInterval } from '../../src/stats/quantile.ts';
import { findSpikes, findStalls } from '../../src/stats/spikes.ts';
import { steadyState } from '../../src/stats/steady-state.ts';
import { normalStream } from './random.ts';

const probabilities = [0.5, 0.9, 0.95, 0.99, 0.999];

/** Median time of five calls after one warm-up, in ms. */
function timeOf(work: () => unknown): number {
  work();
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return quantile(
    times.sort((a, b) => a - b),
    0.5,
  );
}

const normal = normalStream(1);
const runsOf = (count: number): number[] =>
  Array.from(
    { length: count },
    (_, i) => 100 * (1 + 0.2 * (Math.floor(i / 250) % 3)) * (1 + 0.03 * normal()),
  );

const sampleCount = 1_000_000;
const slices = 1_000;
const durations = Float64Array.from({ length: sampleCount }, () => 100 * Math.exp(0.5 * normal()));
const starts = Float64Array.from({ length: sampleCount }, (_, i) => i / 2);

/** Everything that is said of one run's samples: moments, quantiles with intervals, histogram, slices, checks. */
function withinRun(): void {
  const moments = emptyMoments();
  const histogram = emptyHistogram();
  for (const duration of durations) {
    addToMoments(moments, duration);
    addToHistogram(histogram, duration);
  }
  const sorted = durations.slice().sort();
  for (const p of probabilities) {
    quantile(sorted, p);
    quantileInterval(sorted, p);
    histogramQuantile(histogram, p);
    histogramQuantileInterval(histogram, p);
  }
  apdexOfSamples(sorted, 0, 100);
  const perSlice = sampleCount / slices;
  const slicesSorted = Array.from({ length: slices }, (_, i) =>
    durations.slice(i * perSlice, (i + 1) * perSlice).sort(),
  );
  const counts = slicesSorted.map(({ length }) => length);
  const p95s = slicesSorted.map((slice) => quantile(slice, 0.95));
  steadyState(slicesSorted.map((slice) => quantile(slice, 0.5)));
  findSpikes(p95s, counts);
  findStalls(counts);
  omissionFromSamples(starts, durations, 1_000);
}

const [thousand, fiveThousand, tenThousand] = [1_000, 5_000, 10_000].map(runsOf) as [
  number[],
  number[],
  number[],
];
const rows: [what: string, ms: number, limitMs: number | null][] = [
  ['change points, 1,000 runs', timeOf(() => changePoints(thousand)), null],
  ['change points, 5,000 runs', timeOf(() => changePoints(fiveThousand)), 200],
  ['change points, 10,000 runs', timeOf(() => changePoints(tenThousand)), null],
  ['a plain sort of 1 M samples', timeOf(() => durations.slice().sort()), null],
  ['all within-run statistics of 1 M samples', timeOf(withinRun), 1_000],
];
if (process.argv.includes('--json'))
  console.log(JSON.stringify(rows.map(([what, ms, limitMs]) => ({ what, ms, limitMs }))));
else
  for (const [what, ms, limitMs] of rows)
    console.log(`${what}: ${ms.toFixed(1)} ms${limitMs === null ? '' : ` (limit ${limitMs} ms)`}`);
