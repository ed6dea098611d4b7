import type { DiffMetric, DiffRun, DiffTarget } from '../model/documents/diff.ts';
import { defaultScenario } from '../model/lifecycle.ts';
import { metricOf } from '../model/metrics/metrics.ts';
import { nounsOf, type RunKind } from '../model/run-kind.ts';
import { shortMetric } from '../model/text/short-metric.ts';
import { formatMetric } from '../model/text/format.ts';
import { counted } from '../model/text/counted.ts';
import { changedMetrics } from './changed.ts';
import { commonName, nearNames } from './near-names.ts';
import { hasNothingInCommon } from './footing-start.ts';
import type { Reader } from './reader.ts';
import { leadingChange } from '../report/folded-changes.ts';
import { valuesText } from './markdown/metric-text.ts';

/** True where the base measured what this run did not. */
const lacksData = ({ vanished = [], unjudged = [], targets }: DiffRun): boolean =>
  vanished.length + unjudged.length > 0 ||
  targets.some(
    ({ base, head }) =>
      base !== null && base !== 'not measured' && (head === null || head === 'not measured'),
  );

/** What to do if all that the base measured and this run did not is in this run under a name with another host or id. */
function joinStep({ vanished = [], appeared = [] }: DiffRun): string | null {
  const near = nearNames(vanished, appeared);
  const [first] = near;
  if (first === undefined || near.length < vanished.length) return null;
  const by = near.every(({ differsBy }) => differsBy === 'host')
    ? 'host'
    : near.every(({ differsBy }) => differsBy === 'id')
      ? 'id'
      : 'host or id';
  const others = near.length === 1 ? '' : ` and ${counted(near.length - 1, 'other')}`;
  const [verb, base] = near.length === 1 ? ['differs', 'that'] : ['differ', 'those'];
  return `join endpoints with match in project.json; measuring again does not help. ${commonName(first)}${others} ${verb} from ${base} of the base only by ${by}.`;
}

/** The step of a comparison that asks for none. */
export const nothing = 'nothing.';

/** "`pay` p95 200 → 250 ms", the strongest; null where the regressions are of other comparisons. */
function strongestText(worse: readonly DiffMetric[]): string | null {
  const main = leadingChange(worse);
  return main === null ? null : placedText(main);
}

/** "pay p95 200 → 250 ms"; of all requests the scenario is named. */
function placedText(metric: DiffMetric): string {
  const where = metric.endpoint === '*' ? metric.scenario : (metric.endpoint ?? metric.scenario);
  return `${where === null || where === defaultScenario ? '' : `${where} `}${shortMetric(metric)} ${valuesText(metric)}`;
}

/** Of so many settings each is named. */
const mostSettings = 2;

/** " The configuration differs: environment.connectionLimit none → 40.": where to look first. */
function settingsText({ configuration }: DiffRun): string {
  if (configuration.length === 0) return '';
  const named =
    configuration.length > mostSettings
      ? ` in ${counted(configuration.length, 'setting')}`
      : `: ${configuration.map(({ key, from, to }) => `${key} ${from ?? 'not recorded'} → ${to ?? 'not recorded'}`).join(', ')}`;
  return ` The configuration differs${named}.`;
}

/** True of a response time of an endpoint that both runs measured. */
const isTimeOfEndpoint = ({ metric, endpoint, base, head }: DiffMetric): boolean =>
  metric.startsWith('response.') && endpoint !== null && endpoint !== '*' && base !== null && head !== null;

/**
 * True where a busy machine would look the same: the times of all endpoints are worse, and nothing tells the machine from
 * the code, neither pairs, a control or other endpoints nor a second session.
 */
function mayBeMachine({ metrics, common }: DiffRun): boolean {
  if (common !== undefined && (common.control || common.confirmedBy !== 'size')) return false;
  const times = metrics.filter(isTimeOfEndpoint);
  if (times.some(({ design }) => design === 'paired')) return false;
  const worse = new Set(times.filter(isProven).map(({ endpoint }) => endpoint));
  return worse.size > 1 && times.every(({ endpoint, shared }) => shared === true || worse.has(endpoint));
}

/** " All endpoints slowed together, ...": what else it may be. */
const machineText = (run: DiffRun): string =>
  mayBeMachine(run)
    ? ` All ${nounsOf(run.kind ?? 'load').subject}s slowed together, as on a busy machine: if this build ran only once, repeat it first.`
    : '';

/** Newly missed targets, the one furthest beyond its bound first. */
const newlyMissed = ({ targets }: DiffRun): DiffTarget[] =>
  targets
    .filter(({ base, head }) => head === 'not met' && base !== 'not met')
    .toSorted((a, b) => (a.margin ?? 0) - (b.margin ?? 0));

/** "pay p95 754 ms"; null for a target whose value is unknown. */
function targetText({ metric, terms, endpoint, headValue = null }: DiffTarget): string | null {
  if (metric === undefined || headValue === null) return null;
  const of = { metric, terms };
  return `${endpoint === undefined ? '' : `${endpoint} `}${shortMetric(of)} ${formatMetric(headValue, of)}`;
}

/** "meet the missed target, pay p95 754 ms, and ": what comes before the regressions; empty if no target is newly missed. */
function missedText(missed: readonly DiffTarget[], worst: string | null): string {
  if (missed.length === 0) return '';
  const value = worst === null ? '' : `, ${missed.length === 1 ? '' : 'first '}${worst},`;
  return `meet the ${missed.length === 1 ? 'missed target' : `${missed.length} missed targets`}${value} and `;
}

const beforeMerging = (reader: Reader): string => (reader === 'pull request' ? ' before merging' : '');

/** Where targets are changed: those that a pull request changes have no effect on its own gate. */
const inProject = (reader: Reader): string =>
  reader === 'pull request' ? 'on the main branch first' : 'in project.json';

/** How to accept what is intended: an annotation of the pull request itself has no effect on its own gate. */
function acceptText(isOne: boolean, reader: Reader): string {
  const [intended, it, annotations] = isOne
    ? ['the regression is', 'it', 'annotation']
    : ['the regressions are', 'them', 'annotations'];
  return reader === 'pull request'
    ? `If ${intended} intended, merge the ${annotations} below into the main branch first.`
    : `If ${intended} intended, accept ${it} in annotations.json.`;
}

/** How to settle proven regressions: which, and how to accept them. */
function worseStep(run: DiffRun, reader: Reader): string {
  const worse = changedMetrics(run).filter(isProven);
  const count = worse.length + (run.unseen ?? []).filter(({ certainty }) => certainty === 'confirmed').length;
  const strongest = strongestText(worse);
  const isOne = count === 1;
  const what = isOne
    ? `the regression${strongest === null ? '' : ` of ${strongest}`}`
    : `the ${count} confirmed regressions`;
  const missed = newlyMissed(run);
  const worst = missed[0] === undefined ? null : targetText(missed[0]);
  const before = missedText(missed, worst);
  // There is one thing to begin with.
  const first =
    isOne || strongest === null || worst !== null ? '' : `, the largest of these first: ${strongest}`;
  const settings = reader === 'page' ? settingsText(run) : '';
  return `${before}fix ${what}${beforeMerging(reader)}${first}.${settings}${machineText(run)} ${acceptText(isOne, reader)}`;
}

const isProven = ({ verdict, certainty }: DiffMetric): boolean =>
  verdict === 'worse' && certainty === 'confirmed';

/** Half as much again, or half as much of what should be high: too much to pass over without proof. */
function isLargeLoss(metric: DiffMetric, kind: RunKind): boolean {
  const { relative, verdict, largestUnconfirmed, reasons = [] } = metric;
  // A single value of a benchmark or a gauge may have no spread at all, and what a tool prints of a load test shows none.
  const isUntested =
    verdict === 'cannot-tell' && (kind !== 'load' || reasons.some(({ id }) => id === 'unknown-spread'));
  const isOpen = largestUnconfirmed === true || isUntested;
  if (!isOpen || relative === null) return false;
  const { direction } = metricOf(metric);
  return direction === 'lower' ? relative >= 0.5 : direction === 'higher' && relative <= -0.5;
}

/** The large loss whose logarithm is furthest from 0: a tenth of a throughput is more than four times a response time. */
function largestLoss({ metrics }: DiffRun, kind: RunKind): DiffMetric | undefined {
  const size = ({ relative }: DiffMetric): number => Math.abs(Math.log1p(relative ?? 0));
  return metrics
    .filter((metric) => isLargeLoss(metric, kind))
    .reduce<DiffMetric | undefined>(
      (most, next) => (most === undefined || size(next) > size(most) ? next : most),
      undefined,
    );
}

const isProvenWorse = (run: DiffRun): boolean =>
  run.metrics.some(isProven) || (run.unseen ?? []).some(({ certainty }) => certainty === 'confirmed');

/** "repeat base and head, or measure longer.": what gives a comparison its evidence. */
const repeatOr = (kind: RunKind): string =>
  `repeat base and head, or measure ${kind === 'benchmark' ? 'each benchmark several times' : 'longer'}.`;

/** "If it is right, merge an annotation ...": how to accept a run that cannot be compared in full. */
const acceptStep = (condition: string, reader: Reader): string =>
  reader === 'pull request'
    ? `If ${condition}, merge an annotation that accepts the run into the main branch first.`
    : `If ${condition}, accept the run in annotations.json.`;

/** What the changes ask for, whatever the targets say. */
function stepOfChanges(run: DiffRun, reader: Reader): string {
  const kind = run.kind ?? 'load';
  const changed = changedMetrics(run);
  if (isProvenWorse(run)) return worseStep(run, reader);
  if (run.base === null && lacksData(run))
    return `correct the run.json or the scenario folders of this run. As it is, the run is compared with nothing. ${acceptStep('it is right', reader)}`;
  if (run.base === null) return 'add a run of the base; there is nothing to compare with.';
  if (!run.comparable) return 'repeat the base in the same environment; the two runs are not comparable.';
  const join = joinStep(run);
  if (join !== null) return join;
  if (hasNothingInCommon(run))
    return `compare with a run that measured the same; no metric was measured in both. ${acceptStep(`what the base measured was removed on purpose`, reader)}`;
  if (lacksData(run))
    return `measure again. ${kind === 'load' ? 'Endpoints, scenarios' : kind === 'benchmark' ? 'Benchmarks' : 'Values'} or targets of the base have no data in this run. ${acceptStep('they were removed on purpose', reader)}`;
  if (run.common?.verdict === 'worse')
    return `repeat base and head on an idle machine. All ${nounsOf(kind).subject}s slowed together: what is left then comes from the code${run.configuration.length > 0 ? ' or the changed configuration' : ''}, not from the machine.`;
  const worse = changed.filter(({ verdict }) => verdict === 'worse').length;
  if (worse > 0)
    return `repeat base and head. The ${worse === 1 ? 'regression is' : 'regressions are'} possible, not proven.`;
  const loss = largestLoss(run, kind);
  const isUnjudged = run.metrics.length > 0 && run.metrics.every(({ verdict }) => verdict === 'cannot-tell');
  if (isUnjudged && loss?.largestUnconfirmed !== true) return `${repeatOr(kind)} Nothing could be judged.`;
  if (loss !== undefined)
    return `repeat base and head. The largest unproven change, ${placedText(loss)}, is too large to ignore.`;
  if (run.verdict === 'cannot-tell' && run.metrics.length > 0)
    return `${repeatOr(kind)} Most metrics could not be judged.`;
  const met = run.targets.filter(({ base, head }) => head === 'met' && base === 'not met').length;
  return met === 0
    ? nothing
    : `nothing to fix: ${counted(met, 'target')} now met. More runs of the head would confirm what changed.`;
}

/** True if a change says that more requests fail: to fix it is the step then. */
const hasMoreErrors = ({ metrics }: DiffRun): boolean =>
  metrics.some((metric) => metric.metric.startsWith('errors.') && isProven(metric));

/** What a reader of a comparison should do now: many failures that the base has too come before all else. */
export function nextStep(run: DiffRun, reader: Reader): string {
  const step = stepOfRun(run, reader);
  if (run.failures === undefined || hasMoreErrors(run)) return step;
  const why = `find out why ${run.failures}.`;
  return step === nothing ? why : `${why} Then ${step}`;
}

/** What changes and targets ask for. A target that the base missed too hides nothing that changed since. */
function stepOfRun(run: DiffRun, reader: Reader): string {
  const missed = run.targets.filter(({ head }) => head === 'not met');
  const step = stepOfChanges(run, reader);
  const countNew = newlyMissed(run).length;
  const isNewlyMissed = countNew > 0;
  const [targets, are, them] =
    countNew === 1 ? ['target', 'is', 'it'] : [`${countNew} targets`, 'are', 'them'];
  if (isNewlyMissed && !isProvenWorse(run))
    return run.common?.verdict === 'worse' && run.comparable
      ? `${step} If the ${targets} ${are} missed again, meet ${them}${beforeMerging(reader)}.`
      : `meet the ${countNew === 1 ? 'missed target' : `${countNew} missed targets`}${beforeMerging(reader)}, or change ${countNew === 1 ? 'the target' : 'them'} ${inProject(reader)}.`;
  if (isNewlyMissed || missed.length === 0) return step;
  return step === nothing
    ? `meet the missed targets, or change the targets ${inProject(reader)}. The base misses them too.`
    : `${step} The base misses the targets too.`;
}
