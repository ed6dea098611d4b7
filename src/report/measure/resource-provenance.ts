import type { Provenance } from '../../model/metrics/metric-value.ts';
import type { CpuMeasures, MemoryMeasures, ResourceBasis } from '../../model/run-measures.ts';

const reported = 'reported in the file';

/** The provenance of a row of readings; `estimator` applies to values computed from readings. */
const from = (
  { source, n, files }: ResourceBasis & Pick<MemoryMeasures, 'files'>,
  estimator: string,
): Provenance => ({
  source,
  relativeError: source === 'exact' ? 0 : null,
  n,
  files,
  estimator: source === 'exact' ? estimator : reported,
});

/** The provenance of each memory value of an operation. */
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

/** The provenance of each CPU value of a scenario. */
export function cpuProvenance(
  row: CpuMeasures,
): Record<'average' | 'peak' | 'coresUsed' | 'busiest', Provenance> {
  const scale = row.scale === 'core' ? '100% = one core' : '100% = all cores';
  return {
    average: from(row, `mean of the readings, ${scale}`),
    peak: from(row, `largest reading, ${scale}`),
    coresUsed: { ...from(row, ''), estimator: 'average, as a number of cores' },
    busiest: from(row, 'largest reading of any one core'),
  };
}
