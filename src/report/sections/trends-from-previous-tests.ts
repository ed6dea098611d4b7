import { formatChange } from '../../model/format.ts';
import { metricOf } from '../../model/metrics.ts';
import type { ReportedDrift, RunReport } from '../../model/run-report.ts';
import type { Block } from '../../model/section.ts';
import { placeTextOf, type PlaceText } from '../place-text.ts';
import { changedFigures } from './changed-figures.ts';
import { changedLevels } from './changed-levels.ts';
import type { SectionInput, SectionRule } from './section-rule.ts';

export const trendsFromPreviousTests: SectionRule = {
  id: 'trends-from-previous-tests',
  heading: 'Trends from previous tests',
  short: 'Trends',
  empty: {
    text: 'There is no earlier run to compare with.',
    hint: 'Trends appear once a second comparable run is committed.',
  },
  blocks: ({ report }: SectionInput): Block[] => {
    const { context, commentary } = report;
    const said = commentary.trends.map((markdown) => ({ kind: 'commentary', markdown }) as const);
    if (context.earlierRuns === 0) return said;
    const placeText = placeTextOf(report.measures);
    return [
      { kind: 'text', text: baselineText(report) },
      ...changedFigures(context.changes, placeText),
      ...changedLevels(report, placeText),
      ...driftBlocks(context.drifts, placeText),
      ...said,
    ];
  },
};

const repeatsText = (repeats: number): string =>
  repeats === 0
    ? ''
    : `, of which ${repeats} ${repeats === 1 ? 'is a repeat' : 'are repeats'} of this build and ${repeats === 1 ? 'counts' : 'count'} beside it`;

function baselineText({ context }: RunReport): string {
  const runs = `${context.earlierRuns} earlier ${context.earlierRuns === 1 ? 'run' : 'runs'}`;
  if (context.baseline === null)
    return `Nothing is compared: ${context.noBaseline ?? `there is no baseline among ${runs}`}.`;
  return `Compared with ${context.baseline.id} (${context.baseline.why}); ${runs} known when this one was made${repeatsText(context.repeats)}.`;
}

function driftBlocks(drifts: readonly ReportedDrift[], placeText: PlaceText): Block[] {
  return drifts.map((drift) => ({
    kind: 'text',
    text: `Slow drift: ${metricOf(drift.metric).label.toLowerCase()} of ${placeText(drift)} gets ${drift.verdict} without a step, by ${formatChange(drift.perRun)} per run over ${drift.runs} runs.`,
  }));
}
