import { at } from '../../model/checked.ts';
import type { QuantileBand } from '../../model/run-curves.ts';
import { histogramQuantileBounds, histogramQuantiles } from '../../stats/histogram.ts';
import { quantileInflations } from '../../stats/quantile-inflation.ts';
import type { GatheredEndpoint } from './gather.ts';
import { stretchesOfAll } from './stretches.ts';

/** The quantiles at which the distributions of two runs are compared. */
const bandShares = [0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99] as const;

/** An endpoint's quantiles with intervals that allow for dependent requests; null without samples. */
export function quantileBandOf({ digest, rejected }: GatheredEndpoint): QuantileBand | null {
  const histogram = digest.latency?.histogram ?? null;
  if (histogram === null) return null;
  const inflations = quantileInflations(stretchesOfAll(digest.slices), bandShares);
  const values = histogramQuantiles(histogram, bandShares);
  const quantiles = bandShares.flatMap((share, i) => {
    const weakness = { inflation: inflations[i] ?? 1, unseen: rejected };
    const { lower, upper } = histogramQuantileBounds(histogram, share, 0.95, weakness);
    // A comparison needs both sides.
    return Number.isFinite(lower) && Number.isFinite(upper)
      ? [[share, at(values, i), lower, upper] as const]
      : [];
  });
  return { scenario: digest.scenario ?? '', endpoint: digest.endpoint, quantiles };
}
