import { largest, smallest } from '../model/long-lists.ts';

/** The numbers 1, 2 and 5 times powers of ten that lie within [low, high]. */
export function oneTwoFive(low: number, high: number): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    for (const digit of [1, 2, 5]) {
      const tick = Number((digit * 10 ** power).toPrecision(1));
      if (tick >= low && tick <= high) ticks.push(tick);
    }
  }
  return ticks;
}

/** Domain and ticks of a scale. */
export interface Scale {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
}

/**
 * A logarithmic scale around positive values, ending on 1-2-5 numbers; where more than `mostTicks` would be labelled, only
 * the powers of ten are. Values that no logarithm takes are left out; null when nothing remains.
 */
export function logScale(values: readonly number[], mostTicks = 7): Scale | null {
  const positive = values.filter((value) => value > 0 && Number.isFinite(value));
  if (positive.length === 0) return null;
  const least = smallest(positive);
  const most = largest(positive);
  const around = oneTwoFive(least / 10, most * 10);
  const low = around.findLast((tick) => tick <= least * 1.0001) ?? least;
  let high = around.find((tick) => tick >= most * 0.9999) ?? most;
  if (high <= low) high = around.find((tick) => tick > low) ?? low * 10;
  const ticks = oneTwoFive(low, high);
  const powers = ticks.filter((tick) => Number.isInteger(Math.log10(tick)));
  return {
    domain: [low, high],
    ticks: ticks.length <= mostTicks || powers.length < 2 ? ticks : thin(powers, mostTicks),
  };
}

/** A linear scale from zero to at least `atLeast`, with four or five round ticks. */
export function zeroScale(values: readonly number[], atLeast = 0): Scale {
  const highest = Math.max(largest(values), atLeast);
  if (highest <= 0) return { domain: [0, 1], ticks: [0, 1] };
  const step = niceStep(highest / 4);
  const count = Math.ceil(highest / step - 1e-9);
  return {
    domain: [0, round(count * step)],
    ticks: Array.from({ length: count + 1 }, (_, i) => round(i * step)),
  };
}

/** A linear scale around values that need not start at zero. */
export function linearScale(values: readonly number[]): Scale {
  const low = smallest(values);
  const high = largest(values);
  const step = niceStep((high - low || Math.abs(high) || 1) / 3);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  return {
    domain: [round(first * step), round(last * step)],
    ticks: Array.from({ length: last - first + 1 }, (_, i) => round((first + i) * step)),
  };
}

const timeSteps = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, 86_400,
];

/** A scale of seconds. */
export interface TimeScale extends Scale {
  readonly unitSeconds: number;
}

/** Seconds from zero to `seconds`, in clock steps; `unitSeconds` is what the labels count in. */
export function timeScale(seconds: number, mostTicks: number): TimeScale {
  const until = Math.max(seconds, 1);
  const step = timeSteps.find((one) => until / one <= mostTicks) ?? niceStep(until / mostTicks);
  const ticks = Array.from({ length: Math.floor(until / step) + 1 }, (_, i) => i * step);
  return {
    domain: [0, until],
    ticks,
    unitSeconds: step < 60 && until <= 180 ? 1 : until <= 10_800 ? 60 : 3_600,
  };
}

/** The next of 1, 2, 2.5, 5 times a power of ten. */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const digit = [1, 2, 2.5, 5, 10].find((one) => one * power >= rough * 0.9999) ?? 10;
  return digit * power;
}

const thin = (ticks: readonly number[], most: number): number[] => {
  const every = Math.ceil(ticks.length / most);
  return ticks.filter((_, i) => i % every === 0);
};

const round = (value: number): number => Number(value.toPrecision(12));
