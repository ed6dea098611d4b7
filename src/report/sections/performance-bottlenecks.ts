import { findingBlocks } from './findings-section.ts';
import type { SectionInput, SectionRule } from './section-rule.ts';

export const performanceBottlenecks: SectionRule = {
  id: 'performance-bottlenecks',
  heading: 'Performance bottlenecks',
  short: 'Bottlenecks',
  ofBenchmarks: 'with-data',
  empty: {
    text: 'No bottleneck found.',
    hint: 'Add one under "bottlenecks" in the run’s MDX if you know of it.',
  },
  blocks: ({ report }: SectionInput) =>
    findingBlocks(
      report.measures.findings.filter(({ kind }) => kind === 'bottleneck'),
      report.commentary.bottlenecks,
    ),
};
