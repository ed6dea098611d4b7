import type { RunMeasures } from '../../model/run-measures.ts';
import type { SectionInput, SectionRule } from './section-rule.ts';

/** The template's charts, and when there is something to draw. */
const charts: readonly { readonly id: string; readonly has: (measures: RunMeasures) => boolean }[] = [
  { id: 'response-distribution', has: ({ distributions }) => distributions.length > 0 },
  {
    id: 'latency-over-time',
    has: ({ timelines }) => timelines.some(({ points }) => points.some((point) => point.p50 !== null)),
  },
  { id: 'throughput-over-time', has: ({ timelines }) => timelines.length > 0 },
  { id: 'memory-pattern', has: ({ memoryCurves }) => memoryCurves.length > 0 },
  { id: 'cpu', has: ({ cpuCurves }) => cpuCurves.length > 0 },
  {
    id: 'error-rate',
    has: ({ timelines }) => timelines.some(({ points }) => points.some((point) => point.errorRate !== null)),
  },
];

export const visualAnalysis: SectionRule = {
  id: 'visual-analysis',
  heading: 'Visual analysis',
  short: 'Charts',
  empty: {
    text: 'There is nothing to draw: no raw file of this run holds single samples or readings over time.',
    hint: 'Give the log of samples beside or instead of the summary.',
  },
  blocks: ({ report }: SectionInput) =>
    charts
      .filter(({ has }) => has(report.measures))
      .map(({ id }) => ({ kind: 'figure', chart: id, caption: report.words.captions[id] ?? null })),
};
