import type { MetricId } from '../../model/metrics.ts';
import type { TrendSeries } from '../../model/trend.ts';
import type { TrendPage } from './trend-pages.ts';

/** A series and the page that tells more of it. */
export interface Shown {
  readonly series: TrendSeries;
  readonly href: string;
}

/** What the first page of trends shows. */
export interface Overview {
  readonly headline: string;
  readonly description: string;
  readonly targets: readonly Shown[];
  readonly others: readonly Shown[];
}

/** A page shows no more pictures than this; the list beneath leads to the others. */
const mostFigures = 24;
const mostOthers = 12;
const telling: readonly MetricId[] = [
  'response.p95',
  'throughput.requestsPerSecond',
  'errors.rate',
  'memory.peak',
  'cpu.average',
];

/** Series with targets first; of the others those that changed last, then those that a reader looks for. */
export function overview(trends: readonly TrendSeries[], pages: readonly TrendPage[]): Overview {
  const hrefs = new Map(
    pages.flatMap((page) => page.series.map((series) => [series.key, `trends/${page.slug}/`])),
  );
  const shown = (series: readonly TrendSeries[]): Shown[] =>
    series.map((one) => ({ series: one, href: hrefs.get(one.key)! }));
  const targets = trends
    .filter((series) => series.targets.length > 0)
    .toSorted(byNews)
    .slice(0, mostFigures);
  const taken = new Set(targets.map(({ key }) => key));
  const others = trends
    .filter(({ key, metric, points }) => !taken.has(key) && telling.includes(metric) && points.length > 1)
    .toSorted(byNews)
    .slice(0, Math.min(mostOthers, mostFigures - targets.length));
  return { ...words(trends), targets: shown(targets), others: shown(others) };
}

/** Newest change first, then the order of the series. */
const byNews = (a: TrendSeries, b: TrendSeries): number => lastChange(b).localeCompare(lastChange(a));

const lastChange = (series: TrendSeries): string =>
  series.points[series.changePoints.at(-1)?.index ?? -1]?.startedAt ?? '';

function words(trends: readonly TrendSeries[]): { headline: string; description: string } {
  const runs = new Set(trends.flatMap(({ points }) => points.map(({ run }) => run))).size;
  if (runs === 0) return { headline: 'No trend yet', description: 'Trends begin with the second run.' };
  const changes = trends.flatMap(({ changePoints }) => changePoints);
  const worse = changes.filter(({ verdict }) => verdict === 'worse').length;
  const better = changes.length - worse;
  const headline =
    changes.length === 0
      ? `No change shown over ${runs} ${runs === 1 ? 'run' : 'runs'}`
      : `${count(changes.length, 'change')} over ${runs} runs: ${worse} for the worse, ${better} for the better`;
  return { headline, description: standing(trends) };
}

function standing(trends: readonly TrendSeries[]): string {
  const judged = trends.flatMap(({ newest }) => (newest === null ? [] : [newest.verdict]));
  const apart = judged.filter((verdict) => verdict === 'worse' || verdict === 'better').length;
  if (apart > 0)
    return `In ${count(apart, 'metric')} the newest run stands apart from its level; the next runs will show whether it stays.`;
  return judged.every((verdict) => verdict === 'cannot-tell')
    ? 'There are too few comparable versions yet to say where the newest run was to be expected.'
    : 'The newest run stands where it was expected, as far as the noise lets anyone tell.';
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
