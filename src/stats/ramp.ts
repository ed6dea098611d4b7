import { median } from './robust.ts';
import { theilSen } from './theil-sen.ts';

/** Longer stretches are thinned to about this many points (medians of neighbours) before a line is put through. */
const linePoints = 100;

/** The price of a distance, in noise units squared, bounded as in the Potts fit. */
interface Misfit {
  noise: number;
  outlierLimit: number;
}

function misfitOf(
  values: Float64Array,
  fit: (index: number) => number,
  { noise, outlierLimit }: Misfit,
): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const distance = (values[i]! - fit(i)) / noise;
    total += Math.min(distance * distance, outlierLimit ** 2);
  }
  return total;
}

function lineThrough(values: Float64Array): (index: number) => number {
  const size = Math.ceil(values.length / linePoints);
  const medians: number[] = [];
  const places: number[] = [];
  for (let start = 0; start < values.length; start += size) {
    const end = Math.min(values.length, start + size);
    medians.push(median(values.subarray(start, end)));
    places.push((start + end - 1) / 2);
  }
  const { slope, intercept } = theilSen(medians, { places });
  return (index) => intercept + slope * index;
}

/** How much better one straight line fits the two levels around a step than the step does; above 0: a ramp. */
function rampGain(values: Float64Array, step: number, misfit: Misfit): number {
  const before = median(values.subarray(0, step));
  const after = median(values.subarray(step));
  const stepMisfit = misfitOf(values, (i) => (i < step ? before : after), misfit);
  return stepMisfit - misfitOf(values, lineThrough(values), misfit);
}

/**
 * The steps without those that only cut a slope into stairs: where one straight line (Theil-Sen) through both levels
 * fits better than the step, under the same bounded cost. The clearest ramp goes first, until none is left.
 */
export function withoutRamps(values: Float64Array, steps: readonly number[], misfit: Misfit): number[] {
  const kept = [...steps];
  const gainAt = (i: number): number => {
    const start = kept[i - 1] ?? 0;
    return rampGain(values.subarray(start, kept[i + 1] ?? values.length), kept[i]! - start, misfit);
  };
  const gains = kept.map((_, i) => gainAt(i));
  while (gains.length > 0) {
    const clearest = gains.indexOf(Math.max(...gains));
    if (gains[clearest]! <= 0) break;
    kept.splice(clearest, 1);
    gains.splice(clearest, 1);
    for (const i of [clearest - 1, clearest]) if (i >= 0 && i < kept.length) gains[i] = gainAt(i);
  }
  return kept;
}
