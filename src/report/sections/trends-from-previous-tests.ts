import { capitalised } from '../../model/text/capitalised.ts';
import { counted } from '../../model/text/counted.ts';
import { fixed, formatChange } from '../../model/text/format.ts';
import { nounsOf } from '../../model/run-kind.ts';
import { metricOf } from '../../model/metrics/metrics.ts';
import type { ReportedDrift, RunReport } from '../../model/run-report.ts';
import type { Block } from '../../model/section.ts';
import { wordingOf } from '../../model/text/verdict-wording.ts';
import { comparedWith, pairsNote, whyNotCompared } from '../words/compared-with.ts';
import { placeTextOf, type PlaceText } from '../words/place-text.ts';
import { shiftSentence } from '../words/shift-text.ts';
import { metricChanges } from './metric-changes.ts';
import { changedLevels } from './changed-levels.ts';
import type { SectionInput, SectionRule } from './section-rule.ts';

export const trendsFromPreviousTests: SectionRule = {
  id: 'trends-from-previous-tests',
  heading: 'Trends from previous tests',
  short: 'Trends',
  empty: {
    text: 'No earlier run to compare with.',
    hint: 'Trends appear once a second comparable run is committed.',
  },
  blocks: ({ report }: SectionInput): Block[] => {
    const { context, commentary } = report;
    const implications = commentary.trends.map((markdown) => ({ kind: 'commentary', markdown }) as const);
    if (context.earlierRuns === 0) return implications;
    const placeText = placeTextOf(report.measures);
    return [
      { kind: 'text', text: baselineText(report) },
      ...metricChanges(context.changes, placeText, context.common, report.measures.kind),
      ...shiftBlocks(report, placeText),
      ...changedLevels(report, placeText),
      ...driftBlocks(context.drifts, placeText),
      ...implications,
    ];
  },
};

/** How many earlier runs count, as the column of verdicts gives them ("history of 8 runs"), and why not all. */
function historyText({ earlierRuns, comparedRuns, repeats }: RunReport['context']): string {
  const pooled =
    repeats === 0
      ? ''
      : repeats === 1
        ? ' 1 further run is a repeat of this build and is pooled with this run.'
        : ` ${fixed(repeats, 0)} further runs are repeats of this build and are pooled with this run.`;
  if (comparedRuns === earlierRuns) return `The history has ${counted(earlierRuns, 'earlier run')}.`;
  const others = earlierRuns - comparedRuns - repeats;
  const why = 'on a branch, ignored, from another environment, after the baseline, or too old';
  const left =
    others <= 0
      ? ''
      : ` ${counted(others, 'other earlier run')} ${others === 1 ? 'does' : 'do'} not count (${why}).`;
  return `The history has ${counted(comparedRuns, 'earlier run')}.${pooled}${left}`;
}

function baselineText({ context }: RunReport): string {
  const runs = counted(context.earlierRuns, 'earlier run');
  if (context.baseline === null)
    return `No comparison: ${context.noBaseline ?? `there is no baseline among ${runs}`}.`;
  const note = pairsNote(context);
  if (note !== null)
    return `Compared with ${comparedWith(context) ?? ''}. ${note} Histories and shapes are compared with ${context.baseline.id} (${context.baseline.why}).`;
  const { id, why } = context.baseline;
  const whyNot = whyNotCompared(context);
  // Which metrics only one of the two has follows.
  if (whyNot === 'no metric in common') return `The baseline is ${id} (${why}).`;
  if (whyNot !== null) return `${capitalised(whyNot)} with ${id} (${why}).`;
  return `Compared with ${id} (${why}). ${historyText(context)}`;
}

/** Where response times changed their shape and not just their level: in words, and folded in a chart. */
function shiftBlocks({ context: { shifts = [] }, measures }: RunReport, placeText: PlaceText): Block[] {
  if (shifts.length === 0) return [];
  const sentences = shifts.map((shift) => `${placeText(shift)}: ${shiftSentence(shift)}.`);
  return [
    { kind: 'text', text: sentences.join(' ') },
    {
      kind: 'fold',
      summary: `Change of ${nounsOf(measures.kind).times.toLowerCase()} by percentile`,
      blocks: [{ kind: 'figure', chart: 'distribution-shift', caption: null }],
    },
  ];
}

function driftBlocks(drifts: readonly ReportedDrift[], placeText: PlaceText): Block[] {
  return drifts.map((drift) => ({
    kind: 'text',
    text: `Drift: ${metricOf(drift).label.toLowerCase()} of ${placeText(drift) || 'the run'} ${wordingOf(drift.verdict).verb} gradually, by ${formatChange(drift.perRun)} per run over ${drift.runs} runs.`,
  }));
}
