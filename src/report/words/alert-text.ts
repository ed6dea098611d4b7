import type { Alert, Alerts } from '../../model/documents/alert.ts';
import { counted } from '../../model/text/counted.ts';
import type { DiffMetric } from '../../model/documents/diff.ts';
import { formatChange, formatMetric, formatMoment } from '../../model/text/format.ts';
import { metricOf } from '../../model/metrics/metrics.ts';
import { leftText, objectiveText } from '../targets/missed-objectives.ts';
import { commitRangeText } from './commit-range-text.ts';
import { missingRunsText } from './missing-runs-text.ts';
import { defaultScenario } from '../../model/lifecycle.ts';
import { nounsOf } from '../../model/run-kind.ts';
import type { Project } from '../../model/documents/project.ts';

/** Metrics named in one alert; the JSON has all. */
const mostNamed = 5;

/** Benchmarks have terms of their own. */
const subjectOf = (metrics: readonly DiffMetric[]): string =>
  nounsOf(metrics.every(({ terms }) => terms !== undefined) ? 'benchmark' : 'load').subject;

/** Gives the name of a scenario. */
type NameOf = (scenario: string) => string;

function placeOf({ scenario, endpoint }: DiffMetric, nameOf: NameOf): string {
  const isNamed = scenario !== null && scenario !== defaultScenario;
  const where = [endpoint, isNamed ? nameOf(scenario) : null].filter((part) => part !== null);
  return where.length === 0 ? '' : ` of ${where.join(' in ')}`;
}

function metricText(one: DiffMetric, nameOf: NameOf): string {
  const { base, head, relative } = one;
  const place = `${metricOf(one).label}${placeOf(one, nameOf)}`;
  if (head === null) return `${placeOf(one, nameOf).replace(/^ of /, '')} is no longer measured`;
  const size = relative === null ? 'from 0' : formatChange(relative);
  return `${place}: ${formatMetric(base, one)} to ${formatMetric(head, one)} (${size})`;
}

const alertObjectiveName = ({ label, ...objective }: NonNullable<Alert['objective']>): string =>
  label ?? objectiveText(objective);

/** The heading of an alert: "v1-2-0-r1: 3 metrics regressed". */
export function alertTitle({ kind, since, metrics, due, builds, objective }: Alert): string {
  switch (kind) {
    case 'regression':
      return `${since}: ${counted(metrics.length, 'metric')} regressed`;
    case 'vanished':
      return `${since}: ${counted(metrics.length, subjectOf(metrics))} no longer measured`;
    case 'objective':
      return `${since}: objective not met${objective === undefined ? '' : `: ${alertObjectiveName(objective)}`}`;
    case 'overdue':
      if (builds !== undefined) return `${counted(builds.length, 'build')} without a run since ${since}`;
      return `No run since ${since}; the next was due ${due === undefined ? '' : formatMoment(due)}`.trimEnd();
  }
}

/** Tags by name, commits by their first ten digits. */
const buildNames = (builds: readonly string[]): string =>
  [
    ...builds.slice(0, mostNamed).map((one) => (/^[0-9a-f]{40,}$/.test(one) ? one.slice(0, 10) : one)),
    ...(builds.length > mostNamed ? [`${builds.length - mostNamed} more`] : []),
  ].join(', ');

/** An alert knows the runs of its environment alone: those of another may have shown the same before. */
const environmentText = (name: string): string =>
  `Found in environment ${name}; runs of other environments are judged apart`;

/** What an alert is about, largest change first, in lines. Without names, scenarios have their ids. */
export function alertLines(
  { metrics, base, commits, builds = [], due, objective, environments = [] }: Alert,
  nameOf: NameOf = (id) => id,
): string[] {
  const size = ({ relative }: DiffMetric): number => Math.abs(relative ?? Infinity);
  const sorted = metrics.toSorted((a, b) => size(b) - size(a));
  const more = sorted.length - mostNamed;
  const range = commitRangeText(commits);
  return [
    ...sorted.slice(0, mostNamed).map((one) => metricText(one, nameOf)),
    ...(more > 0 ? [`and ${counted(more, 'more metric')}`] : []),
    ...(builds.length === 0 || due === undefined ? [] : [`${buildNames(builds)}. Due ${formatMoment(due)}`]),
    ...(objective === undefined
      ? []
      : [`${objectiveText(objective)}: ${leftText(objective.left)} of the error budget left`]),
    ...environments.map((name) => environmentText(name)),
    ...(base === null || (metrics.length === 0 && objective === undefined)
      ? []
      : [`Last run without it: ${base}`]),
    ...(range === null ? [] : [`Commits: ${range}`]),
  ];
}

/** What a project expects: "A run is expected every 26 hours. The next is due 2026-11-30 08:00 UTC."; empty if nothing. */
function expectText({ expect }: Project, found: Alerts): string {
  const { notJudged, missing = [] } = found;
  if (expect === undefined) return '';
  const { everyHours, everyBuild } = expect;
  const ways = [
    ...(everyHours === undefined ? [] : [`every ${counted(everyHours, 'hour')}`]),
    ...(everyBuild === undefined
      ? []
      : [`for each ${everyBuild === true ? 'commit' : `tag that matches ${everyBuild}`}`]),
  ];
  const due = nextDueText(found);
  const next = [due, missingRunsText(missing)].flatMap((text) => (text === null ? [] : ` ${text}.`)).join('');
  const unknown = notJudged === null ? '' : ` Builds without a run are unknown: ${notJudged}`;
  return ` A run is expected ${ways.join(', and ')}.${next}${unknown}`;
}

/** "Next run due 2026-11-30 08:00 UTC"; null if nothing is due, or an alert states that it is overdue. */
export function nextDueText({ alerts, nextDue }: Alerts): string | null {
  const isOverdue = alerts.some(({ kind, due }) => kind === 'overdue' && due === nextDue);
  return nextDue === null || isOverdue ? null : `Next run due ${formatMoment(nextDue)}`;
}

/** "Open alert: r7: 3 metrics regressed", "2 open alerts"; null without one. */
function openText(open: readonly Alert[]): string | null {
  const [first, ...others] = open;
  if (first === undefined) return null;
  return others.length > 0 ? counted(open.length, 'open alert') : `Open alert: ${alertTitle(first)}`;
}

/** "Possible regression since r7: 3 metrics", "2 possible regressions"; null without one. */
function possibleText(suspected: readonly Alert[]): string | null {
  const [first, ...others] = suspected;
  if (first === undefined) return null;
  return others.length > 0
    ? counted(suspected.length, 'possible regression')
    : `Possible regression since ${first.since}: ${counted(first.metrics.length, 'metric')}`;
}

/** What a list of runs says of open alerts and possible regressions, a single one in words; null without any. */
export function openAlertsText({ alerts, suspected }: Alerts): string | null {
  const open = openText(alerts.filter(({ state }) => state === 'open'));
  if (open === null) return possibleText(suspected);
  return suspected.length === 0 ? open : `${open}; ${counted(suspected.length, 'possible regression')}`;
}

/** The heading and the first sentence of a list of alerts. */
export function alertsHeadline(found: Alerts, project: Project): { headline: string; lede: string } {
  const open = found.alerts.filter(({ state }) => state === 'open').length;
  return {
    headline: open === 0 ? 'No open alert' : counted(open, 'open alert'),
    lede: `Confirmed regressions, vanished endpoints or benchmarks, missed objectives, and overdue runs on the main line.${expectText(project, found)}`,
  };
}

/** Alerts for a terminal: the open and the possible ones in full, the closed ones by their heading. */
export function alertsText(found: Alerts, project: Project): string {
  const { alerts } = found;
  const open = alerts.filter(({ state }) => state === 'open');
  const closed = alerts.filter(({ state }) => state !== 'open');
  const blockOf = (one: Alert): string =>
    [alertTitle(one), ...[...alertLines(one), one.commits.url ?? []].flat().map((line) => `  ${line}`)].join(
      '\n',
    );
  const blocks = open.map(blockOf);
  const suspected = found.suspected.map(blockOf);
  const past = closed.map((one) => `${alertTitle(one)} (${one.state})`);
  return [
    `${alertsHeadline(found, project).headline}.${expectText(project, found)}`,
    ...blocks,
    ...(suspected.length === 0 ? [] : [['Possible:', ...suspected].join('\n')]),
    ...(past.length === 0 ? [] : [['Closed:', ...past].join('\n')]),
  ]
    .map((block) => `${block}\n`)
    .join('\n');
}
