/**
 * What the search for change points finds in histories whose truth is known, and what it finds where nothing changed.
 * `node test/bench/change-point-simulation.ts [series] [seed]`; the tables in docs/statistics.md are its output.
 */
import { changePoints } from '../../src/stats/change-points.ts';
import { minimumRuns } from '../../src/stats/find-steps.ts';
import { wilson } from '../../src/stats/proportion.ts';
import { normalStream } from './random.ts';
import { autoregressive, calmKinds, twoLevels, valuesAt, type NoiseKind } from './support/noise-kinds.ts';

const series = Number(process.argv[2] ?? 100);
const firstSeed = Number(process.argv[3] ?? 1);
const seeds = Array.from({ length: series }, (_, i) => 1_000 * firstSeed + i);

/** A step counts as found within this many runs of its place. */
const margin = 2;

const found = (values: readonly number[]): number[] =>
  changePoints(values).changePoints.map(({ index }) => index);
const confirmed = (values: readonly number[]): number[] =>
  changePoints(values).changePoints.flatMap(({ index, certainty }) =>
    certainty === 'confirmed' ? index : [],
  );
const isNear = (places: readonly number[], at: number, reach = margin): boolean =>
  places.some((place) => Math.abs(place - at) <= reach);
const countOf = (test: (seed: number) => boolean): number => seeds.filter(test).length;

function share(count: number, of: number): string {
  const { lower, upper } = wilson(count, of);
  return `${((100 * count) / of).toFixed(1)}% (${(100 * lower).toFixed(1)} to ${(100 * upper).toFixed(1)})`;
}

/** Histories without a change, in which a point is false. */
function calm(kind: NoiseKind, lengths: readonly number[], spread = 0.02): string {
  const counts = lengths.map((n) =>
    countOf((seed) => found(valuesAt(100, n, spread, kind(seed + n))).length > 0),
  );
  return `${counts.reduce((sum, count) => sum + count, 0)} of ${lengths.length * series}: ${lengths.map((n, i) => `n ${n} ${counts[i]}`).join(', ')}`;
}

const calmLengths = [30, 100, 200];
console.log(`Calm histories with a false point (seed ${firstSeed})`);
for (const [name, kind] of Object.entries(calmKinds)) console.log(`  ${name}: ${calm(kind, calmLengths)}`);

console.log('\nTwo kinds of machine, with a false point');
for (const distance of [4, 8, 16])
  for (const upper of [0.1, 0.2, 0.3, 0.4, 0.5])
    console.log(
      `  ${distance} noise units apart, ${upper} on the slower: ${calm(twoLevels(distance, upper), [60])}`,
    );

console.log('\nNeighbouring runs resemble each other, with a false point');
for (const phi of [0.3, 0.5, 0.8])
  console.log(`  ${phi}: ${calm(autoregressive(phi), [10, 20, 30, 60, 100])}`);

/** In how many histories with a large step and a later one of `units` noise units both are found, and more. */
function afterLargeStep(factor: number, later: number, units: number): { both: number; more: number } {
  const spread = Math.log(later) / units;
  const places = seeds.map((seed) => {
    const noise = normalStream(seed);
    return found([100 * factor, 100, 100 * later].flatMap((level) => valuesAt(level, 25, spread, noise)));
  });
  return {
    both: places.filter((some) => isNear(some, 25) && isNear(some, 50)).length,
    more: places.filter((some) => some.length > 2).length,
  };
}

console.log('\nA large step (x2, x3, x10, x30, up or down), then +10%, +20%, +50%: both found');
for (const units of [2, 3, 5, 10, 20]) {
  const all = [1 / 30, 1 / 10, 1 / 3, 1 / 2, 2, 3, 10, 30].flatMap((factor) =>
    [1.1, 1.2, 1.5].map((later) => afterLargeStep(factor, later, units)),
  );
  const sum = (key: 'both' | 'more'): number => all.reduce((total, one) => total + one[key], 0);
  const least = Math.min(...all.map(({ both }) => both));
  console.log(
    `  ${units} noise units: ${share(sum('both'), all.length * series)}, least ${least} of ${series}; a third point in ${sum('more')}`,
  );
}

/** Short histories: a step in the middle, one outlier or none. */
function shortHistory(n: number, size: number, outlier: number): string {
  const step = Math.floor(n / 2);
  const history = (seed: number): number[] => {
    const noise = normalStream(seed);
    const values = [...valuesAt(100, step, 0.05, noise), ...valuesAt(100 * size, n - step, 0.05, noise)];
    if (outlier !== 1) values[2] = outlier * 100;
    return values;
  };
  const hits = countOf((seed) =>
    size === 1 ? found(history(seed)).length > 0 : isNear(found(history(seed)), step),
  );
  return share(hits, series);
}

console.log('\nShort histories, noise 5%: nothing (false), +20%, +20% beside an outlier, +40%');
for (const n of [10, 12, 14, 17, 20, 30])
  console.log(
    `  n ${n}: ${shortHistory(n, 1, 1)} | ${shortHistory(n, 1.2, 1)} | ${shortHistory(n, 1.2, 2)} | ${shortHistory(n, 1.4, 1)}`,
  );

/** Confirmed points of growing prefixes, and those that a later prefix no longer has. */
function vanished(history: (seed: number) => readonly number[]): string {
  let named = 0;
  let lost = 0;
  for (const seed of seeds) {
    const values = history(seed);
    let before: number[] = [];
    const gone = new Set<number>();
    const all: number[] = [];
    for (let n = minimumRuns; n <= values.length; n++) {
      const now = confirmed(values.slice(0, n));
      for (const at of before) if (!isNear(found(values.slice(0, n)), at, 5)) gone.add(at);
      for (const at of now) if (!isNear(all, at, 5)) all.push(at);
      before = now;
    }
    named += all.length;
    lost += gone.size;
  }
  return `${lost} of ${named} confirmed points vanished later`;
}

const withSteps =
  (kind: NoiseKind, spread: number, levels: readonly (readonly [count: number, level: number])[]) =>
  (seed: number): number[] => {
    const noise = kind(seed);
    return levels.flatMap(([count, level]) => valuesAt(level, count, spread, noise));
  };

console.log('\nGrowing prefixes');
const shapes = {
  'three levels': [
    [20, 100],
    [25, 115],
    [25, 105],
  ],
  'an excursion of 7 runs': [
    [25, 100],
    [7, 120],
    [30, 100],
  ],
  'a large step after a small one': [
    [20, 100],
    [20, 112],
    [20, 1000],
  ],
  stairs: [
    [15, 100],
    [15, 106],
    [15, 112],
    [15, 119],
  ],
} as const;
for (const [name, levels] of Object.entries(shapes))
  for (const [kind, noise] of Object.entries({ independent: normalStream, 'AR .5': autoregressive(0.5) }))
    console.log(`  ${name}, ${kind}: ${vanished(withSteps(noise, 0.02, levels))}`);
