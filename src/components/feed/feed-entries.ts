import { at } from '../../model/checked.ts';
import { kindOfAll } from '../../model/run-kind.ts';
import { reportedRuns } from '../../history/runs/pairs.ts';
import { followedSeries } from '../../history/compare/compared-places.ts';
import { confirmedBy } from '../../history/trends/confirmation.ts';
import type { Alert } from '../../model/documents/alert.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunReport } from '../../model/run-report.ts';
import type { TrendChangePoint, TrendPoint, TrendSeries } from '../../model/trend.ts';
import { alertLines, alertTitle } from '../../report/words/alert-text.ts';
import { headline } from '../../report/words/headline.ts';
import { verdictSentence } from '../../report/targets/verdict-sentence.ts';
import { changeText, seriesName } from '../trends/trend-words.ts';
import type { FeedEntry } from './atom.ts';

/** Number of entries in the feed; the site has the rest. */
export const mostEntries = 60;

/** A confirmed change of one metric. */
interface Confirmed {
  readonly series: TrendSeries;
  readonly change: TrendChangePoint;
  readonly by: TrendPoint;
  /** When `by` started. */
  readonly updated: string;
}

/** What the order of entries depends on. */
type Dated = Pick<FeedEntry, 'key' | 'updated'>;

const newestFirst = (a: Dated, b: Dated): number =>
  a.updated === b.updated ? (a.key < b.key ? -1 : 1) : a.updated < b.updated ? 1 : -1;

interface DatedRun extends Dated {
  readonly report: RunReport;
}

/** The newest runs with a date: the feed has no place for others, and thousands of headings take long to make. */
const newestRuns = (reports: readonly RunReport[]): DatedRun[] =>
  reportedRuns(reports)
    .flatMap((report): DatedRun[] => {
      const { startedAt } = report.measures;
      return startedAt === null ? [] : [{ key: `run ${report.id}`, updated: startedAt, report }];
    })
    .toSorted(newestFirst)
    .slice(0, mostEntries);

const runEntry = ({ key, updated, report }: DatedRun, url: (path: string) => string): FeedEntry => ({
  key,
  title: `${report.title === report.id ? report.id : `${report.title} (${report.id})`}: ${headline(report)}`,
  updated,
  url: url(`runs/${report.slug}/`),
  summary: verdictSentence(report),
});

const confirmedChanges = (trends: readonly TrendSeries[]): Confirmed[] =>
  trends.flatMap((series) =>
    series.changePoints.flatMap((change) => {
      // An alert covers a regression until it is gone.
      const by = change.verdict === 'worse' ? null : confirmedBy(series, change);
      return by?.startedAt == null ? [] : { series, change, by, updated: by.startedAt };
    }),
  );

/** A change from 0 is larger than any with a ratio. */
const sizeOf = ({ change: { relative } }: Confirmed): number => Math.abs(relative ?? Infinity);

/** One entry for all changes with the same first run that one run confirmed, however many metrics changed. */
function changeEntry(changes: readonly Confirmed[], url: (path: string) => string): FeedEntry {
  const sorted = changes.toSorted((a, b) => sizeOf(b) - sizeOf(a));
  const { series, change, by, updated } = at(sorted, 0);
  const first = at(series.points, change.index);
  const others = changes.length === 1 ? '' : `, and ${changes.length - 1} more`;
  return {
    key: `change ${first.run} confirmed ${by.run}`,
    title: `Confirmed change since ${first.run}: ${seriesName(series)} ${changeText(change, series)}${others}`,
    updated,
    url: url(`runs/${first.slug}/`),
    summary: sorted
      .slice(0, 20)
      .map((one) => `${seriesName(one.series)}: ${changeText(one.change, one.series)}.`)
      .join(' '),
  };
}

const prefixes = { open: 'Alert', recovered: 'Recovered', accepted: 'Accepted' } as const;

/** An alert keeps its id as its state changes, so that readers of the feed see one entry that is updated. */
const alertEntry = (alert: Alert, url: (path: string) => string): FeedEntry[] =>
  alert.updated === null
    ? []
    : [
        {
          key: `alert ${alert.id}`,
          title: `${prefixes[alert.state]}: ${alertTitle(alert)}`,
          updated: alert.updated,
          url: url(`alerts/#${encodeURIComponent(alert.id)}`),
          summary: alertLines(alert)
            .map((line) => `${line}.`)
            .join(' '),
        },
      ];

/** New runs with their verdict, alerts, and other confirmed changes of what reports compare; newest first. */
export function feedEntries(
  {
    reports,
    trends,
    project,
    alerts = [],
  }: {
    readonly reports: readonly RunReport[];
    readonly trends: readonly TrendSeries[];
    readonly project: Project;
    readonly alerts?: readonly Alert[];
  },
  url: (path: string) => string,
): FeedEntry[] {
  const followed = followedSeries(trends, project, kindOfAll(reports));
  const byRuns = Map.groupBy(confirmedChanges(followed), ({ change, by }) =>
    JSON.stringify([change.run, by.run]),
  );
  return [
    ...newestRuns(reports).map((run) => runEntry(run, url)),
    ...[...byRuns.values()].map((changes) => changeEntry(changes, url)),
    ...alerts.flatMap((alert) => alertEntry(alert, url)),
  ]
    .toSorted(newestFirst)
    .slice(0, mostEntries);
}
