import { middleCut } from '../../model/text/middle-cut.ts';
import { counted } from '../../model/text/counted.ts';
import { footingStart, hasNothingInCommon } from '../../diff/footing-start.ts';
import { changedMetrics, changedTargets } from '../../diff/changed.ts';
import type { DiffMetric, DiffRun, DiffVerdict } from '../../model/documents/diff.ts';
import { shortMetric } from '../../model/text/short-metric.ts';
import { changeCounts, wordingOf } from '../../model/text/verdict-wording.ts';
import { leadingChange } from '../../report/folded-changes.ts';
import { valuesText } from '../../diff/markdown/metric-text.ts';
import { commonHeadline } from '../../report/words/common-text.ts';
import type { Project } from '../../model/documents/project.ts';
import type { Tone } from '../../model/section.ts';

/** Display names of ids. */
export interface Names {
  readonly endpoint: (id: string) => string;
  readonly scenario: (id: string) => string;
  readonly target: (id: string) => string;
  /** Set for runs of benchmarks, which know no scenarios and no requests. */
  readonly kind?: DiffRun['kind'];
}

/** The names of a project's endpoints and targets, and of some runs' scenarios. */
export function namesOf(
  { endpoints, targets }: Pick<Project, 'endpoints' | 'targets'>,
  scenarios: readonly { readonly id: string; readonly name: string }[],
): Names {
  const labels = new Map(endpoints.map(({ id, label }) => [id, label]));
  const names = new Map(scenarios.map(({ id, name }) => [id, name]));
  const bounds = new Map(targets.map(({ id, label }) => [id, label]));
  return {
    endpoint: (id) => middleCut(labels.get(id) ?? id),
    scenario: (id) => names.get(id) ?? id,
    target: (id) => bounds.get(id) ?? id,
  };
}

/** The place of a metric: "Pay · Buying", "All requests · Buying". */
export function placeText(
  { metric, scenario, endpoint }: Pick<DiffMetric, 'metric' | 'scenario' | 'endpoint'>,
  names: Names,
): string {
  const { kind } = names;
  const isPooled = endpoint === null && /^(?:response|errors)\.|^apdex$/.test(metric);
  const parts = [
    isPooled && kind === undefined ? 'All requests' : endpoint === null ? null : names.endpoint(endpoint),
    scenario === null || kind === 'benchmark' ? null : names.scenario(scenario),
  ];
  return parts.filter((part) => part !== null).join(' · ') || 'Whole run';
}

/** "3 regressions, 7 possible improvements"; null if nothing changed. */
export const changedMetricsText = (run: DiffRun): string | null => changeCounts(changedMetrics(run)) || null;

/** "; 1 target no longer met"; a target that was not met before either, but inconclusive, only is not met. */
function missedText(run: DiffRun): string {
  const missed = changedTargets(run).filter(({ head }) => head === 'not met');
  const lost = missed.filter(({ base }) => base === 'met').length;
  const rest = missed.length - lost;
  return [
    lost === 0 ? '' : `; ${counted(lost, 'target')} no longer met`,
    rest === 0 ? '' : lost === 0 ? `; ${counted(rest, 'target')} not met` : `; ${rest} more not met`,
  ].join('');
}

/** "Pay p95 100 → 130 ms": the change that matters most, with its values; null if nothing changed. */
function worstText(run: DiffRun, names: Names): string | null {
  const main = leadingChange(changedMetrics(run));
  if (main === null) return null;
  const { scenario, endpoint } = main;
  const place =
    endpoint !== null && endpoint !== '*' ? names.endpoint(endpoint) : scenario && names.scenario(scenario);
  return [place, shortMetric(main), valuesText(main)].filter(Boolean).join(' ');
}

/** The worst change with its values, then how many there are: "; 3 regressions"; alone it is named. */
function changesText(run: DiffRun, names: Names): string | null {
  const changed = changedMetrics(run);
  const [only] = changed;
  const worst = worstText(run, names);
  if (worst === null || only === undefined) return null;
  return changed.length === 1
    ? `${worst} (${wordingOf(only.verdict, only.certainty).label})`
    : `${worst}; ${changeCounts(changed)}`;
}

/** The verdict of a comparison as its heading. Where anything regressed, that everything got faster is no good news. */
export function comparisonHeadline(run: DiffRun, names: Names): string {
  const { base, head, verdict } = run;
  const missed = missedText(run);
  const changes = changesText(run, names);
  const common = run.common === undefined ? null : commonHeadline(run.common, run.kind);
  const isMixed = run.common?.verdict === 'better' && run.metrics.some((one) => one.verdict === 'worse');
  if (common !== null && !isMixed) return `${common}${changes === null ? '' : `; ${changes}`}${missed}`;
  if (changes !== null) return `${changes}${missed}`;
  if (hasNothingInCommon(run)) return `Nothing to compare: no metric of ${head} in ${base ?? ''}${missed}`;
  if (verdict === 'cannot-tell') return `Inconclusive: ${head} against ${base ?? ''}${missed}`;
  if (verdict === 'same') return `${head} equals ${base ?? ''}${missed}`;
  return `No change detected from ${base ?? ''} to ${head}${missed}`;
}

/** Why the two may be compared, or why not, in one sentence. */
export function footingText(run: DiffRun): string {
  const { base, reasons } = run;
  return `${footingStart(run)}${base ?? ''}${reasons.length === 0 ? '' : `: ${reasons.join('; ')}`}.`;
}

/** How a verdict looks. */
export const verdictTone: Record<DiffVerdict, Tone> = {
  worse: 'bad',
  better: 'good',
  mixed: 'unsure',
  same: 'neutral',
  'no-change-shown': 'neutral',
  'cannot-tell': 'neutral',
};
