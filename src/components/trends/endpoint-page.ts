import { seriesMetric, type TrendSeries } from '../../model/trend.ts';
import { bySize, changedRuns, isMain, mainMetrics } from './changed-runs.ts';
import { changeFacts, shortNameOf } from '../../site/change-words.ts';
import { sharedBreaks, latestRunSummary } from './overview.ts';
import { reportedChange } from './reported-words.ts';
import type { TrendPage } from '../../site/trend-pages.ts';

/** One scenario of an endpoint's page. */
export interface ScenarioTrends {
  readonly scenario: string | null;
  /** All its series, in the order of the metrics. */
  readonly series: readonly TrendSeries[];
  /** Main metrics; the others are folded. */
  readonly shown: readonly TrendSeries[];
  readonly folded: readonly TrendSeries[];
}

/** Heading of an endpoint's page, and the order of its charts. */
export interface EndpointPage {
  readonly headline: string;
  readonly lede: string;
  /** Breaks that all series share; other breaks are in the captions. */
  readonly breaks: readonly string[];
  readonly scenarios: readonly ScenarioTrends[];
}

/** The page of an endpoint: its heading, and its scenarios with the newest change first. */
export function endpointPage({ label, series }: TrendPage): EndpointPage {
  return {
    headline: headlineOf(label, series),
    lede: latestRunSummary(series),
    breaks: sharedBreaks(series),
    scenarios: scenariosOf(series),
  };
}

function scenariosOf(series: readonly TrendSeries[]): ScenarioTrends[] {
  return [...Map.groupBy(series, ({ scenario }) => scenario)]
    .map(([scenario, mine]) => {
      const main = mine.filter(isMain);
      const shown = main.length === 0 ? mine : main;
      return { scenario, series: mine, shown, folded: mine.filter((one) => !shown.includes(one)) };
    })
    .toSorted((a, b) => newestChange(b).localeCompare(newestChange(a)) || changes(b) - changes(a));
}

const newestChange = ({ shown }: ScenarioTrends): string =>
  shown
    .flatMap(({ points, changePoints }) => points[changePoints.at(-1)?.index ?? -1]?.startedAt ?? [])
    .reduce((newest, date) => (date > newest ? date : newest), '');

const changes = ({ shown }: ScenarioTrends): number =>
  shown.reduce((sum, { changePoints }) => sum + changePoints.length, 0);

/** The series that stands for a page in a list: of the scenario with the newest change, the metric asked for first. */
export function tellingSeries({ series }: TrendPage): TrendSeries | undefined {
  const [first] = scenariosOf(series);
  const order = series.some(({ isOfBenchmarks }) => isOfBenchmarks === true)
    ? mainMetrics
    : ['response.p95', ...mainMetrics];
  return order
    .flatMap((id) => first?.shown.find(({ metric }) => metric === id) ?? [])
    .concat(first?.shown ?? [])[0];
}

/** "median −28% since r10, after +42% in r06", of the first metric of which reports confirm a change; null without one. */
function reportedHeadline(series: readonly TrendSeries[]): string | null {
  const all = series.filter(({ reported }) => reported !== undefined);
  const first = all.find(({ reported }) => reported?.verdict === 'worse') ?? all[0];
  if (first === undefined) return null;
  const where = first.scenario === null ? '' : ` in ${first.scenario}`;
  return `${nameOf(first)}${where} ${reportedChange(first)}, confirmed by its report`;
}

/** "p95", "throughput" */
const nameOf = (series: TrendSeries): string =>
  series.metric.startsWith('response.') ? shortNameOf(series) : seriesMetric(series).toLowerCase();

function headlineOf(label: string, series: readonly TrendSeries[]): string {
  const runs = new Set(series.flatMap(({ points }) => points.map(({ run }) => run))).size;
  const inRuns = `in ${runs} ${runs === 1 ? 'run' : 'runs'}`;
  const telling = changedRuns(series).filter(({ groups }) => groups.length > 0);
  const [last] = telling;
  const [largest] = last === undefined ? [] : bySize(last.groups);
  if (last === undefined || largest === undefined)
    return `${label}: ${reportedHeadline(series) ?? `no level shift ${inRuns}`}`;
  const places = telling.reduce((sum, { groups }) => sum + groups.length, 0);
  const { size } = changeFacts(largest.series, largest.change);
  const { scenario } = largest.series;
  const where = scenario === null ? '' : ` in ${scenario}`;
  const name = nameOf(largest.series);
  const count = `${places} ${places === 1 ? 'level shift' : 'level shifts'}`;
  return `${label}: ${count} ${inRuns}. Latest, ${last.point.version ?? last.point.run}: ${name} ${size}${where}`;
}
