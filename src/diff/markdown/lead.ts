import { isCalled } from '../../model/metrics/called.ts';
import type { BlockContent, Paragraph, PhrasingContent } from 'mdast';
import { capitalised } from '../../model/text/capitalised.ts';
import { counted } from '../../model/text/counted.ts';
import type { DiffMetric, DiffRun, DiffTarget } from '../../model/documents/diff.ts';
import type { MetricRef } from '../../model/metrics/metrics.ts';
import { metricKey } from '../../model/metrics/metric-value.ts';
import { formatMetric, formatStep } from '../../model/text/format.ts';
import { shortMetric } from '../../model/text/short-metric.ts';
import { boundText } from '../../report/targets/targets.ts';
import { markOf, quietCounts, wordingOf } from '../../model/text/verdict-wording.ts';
import { defaultScenario } from '../../model/lifecycle.ts';
import { foldedChanges } from '../../report/folded-changes.ts';
import { paragraph, plain, strong } from '../../report/markdown/nodes.ts';
import { nounsOf } from '../../model/run-kind.ts';
import { changedMetrics } from '../changed.ts';
import { nextStep, nothing } from '../next-step.ts';
import { name, words } from './foreign.ts';
import { shortInterval, shortSize, valuesText } from './metric-text.ts';

/** "`pay` p95 200 → 250 ms (+25%)" */
export function changePhrase(metric: DiffMetric): PhrasingContent[] {
  const { endpoint } = metric;
  const where = endpoint === null || endpoint === '*' ? [] : [name(endpoint), plain(' ')];
  const size = metric.relative === null ? '' : ` (${shortSize(metric)})`;
  return [...where, plain(`${shortMetric(metric)} ${valuesText(metric)}${size}`)];
}

/** The targets whose verdict counts now. */
const countingTargets = ({ targets }: DiffRun): DiffTarget[] =>
  targets.filter(
    ({ metric, base, head }) =>
      metric !== undefined &&
      (head === 'not met' ||
        (head === 'met' && base === 'not met') ||
        (head === 'inconclusive' && base === 'met')),
  );

/** The targets that the first lines tell of. */
export const toldTargets = (run: DiffRun): DiffTarget[] => countingTargets(run).slice(0, mostTargets);

/** "`Throughput` 32 → 64 users (target: at least 50 users): now met" */
function targetLine(run: DiffRun): PhrasingContent[] | null {
  const told = toldTargets(run);
  if (told.length === 0) return null;
  const parts = told.flatMap((target, i) => {
    const { metric, terms, bound, endpoint } = target;
    const of = metric === undefined ? null : { metric, terms };
    const values = of === null ? [] : targetValues(target, of);
    const asked = of === null || bound === undefined ? '' : ` (target: ${boundText(bound, of)})`;
    const where = endpoint === undefined ? [] : [plain(' of '), name(endpoint)];
    return [
      plain(i === 0 ? ' ' : '; '),
      name(target.label ?? target.id),
      plain(percentileOf(of)),
      ...where,
      ...values,
      plain(`${asked}: ${stateOf(target)}`),
      ...missedBy(target),
    ];
  });
  const more = countingTargets(run).length - told.length;
  return [strong('Targets:'), ...parts, ...(more > 0 ? [plain(`; ${more} more`)] : [])];
}

/** " 200 → 250 ms", or " 250 ms, base 40 ms of `browse`": values of two endpoints are no change of one. */
function targetValues(
  { baseValue = null, headValue = null, baseEndpoint }: DiffTarget,
  of: MetricRef,
): PhrasingContent[] {
  if (baseEndpoint === undefined) return [plain(` ${formatStep(baseValue, headValue, of)}`)];
  return [
    plain(` ${formatMetric(headValue, of)}, base ${formatMetric(baseValue, of)} of `),
    name(baseEndpoint),
  ];
}

/** So many repeats are named. */
const mostRepeats = 4;

/** " in `pr-7-head-5` and 2 more repeats": which repeats of a build with pairs miss a target. */
function missedBy({ missedBy: runs = [] }: DiffTarget): PhrasingContent[] {
  const named = runs.slice(0, mostRepeats).flatMap((run, i) => [plain(i === 0 ? ' in ' : ', '), name(run)]);
  const more = runs.length - mostRepeats;
  return more > 0 ? [...named, plain(` and ${counted(more, 'more repeat')}`)] : named;
}

/** "now met", "still not met": the verdict of the head, in view of the base's. */
function stateOf({ base, head }: DiffTarget): string {
  if (head === 'met') return 'now met';
  if (head === 'inconclusive') return 'inconclusive now';
  return base === 'not met' ? 'still not met' : 'not met';
}

/** " p95": a target's name need not say which percentile is meant. */
const percentileOf = (of: Parameters<typeof shortMetric>[0] | null): string =>
  of !== null && of.metric.startsWith('response.') ? ` ${shortMetric(of)}` : '';

const mostTargets = 4;

const mostSettings = 4;

function configuration({ configuration: changes }: DiffRun): PhrasingContent[] {
  if (changes.length === 0) return [plain('no difference')];
  const shown = changes
    .slice(0, mostSettings)
    .flatMap(({ key, from, to }, i) => [
      plain(i === 0 ? '' : '; '),
      name(key),
      plain(' '),
      from === null ? plain('not recorded') : name(from),
      plain(' → '),
      to === null ? plain('not recorded') : name(to),
    ]);
  const more = changes.length - mostSettings;
  return [...shown, ...(more > 0 ? [plain(` and ${more} more`)] : [])];
}

const mostApart = 4;

/** "`pay`, `refund` and 3 more" */
function namesOf(endpoints: readonly string[]): PhrasingContent[] {
  const more = endpoints.length - mostApart;
  return [
    ...endpoints.slice(0, mostApart).flatMap((one, i) => [plain(i === 0 ? '' : ', '), name(one)]),
    ...(more > 0 ? [plain(` and ${more} more`)] : []),
  ];
}

/** The endpoints that only one of the two runs has: what is no longer measured can hide in no folded list. */
function apartLine({ kind, vanished = [], appeared = [] }: DiffRun): PhrasingContent[][] {
  if (vanished.length + appeared.length === 0) return [];
  const lost = vanished.length === 0 ? [] : [plain(' no data for '), ...namesOf(vanished)];
  const added =
    appeared.length === 0 ? [] : [plain(`${lost.length === 0 ? '' : ';'} new: `), ...namesOf(appeared)];
  return [[strong(`${capitalised(nounsOf(kind ?? 'load').subject)}s:`), ...lost, ...added]];
}

const mostScenarios = 6;
const mostFacts = 3;

/** True if the metrics of a diff have one scenario at most, without a given name. */
export function isOfUnnamed({ kind, metrics }: DiffRun): boolean {
  const scenarios = new Set(metrics.flatMap(({ scenario }) => scenario ?? []));
  return scenarios.size <= 1 && (kind !== undefined || scenarios.has(defaultScenario));
}

/** A scenario's changes, the strongest first: one line. */
function scenarioLine(scenario: string | null, metrics: readonly DiffMetric[]): PhrasingContent[] {
  const facts = foldedChanges(metrics.filter(isCalled));
  const shown = facts
    .slice(0, mostFacts)
    .flatMap(({ main }, i) => [plain(`${i === 0 ? '' : '; '}${markOf(main)} `), ...changePhrase(main)]);
  const more = facts.length - mostFacts;
  return [
    ...(scenario === null ? [strong('Whole run')] : [name(scenario)]),
    plain(': '),
    ...shown,
    ...(more > 0 ? [plain(`; ${counted(more, 'more change')}`)] : []),
  ];
}

/** What is said to be quiet. Beside a change that all endpoints share, it is what they have beyond that. */
function quietHead(run: DiffRun, hasChanged: boolean): string {
  if (hasChanged) return 'Everything else';
  if (run.common !== undefined && run.common.certainty !== null)
    return `Beyond what all ${nounsOf(run.kind ?? 'load').subject}s share`;
  return isOfUnnamed(run) ? 'All metrics' : 'All scenarios';
}

function scenarioLines(run: DiffRun): PhrasingContent[][] {
  const { metrics } = run;
  const isUnnamed = isOfUnnamed(run);
  const groups = [...Map.groupBy(metrics, ({ scenario }) => (isUnnamed ? null : scenario))];
  const changed = groups.filter(([, some]) => some.some(isCalled));
  const rest = quietCounts(metrics);
  return [
    ...changed.slice(0, mostScenarios).map(([scenario, some]) => scenarioLine(scenario, some)),
    ...(changed.length > mostScenarios
      ? [[plain(`${changed.length - mostScenarios} more scenarios changed.`)]]
      : []),
    ...(rest === '' ? [] : [[plain(`${quietHead(run, changed.length > 0)}: ${rest}`)]]),
  ];
}

/** Why a change is not called: so many others are compared that one stands out anyway. */
function byChance(compared: number): string {
  const expected = Math.round(compared * 0.05);
  return expected < 1
    ? `, because ${compared} metrics are compared at once`
    : `, because about ${expected} of the ${compared} intervals ${expected === 1 ? 'excludes' : 'exclude'} 0 by chance`;
}

/** Why a change is not called: its verdict and its reasons, which may hold names from outside. */
function whyOpen({ verdict, certainty, reasons = [] }: DiffMetric, compared: number): PhrasingContent[] {
  return [
    plain(wordingOf(verdict, certainty).label),
    ...reasons.flatMap(({ id, text }) =>
      id === 'many-metrics' ? [plain(byChance(compared))] : [plain('; '), words(text)],
    ),
  ];
}

/** Where nothing is called worse, the largest change that is not proven, and what would settle it. */
function unproven(run: DiffRun): PhrasingContent[][] {
  const { metrics } = run;
  const open = metrics.find((one) => one.largestUnconfirmed === true);
  if (open === undefined || changedMetrics(run).some(({ verdict }) => verdict === 'worse')) return [];
  const range = open.interval === null ? '' : `, 95% interval ${shortInterval(open)}`;
  const settle = open.settle === undefined ? '' : `; ${open.settle}`;
  return [
    [
      strong('Largest difference not detected as a change:'),
      plain(' '),
      ...changePhrase(open),
      plain(`${range}: `),
      ...whyOpen(open, metrics.filter(({ interval }) => interval !== null).length),
      plain(settle),
    ],
  ];
}

const withBreaks = (lines: readonly (readonly PhrasingContent[])[]): Paragraph =>
  paragraph(...lines.flatMap((line, i) => (i === 0 ? [...line] : [{ type: 'break' as const }, ...line])));

/** Where a run asks for nothing, the pull request may: the gate blocks one that rewrites runs of the base. */
function stepText(run: DiffRun, isHistoryTouched: boolean): string {
  const step = nextStep(run, 'pull request');
  return step === nothing && isHistoryTouched ? 'restore or accept the runs of the base named above.' : step;
}

/** The first lines of a run: what to do, what differs in the configuration, each scenario, where to read on. */
export function lead(run: DiffRun, fullPage: string | undefined, isHistoryTouched = false): BlockContent[] {
  const targets = targetLine(run);
  return [
    withBreaks([
      [strong('Do now:'), plain(` ${stepText(run, isHistoryTouched)}`)],
      ...(run.base === null ? [] : [[strong('Configuration:'), plain(' '), ...configuration(run)]]),
      ...apartLine(run),
      ...scenarioLines(run),
      ...(targets === null ? [] : [targets]),
      ...unproven(run),
      ...(fullPage === undefined
        ? []
        : [
            [
              {
                type: 'link' as const,
                url: fullPage,
                children: [plain('Full comparison, with the site of this branch as an artifact')],
              },
            ],
          ]),
    ]),
  ];
}

/** A character as JSON escapes it: each of its UTF-16 units in four digits. */
const escaped = (character: string): string =>
  character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');

/** JSON of names from outside: whatever is no visible character, or could mention someone, is escaped. */
const safeJson = (value: object): string =>
  JSON.stringify(value).replace(/[@#`\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu, escaped);

/** The annotations that accept the regressions of a run. */
function acceptances(run: DiffRun): object[] {
  const changed = changedMetrics(run).filter(({ verdict }) => verdict === 'worse');
  const worse = new Map([...changed, ...(run.unseen ?? [])].map((one) => [metricKey(one), one]));
  return [...worse.values()].map(({ metric, scenario, endpoint }) => ({
    action: 'accept',
    run: run.head,
    metric,
    ...(scenario !== null && { scenario }),
    ...(endpoint !== null && { endpoint }),
    reason: '...',
  }));
}

/** The annotations that accept the regressions of a run and its repeats, of each at most so many; nothing without one. */
export function acceptance(runs: readonly DiffRun[], most: number): BlockContent[] {
  const all = runs.map(acceptances);
  const annotations = all.flatMap((some) => some.slice(0, most));
  const left = all.flat().length - annotations.length;
  if (annotations.length === 0) return [];
  return [
    paragraph(
      plain('Merge into the main branch first, in '),
      { type: 'inlineCode', value: 'annotations.json' },
      plain(' of the data folder:'),
    ),
    { type: 'code', lang: 'json', value: annotations.map(safeJson).join(',\n') },
    ...(left > 0 ? [paragraph(plain(`${counted(left, 'more regression')} must be accepted too.`))] : []),
  ];
}
