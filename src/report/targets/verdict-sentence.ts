import { achievedText } from './achieved-text.ts';
import type { RunReport, TargetResult } from '../../model/run-report.ts';
import { missedObjectives, missedObjectiveText } from './missed-objectives.ts';
import { boundText } from './targets.ts';

const list = new Intl.ListFormat('en', { type: 'conjunction' });

const names = (targets: readonly TargetResult[]): string =>
  list.format(targets.map((target) => target.label));

/** The verdict of a run, computed from its targets in one sentence, and missed objectives in another. */
export function verdictSentence({
  targets,
  context,
}: Pick<RunReport, 'targets'> & Partial<Pick<RunReport, 'context'>>): string {
  const lost = context === undefined ? [] : missedObjectives({ context });
  const objectives =
    lost.length === 0 ? '' : ` Not met over time: ${lost.map(missedObjectiveText).join('; ')}.`;
  return `${targetsSentence({ targets })}${objectives}`;
}

function targetsSentence({ targets }: Pick<RunReport, 'targets'>): string {
  if (targets.length === 0) return 'No targets are set in project.json, so there is no verdict.';
  const of = (verdict: TargetResult['verdict']): TargetResult[] =>
    targets.filter((one) => one.verdict === verdict);
  const missed = of('not met');
  const open = of('inconclusive');
  const unmeasured = of('not measured');
  const met = of('met');
  if (unmeasured.length === targets.length) return 'No target was measured.';
  const head =
    missed.length > 0
      ? `The run ${missesText(missed.length, targets.length)}: ${missed.map(missText).join('; ')}.`
      : open.length > 0
        ? `The verdict is inconclusive because of ${names(open)}.`
        : unmeasured.length > 0
          ? `The run meets all measured targets (${met.length} of ${targets.length}).`
          : `The run meets ${allText(targets.length)}.`;
  const rest = [
    missed.length > 0 && open.length > 0 ? `Inconclusive: ${names(open)}.` : '',
    unmeasured.length > 0 ? `Not measured: ${names(unmeasured)}.` : '',
  ];
  return [head, ...rest].filter((part) => part !== '').join(' ');
}

/** "its target", "both targets", "all 4 targets" */
const allText = (count: number): string =>
  count === 1 ? 'its target' : count === 2 ? 'both targets' : `all ${count} targets`;

/** "does not meet 1 of 4 targets", "meets neither target" */
function missesText(missed: number, all: number): string {
  if (all === 2 && missed === 2) return 'meets neither target';
  return `does not meet ${all === 1 ? 'its target' : `${missed} of ${all} targets`}`;
}

function missText(target: TargetResult): string {
  const bound = boundText(target.bound, target);
  const rest = target.label.includes(bound) ? '' : `, target: ${bound}`;
  return `${target.label} (${achievedText(target)}${rest})`;
}
