import { achievedText } from './achieved-text.ts';
import type { RunReport, TargetResult } from '../../model/run-report.ts';
import { boundText } from './targets.ts';

const list = new Intl.ListFormat('en', { type: 'conjunction' });

const names = (targets: readonly TargetResult[]): string =>
  list.format(targets.map((target) => target.label));

/** The verdict of a run in one sentence, computed from its targets alone. */
export function verdictSentence({ targets }: Pick<RunReport, 'targets'>): string {
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
      ? `The run does not meet ${targets.length === 1 ? 'its target' : `${missed.length} of ${targets.length} targets`}: ${missed.map(missText).join('; ')}.`
      : open.length > 0
        ? `The verdict is inconclusive because of ${names(open)}.`
        : unmeasured.length > 0
          ? `The run meets all measured targets (${met.length} of ${targets.length}).`
          : `The run meets ${targets.length === 1 ? 'its target' : `all ${targets.length} targets`}.`;
  const rest = [
    missed.length > 0 && open.length > 0 ? `Inconclusive: ${names(open)}.` : '',
    unmeasured.length > 0 ? `Not measured: ${names(unmeasured)}.` : '',
  ];
  return [head, ...rest].filter((part) => part !== '').join(' ');
}

function missText(target: TargetResult): string {
  const bound = boundText(target.bound, target);
  const rest = target.label.includes(bound) ? '' : `, target: ${bound}`;
  return `${target.label} (${achievedText(target)}${rest})`;
}
