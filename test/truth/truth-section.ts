import { format, resolveConfig } from 'prettier';
import { formatValue } from '../../src/model/text/format.ts';
import { metricOf } from '../../src/model/metrics/metrics.ts';
import type { Workspace } from '../../src/project/workspace.ts';
import { historyTally, reportTally, type FalseAlarm, type Tally } from './false-alarms.ts';
import { effectWording } from '../../src/model/text/verdict-wording.ts';
import { foundOf, mostRunsLate, type Found, type Sighting } from './found.ts';
import { type Plan } from './plan.ts';
import { missKey, missRemarks, remarkOn } from './remarks.ts';
import { demoDocument } from './truth.ts';
import { findingStates, ledgerStates, targetStates } from './states.ts';

export const beginMark = '<!-- truth:begin -->';
export const endMark = '<!-- truth:end -->';

type Cell = string | number;

const row = (cells: readonly Cell[]): string => `| ${cells.join(' | ')} |`;

/** A table; columns whose head ends with `:` are aligned to the right. */
const table = (heads: readonly string[], rows: readonly (readonly Cell[])[]): string[] => [
  row(heads.map((head) => head.replace(/:$/, ''))),
  row(heads.map((head) => (head.endsWith(':') ? '---:' : '---'))),
  ...rows.map(row),
  '',
];

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

const list = (items: readonly string[]): string => (items.length === 0 ? 'none' : items.join(', '));

const placeText = (scenario: string | null, endpoint: string | null | undefined): string =>
  [endpoint === '*' ? null : endpoint, scenario].filter((part) => part != null).join(', ');

const late = ({ runsLate }: Sighting): string => (runsLate === 0 ? '' : `, ${count(runsLate, 'run')} late`);

function reportText({ suspectedBy, confirmedBy }: Found): string {
  if (suspectedBy === null) return 'not reported';
  const first = suspectedBy.runsLate === 0 ? '' : `${suspectedBy.run}: `;
  if (confirmedBy === null) return `${first}suspected`;
  if (confirmedBy.run === suspectedBy.run) return `${first}confirmed`;
  return `${first}suspected; ${confirmedBy.run}: confirmed`;
}

/** Planted changes that no change point shows, with what was found out about them. */
function missLines(found: readonly Found[]): string[] {
  const missing = found.filter(({ changePoint }) => changePoint === null);
  if (missing.length === 0) return [];
  return [
    'Planted changes without a change point:',
    '',
    ...missing.map((one) => {
      const { run, metric, scenario, endpoint } = one.change;
      const remark = missRemarks[missKey(one)];
      return `- ${run}, ${metric} of ${placeText(scenario, endpoint)}${remark === undefined ? '' : `: ${remark}`}`;
    }),
    '',
  ];
}

function foundTable(found: readonly Found[]): string[] {
  return table(
    ['first run', 'planted', 'metric', 'of', 'reports', 'change point', 'found'],
    found.map((one) => [
      one.change.run,
      `${one.change.direction}: ${one.change.what}`,
      one.change.metric,
      placeText(one.change.scenario, one.change.endpoint ?? one.change.operation),
      reportText(one),
      one.changePoint === null ? 'none' : `${one.changePoint.certainty}${late(one.changePoint)}`,
      one.result === 'missed' ? '**missed**' : one.result,
    ]),
  );
}

function foundLines(found: readonly Found[]): string[] {
  const confirmed = found.filter(({ result }) => result === 'confirmed').length;
  const atFirst = found.filter(({ confirmedBy }) => confirmedBy?.runsLate === 0).length;
  const inPlace = found.filter(({ changePoint }) => changePoint?.runsLate === 0).length;
  const opposite = found.flatMap((one) => one.opposite);
  return [
    `Of ${found.length} planted changes, ${confirmed} are found and confirmed: ${atFirst} by the report of the first run,`,
    `${inPlace} as a change point at exactly that run. Reports with the opposite direction: ${list(opposite)}.`,
    `The column "reports" shows the first report of the change: that of the first run, unless another run is named.`,
    `A change point may be up to ${count(mostRunsLate, 'run')} late; a later one does not count as found.`,
    '',
  ];
}

function targetTable(plan: Plan, workspace: Workspace): string[] {
  const states = targetStates(plan, workspace);
  const byTarget = [...Map.groupBy(states, ({ target }) => target)];
  const versions = [...new Set(states.map(({ version }) => version))];
  const others = states.flatMap((state) => state.others);
  return [
    'After a planted regression of its metric, a target is expected to be missed until the change is undone. Each cell shows',
    `the number of runs per verdict. Runs whose verdict is not the expected one: ${list(others)}.`,
    '',
    ...table(
      ['target', ...versions],
      byTarget.map(([target, own]) => [
        target,
        ...own.map(({ verdicts }) => [...verdicts].map(([verdict, n]) => `${n} ${verdict}`).join(', ')),
      ]),
    ),
  ];
}

function findingTable(plan: Plan, workspace: Workspace): string[] {
  return table(
    ['finding', 'rules', 'expected in', 'found there', 'found elsewhere', 'explanation'],
    findingStates(plan, workspace).map(({ what, rules, expectedIn, foundIn, alsoIn, remark }) => [
      what,
      rules.map((rule) => `\`${rule}\``).join(', '),
      count(expectedIn.length, 'run'),
      count(foundIn.length, 'run'),
      list(alsoIn),
      remark,
    ]),
  );
}

const percent = (share: number | null): string =>
  share === null ? '' : `${share > 0 ? '+' : ''}${Math.round(share * 100)}%`;

function ledgerTable(plan: Plan, workspace: Workspace): string[] {
  return table(
    [
      'recommendation',
      'done in',
      'metric',
      'planted',
      'expected:',
      'measured:',
      'verdict',
      'right direction',
    ],
    ledgerStates(plan, workspace).map((one) => [
      one.recommendation,
      one.doneIn,
      one.metric,
      one.planted ?? 'nothing',
      percent(one.expected),
      percent(one.measured),
      one.verdict === null ? '' : effectWording[one.verdict],
      one.agrees ? 'yes' : '**no**',
    ]),
  );
}

const valueText = (value: number | null, metric: string): string =>
  value === null ? 'not recorded' : formatValue(value, metricOf(metric).unit).replace(/\s/gu, ' ');

function alarmTable(alarms: readonly FalseAlarm[]): string[] {
  if (alarms.length === 0) return [];
  return table(
    ['run', 'metric', 'of', 'from:', 'to:', 'reported as', 'evidence', 'explanation'],
    alarms.map((alarm) => [
      alarm.run,
      alarm.metric,
      placeText(alarm.scenario, alarm.endpoint),
      valueText(alarm.from, alarm.metric),
      valueText(alarm.to, alarm.metric),
      alarm.verdict,
      alarm.basis,
      remarkOn(alarm)?.remark ?? '',
    ]),
  );
}

function tallyText({ counts, confirmed, suspected, runs }: Tally): string {
  const explained = counts.planted + counts.follows + counts['side effect'] + counts.wildcard;
  return [
    `${explained + confirmed.length + suspected.length} reported changes: ${counts.planted} planted, ${counts.follows} that follow from these by definition,`,
    `${counts['side effect']} expected by name, ${counts.wildcard} expected by a wildcard only (counted neither as found nor`,
    `as false), ${confirmed.length} confirmed false alarms (in ${count(runs.size, 'run')})`,
    `and ${suspected.length} suspected.`,
  ].join(' ');
}

/** The plan's side effects are wide; only where it has none at all is every change a false alarm. */
function quietText(plan: Plan, { reports }: Workspace): string {
  const loud = new Set(plan.changes.map(({ version }) => version));
  const quiet = plan.runs.filter(
    ({ version, environment }) => environment !== undefined || !loud.has(version),
  );
  const ids = new Set(quiet.map(({ run }) => run));
  const own = reports.filter(({ id, context }) => ids.has(id) && context.baseline !== null);
  const changes = own.flatMap(({ context }) => context.changes);
  const of = (certainty: string): number => changes.filter((one) => one.certainty === certainty).length;
  return [
    `The side effects in the plan are broad. Where nothing was planted (repeats of ${plan.runs[0]!.version}, and one core),`,
    `${own.length} reports make ${changes.length} comparisons, with ${of('confirmed')} confirmed and ${of('suspected')} suspected changes.`,
  ].join(' ');
}

function alarmLines(plan: Plan, workspace: Workspace): string[] {
  const reports = reportTally(plan, workspace);
  const histories = historyTally(plan, workspace);
  const compared = workspace.reports.flatMap(({ context }) => context.changes).length;
  const points = workspace.trends.reduce((sum, series) => sum + series.points.length, 0);
  return [
    'These change by definition: the other percentiles of an endpoint, errors of each endpoint of a scenario, Apdex, messages per',
    'minute (only successes count), sustained users, and throughput if users wait for their answers. Any other reported change',
    'that is neither planted nor expected in the plan is a false alarm, even if a real cause was found later.',
    '',
    quietText(plan, workspace),
    '',
    `**Reports** (${compared} comparisons in ${workspace.reports.length} reports). ${tallyText(reports)}`,
    '',
    ...alarmTable(reports.confirmed),
    `**Histories** (${workspace.trends.length} with ${points} points). ${tallyText(histories)}`,
    '',
    ...alarmTable(histories.confirmed),
  ];
}

/** The generated part of docs/demo.md, between its marks, as Markdown that prettier has yet to align. */
export function truthSection(plan: Plan, workspace: Workspace): string {
  const found = foundOf(plan, workspace);
  return [
    beginMark,
    '',
    'Generated by `node test/truth/write-truth-table.ts` from the plan above and from what Perfolio reports for `data/`. Do not',
    'edit it by hand. A test compares it with the data.',
    '',
    '### Planted and found',
    '',
    ...foundLines(found),
    ...foundTable(found),
    ...missLines(found),
    '### Verdicts, findings, effects',
    '',
    ...targetTable(plan, workspace),
    ...findingTable(plan, workspace),
    ...ledgerTable(plan, workspace),
    '### False alarms',
    '',
    ...alarmLines(plan, workspace),
    endMark,
  ].join('\n');
}

/** A document with its generated part replaced; without marks the part is added at the end, under a heading. */
export function withSection(document: string, section: string): string {
  const begin = document.indexOf(beginMark);
  const end = document.indexOf(endMark);
  if (begin < 0 || end < begin) return `${document.trimEnd()}\n\n## What Perfolio reports\n\n${section}\n`;
  return document.slice(0, begin) + section + document.slice(end + endMark.length);
}

/** As `npm run format` would write it. */
export async function formatted(document: string): Promise<string> {
  const options = await resolveConfig(demoDocument);
  return format(document, { ...options, plugins: [], parser: 'markdown' });
}
