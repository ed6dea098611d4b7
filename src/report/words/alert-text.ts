import type { Alert, Alerts } from '../../model/documents/alert.ts';
import { counted } from '../../model/text/counted.ts';
import type { DiffMetric } from '../../model/documents/diff.ts';
import { formatChange, formatMetric, formatMoment } from '../../model/text/format.ts';
import { metricOf } from '../../model/metrics/metrics.ts';
import { defaultScenario } from '../../model/lifecycle.ts';
import type { Project } from '../../model/documents/project.ts';

/** Metrics named in one alert; the JSON has all. */
const mostNamed = 5;

function placeOf({ scenario, endpoint }: DiffMetric): string {
  const where = [endpoint, scenario].filter((part) => part !== null && part !== defaultScenario);
  return where.length === 0 ? '' : ` of ${where.join(' in ')}`;
}

function metricText(one: DiffMetric): string {
  const { base, head, relative } = one;
  const place = `${metricOf(one).label}${placeOf(one)}`;
  if (head === null) return `${placeOf(one).replace(/^ of /, '')} is no longer measured`;
  const size = relative === null ? 'from 0' : formatChange(relative);
  return `${place}: ${formatMetric(base, one)} to ${formatMetric(head, one)} (${size})`;
}

/** The heading of an alert: "v1-2-0-r1: 3 metrics regressed". */
export function alertTitle({ kind, since, metrics, due }: Alert): string {
  switch (kind) {
    case 'regression':
      return `${since}: ${counted(metrics.length, 'metric')} regressed`;
    case 'vanished':
      return `${since}: ${counted(metrics.length, 'endpoint')} no longer measured`;
    case 'overdue':
      return `No run since ${since}; the next was due ${due === undefined ? '' : formatMoment(due)}`.trimEnd();
  }
}

/** What an alert is about, largest change first, in lines. */
export function alertLines({ metrics, base, commits }: Alert): string[] {
  const size = ({ relative }: DiffMetric): number => Math.abs(relative ?? Infinity);
  const sorted = metrics.toSorted((a, b) => size(b) - size(a));
  const more = sorted.length - mostNamed;
  const { from, to } = commits;
  return [
    ...sorted.slice(0, mostNamed).map(metricText),
    ...(more > 0 ? [`and ${counted(more, 'more metric')}`] : []),
    ...(base === null || metrics.length === 0 ? [] : [`Last run without it: ${base}`]),
    ...(from === null || to === null || from === to ? [] : [`Commits: ${from}..${to}`]),
  ];
}

/** When the next run is due, for a project that expects one. */
const expectText = ({ expect }: Project): string =>
  expect === undefined ? '' : ` A run is expected every ${counted(expect.everyHours, 'hour')}.`;

/** The heading and the first sentence of a list of alerts. */
export function alertsHeadline(
  alerts: readonly Alert[],
  project: Project,
): { headline: string; lede: string } {
  const open = alerts.filter(({ state }) => state === 'open').length;
  return {
    headline: open === 0 ? 'No open alert' : counted(open, 'open alert'),
    lede: `Confirmed regressions, endpoints that are no longer measured, and overdue runs of the main line.${expectText(project)}`,
  };
}

/** Alerts for a terminal: the open ones in full, the others by their heading. */
export function alertsText({ alerts }: Alerts, project: Project): string {
  const open = alerts.filter(({ state }) => state === 'open');
  const closed = alerts.filter(({ state }) => state !== 'open');
  const blocks = open.map((one) =>
    [alertTitle(one), ...[...alertLines(one), one.commits.url ?? []].flat().map((line) => `  ${line}`)].join(
      '\n',
    ),
  );
  const past = closed.map((one) => `${alertTitle(one)} (${one.state})`);
  return [
    `${alertsHeadline(alerts, project).headline}.${expectText(project)}`,
    ...blocks,
    ...(past.length === 0 ? [] : [['Closed:', ...past].join('\n')]),
  ]
    .map((block) => `${block}\n`)
    .join('\n');
}
