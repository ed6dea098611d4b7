import type { DiffMetric } from '../../model/documents/diff.ts';
import type { RunReport } from '../../model/run-report.ts';
import type { Chart, Reading } from '../chart.ts';
import type { ChartSize } from '../vega/frames.ts';

/** Two runs and what was judged of the change between them. */
export interface ComparedRuns {
  readonly base: RunReport;
  readonly head: RunReport;
  readonly changes: readonly Pick<
    DiffMetric,
    'metric' | 'scenario' | 'endpoint' | 'relative' | 'verdict' | 'certainty'
  >[];
}

/** One kind of chart of two runs over one another. */
export interface PairChart extends Pick<Chart, 'id' | 'spec'> {
  /** Null where the runs have nothing in common that it could draw. */
  readonly read: (runs: ComparedRuns) => Reading | null;
  /** The frame of each of its templates. */
  readonly sizeOf: (template: string) => ChartSize;
}
