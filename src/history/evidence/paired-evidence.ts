import { toleranceOf } from '../../model/metrics/metric-value.ts';
import { counted } from '../../model/text/counted.ts';
import type { Basis } from '../../model/text/basis.ts';
import { compareErrorRates } from '../../stats/compare-error-rates.ts';
import { dispersionOf, dispersionPrior } from '../../stats/dispersion.ts';
import type { ErrorCount } from '../../stats/error-count.ts';
import { mean, sampleVariance } from '../../stats/moments.ts';
import { pairedTest } from '../../stats/paired-test.ts';
import { halfWidth } from '../../stats/difference-test.ts';
import type { Interval } from '../../stats/interval.ts';
import { variancePrior, type Variance } from '../../stats/variance-prior.ts';
import type { Place } from '../runs/annotation-scope.ts';
import { isComparedByDifference } from '../trends/history-analysis.ts';
import type { Evidence } from './metric-evidence.ts';
import { largest } from '../../model/long-lists.ts';
import { errorCountOf, valueAt, placeNumber } from '../runs/metric-index.ts';
import { fewestPairs, type RunPair } from '../runs/pairs.ts';

/** A metric compared pair by pair. */
export interface PairedEvidence {
  readonly evidence: Evidence;
  /** Means over the pairs: geometric where all values are above 0. */
  readonly base: number;
  readonly head: number;
  /** Values may be this far apart and still be one, because the tool rounded both. */
  readonly rounding: number;
}

interface Differences {
  readonly place: Place;
  readonly isLog: boolean;
  readonly base: readonly number[];
  readonly head: readonly number[];
  readonly values: readonly number[];
  readonly rounding: number;
}

function differencesOf(pairs: readonly RunPair[], place: Place): Differences | null {
  const number = placeNumber(place);
  const both = pairs.flatMap(({ base, head }) => {
    const [from, to] = [valueAt(base, number), valueAt(head, number)];
    return from === undefined || to === undefined ? [] : [[from, to] as const];
  });
  const values = both.map(([from, to]) => [from.value, to.value] as const);
  if (both.length === 0) return null;
  const isLog = !isComparedByDifference(place) && values.flat().every((value) => value > 0);
  const on = (value: number): number => (isLog ? Math.log(value) : value);
  return {
    place,
    isLog,
    base: values.map(([from]) => on(from)),
    head: values.map(([, to]) => on(to)),
    values: values.map(([from, to]) => on(to) - on(from)),
    rounding: largest(both.map(([from, to]) => toleranceOf(from) + toleranceOf(to))),
  };
}

const varianceOf = ({ values }: Differences): Variance => ({
  variance: sampleVariance(values) ?? 0,
  df: values.length - 1,
});

const basisOf = (count: number): Basis => ({
  evidence: `${counted(count, 'pair')} of interleaved runs`,
});

function valueEvidence(own: Differences, kind: readonly Differences[]): PairedEvidence {
  const { place, isLog, values } = own;
  const others = kind.filter((one) => one !== own && one.isLog && isLog);
  const test = pairedTest(values, variancePrior(others.map(varianceOf), varianceOf(own)));
  const [base, head] = [own.base, own.head].map((side) => (isLog ? Math.exp(mean(side)) : mean(side)));
  const level = base ?? NaN;
  const scale = isComparedByDifference(place) || level === 0 ? 1 : Math.abs(level);
  const share = (difference: number): number => (isLog ? Math.expm1(difference) : difference / scale);
  const difference = mean(values);
  const within = (half: number): Interval => ({
    lower: share(difference - half),
    upper: share(difference + half),
  });
  const isFromZero = level === 0 && !isComparedByDifference(place);
  return {
    base: level,
    head: head ?? NaN,
    rounding: own.rounding,
    evidence: {
      relative: isFromZero ? Math.sign(difference) * Infinity || 0 : share(difference),
      interval: test === null ? null : within(halfWidth(test)),
      p: test?.p ?? null,
      isWithinRuns: values.length < fewestPairs,
      countHead: 1,
      basis: basisOf(values.length),
      pairs: values.length,
    },
  };
}

interface PairedCounts {
  readonly place: Place;
  readonly base: readonly ErrorCount[];
  readonly head: readonly ErrorCount[];
}

function countsOf(pairs: readonly RunPair[], place: Place): PairedCounts {
  const rate: Place = { ...place, metric: 'errors.rate' };
  const both = pairs.flatMap(({ base, head }) => {
    const [from, to] = [errorCountOf(base, rate), errorCountOf(head, rate)];
    return from === null || to === null ? [] : [[from, to] as const];
  });
  return { place, base: both.map(([from]) => from), head: both.map(([, to]) => to) };
}

function rateEvidence(own: PairedCounts, kind: readonly PairedCounts[]): PairedEvidence | null {
  const others = own.place.endpoint === '*' ? [] : kind.filter((one) => one !== own);
  const prior = dispersionPrior(others.map(({ base }) => dispersionOf(base)));
  const found = compareErrorRates(own.base, own.head, prior);
  if (found === null) return null;
  const { base, head, difference, interval, p } = found;
  const pairs = own.base.length;
  const isWithinRuns = found.isWithinRuns || pairs < fewestPairs;
  return {
    base,
    head,
    rounding: 0,
    evidence: { relative: difference, interval, p, isWithinRuns, countHead: 1, basis: basisOf(pairs), pairs },
  };
}

/**
 * What pairs say, by the number of each place. The two runs of a pair share the machine and its hour, so what they
 * have in common cancels and nothing else is needed: neither a history nor the run effect.
 */
export function pairedEvidence(
  pairs: readonly RunPair[],
  places: readonly Place[],
): ReadonlyMap<number, PairedEvidence> {
  const found = new Map<number, PairedEvidence>();
  for (const own of Map.groupBy(places, ({ metric }) => metric).values()) {
    if (own[0]?.metric === 'errors.rate') {
      const counts = own.map((place) => countsOf(pairs, place));
      for (const one of counts) {
        const evidence = rateEvidence(one, counts);
        if (evidence !== null) found.set(placeNumber(one.place), evidence);
      }
      continue;
    }
    const kind = own.flatMap((place) => differencesOf(pairs, place) ?? []);
    for (const one of kind) found.set(placeNumber(one.place), valueEvidence(one, kind));
  }
  return found;
}
