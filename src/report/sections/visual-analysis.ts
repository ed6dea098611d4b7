import { runCharts } from './chart-data.ts';
import type { SectionInput, SectionRule } from './section-rule.ts';

export const visualAnalysis: SectionRule = {
  id: 'visual-analysis',
  heading: 'Visual analysis',
  short: 'Charts',
  ofBenchmarks: 'with-data',
  empty: {
    text: 'No charts: the raw files of this run contain no individual samples, and no readings over a long enough time.',
    hint: 'Add the log of samples, beside or instead of the summary.',
  },
  blocks: ({ report }: SectionInput) => {
    const drawn = runCharts.filter(({ has }) => has(report.measures));
    if (drawn.length === 0) return [];
    const charts = drawn.map(({ id }) => ({ chart: id, caption: report.commentary.captions[id] ?? null }));
    return [{ kind: 'gallery', charts }];
  },
};
