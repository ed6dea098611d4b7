import { normalStream, uniformStream } from '../random.ts';

/** A seeded source of noise with mean 0 and standard deviation 1 (of its bulk, where it has outliers). */
export type NoiseKind = (seed: number) => () => number;

const independent: NoiseKind = normalStream;

/** Student's t with 3 degrees of freedom, divided by its standard deviation. */
const heavyTailed: NoiseKind = (seed) => {
  const normal = normalStream(seed);
  return () => {
    const [a, b, c] = [normal(), normal(), normal()];
    return normal() / Math.sqrt((a * a + b * b + c * c) / 3) / Math.sqrt(3);
  };
};

/** Each value resembles the one before. */
export const autoregressive =
  (phi: number): NoiseKind =>
  (seed) => {
    const normal = normalStream(seed);
    let last = normal();
    return () => {
      const current = last;
      last = phi * last + Math.sqrt(1 - phi * phi) * normal();
      return current;
    };
  };

/** Two levels `distance` noise units apart; each value is on the upper one with the given chance. */
export const twoLevels =
  (distance: number, upperShare: number): NoiseKind =>
  (seed) => {
    const normal = normalStream(seed);
    const uniform = uniformStream(seed + 7919);
    return () => normal() + (uniform() < upperShare ? distance : 0);
  };

/** One value in twenty is ten noise units too high. */
const spiky: NoiseKind = twoLevels(10, 0.05);

/** Rises by a hundredth of a noise unit per value. */
const drifting: NoiseKind = (seed) => {
  const normal = normalStream(seed);
  let at = 0;
  return () => normal() + 0.01 * at++;
};

/** Kinds of noise without a change of level. */
export const calmKinds: Readonly<Record<string, NoiseKind>> = {
  independent: independent,
  'Student t, 3 df': heavyTailed,
  'autocorrelation .5': autoregressive(0.5),
  'two levels, 50/50': twoLevels(3, 0.5),
  spikes: spiky,
  drift: drifting,
};

/** A history of `count` values at `level` with relative noise `spread`. */
export const valuesAt = (level: number, count: number, spread: number, noise: () => number): number[] =>
  Array.from({ length: count }, () => level * Math.exp(spread * noise()));
