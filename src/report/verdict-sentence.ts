import { formatMetric } from '../model/format.ts';
import type { RunReport, TargetResult } from '../model/run-report.ts';
import { boundText } from './targets.ts';

const list = new Intl.ListFormat('en', { type: 'conjunction' });

const names = (targets: readonly TargetResult[]): string =>
  list.format(targets.map((target) => target.label));

/** The verdict of a run in one sentence, computed from its targets alone. */
export function verdictSentence({ targets }: Pick<RunReport, 'targets'>): string {
  if (targets.length === 0) return 'No target is set in project.json, so there is no verdict.';
  const of = (verdict: TargetResult['verdict']): TargetResult[] =>
    targets.filter((one) => one.verdict === verdict);
  const missed = of('not met');
  const open = of('inconclusive');
  const unmeasured = of('not measured');
  const met = of('met');
  if (unmeasured.length === targets.length) return 'None of the targets was measured.';
  const head =
    missed.length > 0
      ? `The run does not meet its targets: ${missed.map(missText).join('; ')}.`
      : open.length > 0
        ? `Whether the run meets its targets is open: ${names(open)} ${open.length === 1 ? 'is' : 'are'} inconclusive.`
        : unmeasured.length > 0
          ? `The run meets the ${met.length === 1 ? 'one' : met.length} of its ${targets.length} targets that ${met.length === 1 ? 'was' : 'were'} measured.`
          : `The run meets all of its ${targets.length === 1 ? 'one target' : `${targets.length} targets`}.`;
  const rest = [
    missed.length > 0 && open.length > 0
      ? `${names(open)} ${open.length === 1 ? 'is' : 'are'} inconclusive.`
      : '',
    unmeasured.length > 0 ? `Not measured: ${names(unmeasured)}.` : '',
  ];
  return [head, ...rest].filter((part) => part !== '').join(' ');
}

function missText(target: TargetResult): string {
  const wanted = boundText(target.bound, target.metric);
  const rest = target.label.includes(wanted) ? '' : `, wanted ${wanted}`;
  return `${target.label} (${formatMetric(target.achieved, target.metric)}${rest})`;
}
