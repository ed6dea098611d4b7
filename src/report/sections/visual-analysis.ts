import type { RunMeasures, TimelinePoint } from '../../model/run-measures.ts';
import type { SectionInput, SectionRule } from './section-rule.ts';

/** Fewer points make no chart over time. */
const fewestPoints = 3;

/** True if some scenario has values over time. */
function hasCourse(value: (point: TimelinePoint) => number | null): (measures: RunMeasures) => boolean {
  return ({ timelines }) =>
    timelines.some(({ points }) => points.filter((point) => value(point) !== null).length >= fewestPoints);
}

/** The template's charts, and when there is data for them. */
const charts: readonly { readonly id: string; readonly has: (measures: RunMeasures) => boolean }[] = [
  { id: 'response-distribution', has: ({ distributions }) => distributions.length > 0 },
  { id: 'latency-over-time', has: hasCourse(({ p50, p95 }) => p50 ?? p95) },
  { id: 'throughput-over-time', has: hasCourse(({ requestsPerSecond }) => requestsPerSecond) },
  { id: 'memory-pattern', has: ({ memoryCurves }) => memoryCurves.length > 0 },
  { id: 'cpu', has: ({ cpuCurves }) => cpuCurves.length > 0 },
  { id: 'error-rate', has: hasCourse(({ errorRate }) => errorRate) },
];

export const visualAnalysis: SectionRule = {
  id: 'visual-analysis',
  heading: 'Visual analysis',
  short: 'Charts',
  empty: {
    text: 'No charts: the raw files of this run contain no individual samples, and no readings over a long enough time.',
    hint: 'Add the log of samples, beside or instead of the summary.',
  },
  blocks: ({ report }: SectionInput) =>
    charts
      .filter(({ has }) => has(report.measures))
      .map(({ id }) => ({ kind: 'figure', chart: id, caption: report.commentary.captions[id] ?? null })),
};
