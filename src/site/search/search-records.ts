import { reportedRuns } from '../../history/runs/pairs.ts';
import { formatMoment } from '../../model/text/format.ts';
import type { SearchRecord } from './search-index.ts';
import { searchText } from '../../report/words/search-text.ts';
import type { Workspace } from '../../project/workspace.ts';
import { shortNameOf } from '../change-words.ts';
import { namedTrends, trendPages } from '../trend-pages.ts';

/** Latest runs first: among equal matches, search keeps this order. */
function runRecords({ reports, layout }: Workspace): SearchRecord[] {
  return reportedRuns(reports)
    .toReversed()
    .map((report) => ({
      path: `runs/${report.slug}/`,
      kind: 'Run',
      title: report.title === report.id ? report.id : `${report.title} (${report.id})`,
      note: report.measures.startedAt === null ? 'undated' : formatMoment(report.measures.startedAt),
      text: searchText(report, layout(report)),
    }));
}

function trendRecords({ trends, reports }: Workspace): SearchRecord[] {
  return trendPages(namedTrends(trends, reports)).map(({ slug, label, series }) => {
    const scenarios = new Set(series.flatMap(({ scenario }) => scenario ?? []));
    const metrics = new Set(series.map(shortNameOf));
    return {
      path: `trends/${slug}/`,
      kind: 'Trends',
      title: label,
      note: [...metrics].join(', '),
      text: [`Trends of ${label}`, ...scenarios, ...metrics].join('. '),
    };
  });
}

function historyRecords({ histories }: Workspace): SearchRecord[] {
  return histories.map(({ name, slug, trends }) => ({
    path: `trends/history/${slug}/`,
    kind: 'History',
    title: name,
    note: `${trends.length} series`,
    text: [name, ...trends.map((trend) => trend.name)].join('. '),
  }));
}

/** Each recommendation as stated by the latest run. */
function recommendationRecords({ ledger }: Workspace): SearchRecord[] {
  const newest = new Map(ledger.map((entry) => [entry.recommendation.id, entry]));
  return [...newest.values()].map(({ recommendation, from, status, doneIn }) => ({
    path: `recommendations/#all-${status}`,
    kind: 'Recommendation',
    title: recommendation.text,
    note: status === 'done' && doneIn !== null ? `done in ${doneIn}` : `${status}, recommended in ${from}`,
    text: ['Recommendation', status, `${recommendation.priority} priority`, from].join('. '),
  }));
}

/** Everything that search finds: runs, recommendations, the trends of endpoints and operations, and whole histories. */
export const searchRecords = (workspace: Workspace): SearchRecord[] => [
  ...runRecords(workspace),
  ...recommendationRecords(workspace),
  ...trendRecords(workspace),
  ...historyRecords(workspace),
];
