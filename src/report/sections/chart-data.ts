import type { TimelinePoint } from '../../model/run-curves.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import { measuredFamilies } from '../parameters/measured-families.ts';
import type { Block } from '../../model/section.ts';

/** Fewer points make no chart over time. */
const fewestPoints = 3;

/** True if some scenario has values over time. */
function hasCourse(value: (point: TimelinePoint) => number | null): (measures: RunMeasures) => boolean {
  return ({ timelines }) =>
    timelines.some(({ points }) => points.filter((point) => value(point) !== null).length >= fewestPoints);
}

/** The template's charts, and when there is data for them. */
export const runCharts: readonly { readonly id: string; readonly has: (measures: RunMeasures) => boolean }[] =
  [
    { id: 'response-distribution', has: ({ distributions }) => distributions.length > 0 },
    { id: 'latency-over-time', has: hasCourse(({ p50, p95 }) => p50 ?? p95) },
    { id: 'throughput-over-time', has: hasCourse(({ requestsPerSecond }) => requestsPerSecond) },
    { id: 'memory-pattern', has: ({ memoryCurves }) => memoryCurves.length > 0 },
    { id: 'cpu', has: ({ cpuCurves }) => cpuCurves.length > 0 },
    {
      id: 'by-parameter',
      has: (measures) => measuredFamilies(measures).some(({ parameter }) => parameter !== null),
    },
    { id: 'error-rate', has: hasCourse(({ errorRate }) => errorRate) },
  ];

/** True if a chart of the run has something to draw. */
export const hasChart = (id: string, measures: RunMeasures): boolean =>
  runCharts.some((chart) => chart.id === id && chart.has(measures));

/** A table with its chart beside it, where there is data for one; `open` panels stay open. */
export const withChart = (
  blocks: readonly Block[],
  chart: string,
  measures: RunMeasures,
  open = 1,
): Block[] =>
  hasChart(chart, measures)
    ? [{ kind: 'beside', main: blocks, side: [{ kind: 'figure', chart, caption: null, open }] }]
    : [...blocks];
