import { overTimePairs } from './over-time-pairs.ts';
import type { PairChart } from './pair-chart.ts';
import { percentilePairs } from './percentile-pairs.ts';

/** Every chart of two runs, in the order of the page. A new one is a new file and a line here. */
export const pairCharts: readonly PairChart[] = [percentilePairs, overTimePairs];
