import type { Provenance } from '../model/metric-value.ts';
import type { CpuMeasures, MemoryMeasures, ResourceBasis } from '../model/run-measures.ts';

const printed = 'as printed in the file';

/** Where the figures of a row of readings come from; `estimator` holds where they were computed from readings. */
const from = (
  { source, n, files }: ResourceBasis & Pick<MemoryMeasures, 'files'>,
  estimator: string,
): Provenance => ({
  source,
  relativeError: source === 'exact' ? 0 : null,
  n,
  files,
  estimator: source === 'exact' ? estimator : printed,
});

/** Where each figure of an operation's memory comes from. */
export const memoryProvenance = (
  row: MemoryMeasures,
): Record<'base' | 'peak' | 'final' | 'delta' | 'growth' | 'gcRecovered', Provenance> => ({
  base: from(row, 'median of the readings before'),
  peak: from(row, 'largest reading'),
  final: from(row, 'median of the readings after, before any forced collection'),
  delta: { ...from(row, ''), estimator: 'final − base' },
  growth: { ...from(row, ''), estimator: '(final − base) / base' },
  gcRecovered: from(row, 'final − median of the readings after the collection'),
});

/** Where each figure of a scenario's processor use comes from. */
export function cpuProvenance(
  row: CpuMeasures,
): Record<'average' | 'peak' | 'coresUsed' | 'busiest', Provenance> {
  const scale = row.scale === 'core' ? '100% = one core' : '100% = all cores';
  return {
    average: from(row, `mean of the readings, ${scale}`),
    peak: from(row, `largest reading, ${scale}`),
    coresUsed: { ...from(row, ''), estimator: 'average as cores’ worth of work' },
    busiest: from(row, 'largest reading of any one core'),
  };
}
