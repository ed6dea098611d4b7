import { findingBlocks } from './findings-section.ts';
import type { SectionInput, SectionRule } from './section-rule.ts';

export const performanceAnomalies: SectionRule = {
  id: 'performance-anomalies',
  heading: 'Performance anomalies',
  short: 'Anomalies',
  ofBenchmarks: 'with-data',
  empty: {
    text: 'No anomaly found in this run.',
    hint: 'Add one under "anomalies" in the run’s MDX if you saw it.',
  },
  blocks: ({ report }: SectionInput) =>
    findingBlocks(
      report.measures.findings.filter(({ kind }) => kind === 'anomaly'),
      report.commentary.anomalies,
    ),
};
