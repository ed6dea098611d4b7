import { isCalled } from '../../model/metrics/called.ts';
import type { BlockContent, Paragraph, PhrasingContent } from 'mdast';
import { capitalised } from '../../model/text/capitalised.ts';
import { counted } from '../../model/text/counted.ts';
import type { DiffMetric, DiffRun } from '../../model/documents/diff.ts';
import { shortMetric } from '../../model/text/short-metric.ts';
import { markOf, quietCounts, wordingOf } from '../../model/text/verdict-wording.ts';
import { defaultScenario } from '../../model/lifecycle.ts';
import { foldedChanges } from '../../report/folded-changes.ts';
import { paragraph, plain, strong } from '../../report/markdown/nodes.ts';
import { nounsOf } from '../../model/run-kind.ts';
import { changedMetrics } from '../changed.ts';
import { nextStep, nothing } from '../next-step.ts';
import type { Reader } from '../reader.ts';
import { name, words } from './foreign.ts';
import { targetLine } from './target-line.ts';
import { intervalText, sizeText, valuesText } from './metric-text.ts';

/** "`pay` p95 200 → 250 ms (+25%)" */
export function changePhrase(metric: DiffMetric): PhrasingContent[] {
  const { endpoint } = metric;
  const where = endpoint === null || endpoint === '*' ? [] : [name(endpoint), plain(' ')];
  const size = metric.relative === null ? '' : ` (${sizeText(metric)})`;
  return [...where, plain(`${shortMetric(metric)} ${valuesText(metric)}${size}`)];
}

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
  const range = open.interval === null ? '' : `, 95% interval ${intervalText(open)}`;
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
function stepText(run: DiffRun, reader: Reader, isHistoryTouched: boolean): string {
  const step = nextStep(run, reader);
  return step === nothing && isHistoryTouched ? 'restore or accept the runs of the base named above.' : step;
}

/** The first lines of a run: what to do, what differs in the configuration, each scenario, where to read on. */
export function lead(
  run: DiffRun,
  fullPage: string | undefined,
  isHistoryTouched = false,
  reader: Reader = 'pull request',
): BlockContent[] {
  const targets = targetLine(run);
  return [
    withBreaks([
      [strong('Do now:'), plain(` ${stepText(run, reader, isHistoryTouched)}`)],
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
