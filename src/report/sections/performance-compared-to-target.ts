import { marginText } from '../targets/margin-text.ts';
import { betweenText } from '../targets/between-text.ts';
import { achievedText } from '../targets/achieved-text.ts';
import { metricOf } from '../../model/metrics/metrics.ts';
import type { RunReport, TargetResult } from '../../model/run-report.ts';
import type { BulletMark, ScaleMark } from '../../model/cell-mark.ts';
import type { Block, Cell, Column } from '../../model/section.ts';
import { placeTextOf, type PlaceText } from '../words/place-text.ts';
import { boundText } from '../targets/targets.ts';
import { verdictSentence } from '../targets/verdict-sentence.ts';
import { objectiveBlocks } from './service-objectives.ts';
import { toolTargetBlocks } from './tool-targets.ts';
import { aroundLoad } from './around-load.ts';
import { intervalText, provenanceOf, text, verdictTone } from './cells.ts';
import type { SectionInput, SectionRule } from './section-rule.ts';

export const performanceComparedToTarget: SectionRule = {
  id: 'performance-compared-to-target',
  heading: 'Performance compared to target',
  short: 'Targets',
  ofBenchmarks: 'with-data',
  empty: {
    text: 'No targets are set.',
    hint: 'List "targets" in project.json: an id, a metric and a bound.',
  },
  blocks: ({ report }: SectionInput): Block[] => [
    ...targetBlocks(report),
    ...objectiveBlocks(report),
    ...toolTargetBlocks(report.measures),
  ],
};

const targetBlocks = (report: RunReport): Block[] =>
  report.targets.length === 0
    ? []
    : [
        { kind: 'text', text: verdictSentence(report), tone: verdictTone(report.verdict) },
        {
          kind: 'table',
          id: 'targets',
          caption: 'Each target with its worst value',
          columns: [
            { key: 'metric', label: 'Metric', type: 'text' },
            { key: 'target', label: 'Target', type: 'text', phone: 'last' },
            { key: 'achieved', label: 'Achieved', type: 'number', phone: 'last' },
            ...(report.targets.some((target) => bulletOf(target) !== null) ? [bulletColumn] : []),
            { key: 'where', label: 'Worst in', type: 'text', phone: 'last' },
            { key: 'margin', label: 'Margin', type: 'number', phone: 'last' },
            { key: 'verdict', label: 'Verdict', type: 'verdict' },
          ],
          isStacked: true,
          isCaptionUnseen: true,
          rows: report.targets.map((target) => row(target, placeTextOf(report.measures))),
          note: `Verdicts are about this run. A target is met or not met if the whole 95% interval lies on one side of the bound; otherwise it is inconclusive. ${report.measures.kind === 'load' ? 'Intervals take into account that consecutive requests resemble each other. ' : ''}Values without an interval are judged as they are.${notJudged(report)}`,
        },
      ];

const bulletScale: ScaleMark = {
  kind: 'scale',
  of: 'bullet',
  ticks: [
    { at: 0, label: '0' },
    { at: 0.5, label: 'target', isBound: true },
    { at: 1, label: '×2' },
  ],
};

const bulletColumn: Column = {
  key: 'bullet',
  label: 'Value against target; shaded: target met',
  type: 'text',
  scale: bulletScale,
};

/** The value as a share of the bound; null if nothing was measured, or if the bound is 0. */
function bulletOf(target: TargetResult): BulletMark | null {
  const { bound, achieved, interval, verdict } = target;
  if (achieved === null || bound.value <= 0) return null;
  const share = (value: number | null | undefined): number | null =>
    value == null ? null : value / bound.value;
  return {
    kind: 'bullet',
    value: achieved / bound.value,
    lower: share(interval?.lower),
    upper: share(interval?.upper),
    meets: bound.op === 'below' || bound.op === 'atMost' ? 'below' : 'above',
    verdict,
    title: `${achievedText(target)}, target: ${boundText(bound, target)}`,
  };
}

/** Says that setup and teardown requests are not judged, if there are any. */
function notJudged({ measures: { scenarios } }: RunReport): string {
  const around = aroundLoad(scenarios);
  return around === null
    ? ''
    : ` Requests of ${around} are not part of the load: only a target that names them applies to them.`;
}

function row(target: TargetResult, placeText: PlaceText): Record<string, Cell> {
  const { interval, margin, verdict, asReported, settle, metricValue, failing, judged } = target;
  const { unit } = metricOf(target);
  const bullet = bulletOf(target);
  const rests = betweenText(metricValue, target);
  // Where the value is a bound, its cell states the same.
  const intervalNote = rests === null ? intervalText(interval, unit) : null;
  const why = settle ?? rests;
  const unsettled = why === null ? {} : { note: why };
  const several = failing.length > 1 ? { note: `${failing.length} of ${judged} fail` } : {};
  return {
    metric: text(
      target.label,
      // `init` names a target after its metric.
      [metricOf(target), metricOf(target.metric)].some(({ label }) =>
        target.label.toLowerCase().startsWith(label.toLowerCase()),
      )
        ? {}
        : { note: metricOf(target).label },
    ),
    target: text(boundText(target.bound, target)),
    achieved: text(achievedText(target), {
      ...(intervalNote === null ? {} : { note: intervalNote }),
      ...(metricValue === null ? {} : { provenance: provenanceOf(metricValue) }),
    }),
    ...(bullet === null ? {} : { bullet: text('', { mark: bullet }) }),
    where: text(placeText(target), several),
    margin: text(margin === null ? null : marginText(margin)),
    verdict: text(asReported && verdict !== 'not measured' ? `${verdict}, as reported` : verdict, {
      tone: verdictTone(verdict),
      ...unsettled,
    }),
  };
}
