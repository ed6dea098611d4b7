import { formatChangeIn, formatValue, formatMetric } from '../model/format.ts';
import { metricOf } from '../model/metrics.ts';
import type { MetricChange, RunReport, TargetResult } from '../model/run-report.ts';
import { isTold, largestChanges, placeName, slowestRow } from './headline.ts';
import { conclusion, lastFix, next } from './in-short-work.ts';
import { sentence, type ShortAnswer } from './short-answer.ts';
import { boundText } from './targets.ts';

/**
 * What a reader in a hurry asks of a run, in a sentence each: what its author concludes, which targets fail, what is
 * slow, what got worse, what to do, and whether the last fix worked; and how much failed where no target asks for it.
 * What the heading says is not said again; a question that the data do not answer has no sentence.
 */
export const inShort = (report: RunReport): ShortAnswer[] =>
  [conclusion, targets, errors, slowest, worse, next, lastFix].flatMap((answer) => answer(report) ?? []);

const list = new Intl.ListFormat('en', { type: 'conjunction' });

const ways = { 'not met': 'not met', inconclusive: 'open', 'not measured': 'not measured' } as const;

/** Targets that are not met, or that are open, but for the one that is the heading. */
function targets(report: RunReport): ShortAnswer | null {
  const untold = report.targets.filter((target) => target.verdict !== 'met' && !isTold(report, target));
  // Where nothing was measured at all, the heading and the verdict say so.
  if (untold.length === 0 || report.verdict === 'not measured') return null;
  const parts = (['not met', 'inconclusive', 'not measured'] as const).flatMap((verdict) => {
    const mine = untold.filter((target) => target.verdict === verdict);
    return mine.length === 0 ? [] : `${ways[verdict]}: ${list.format(mine.map(targetText))}`;
  });
  const text = parts.join('; ');
  return {
    label: 'Targets',
    text: sentence(text.charAt(0).toUpperCase() + text.slice(1)),
    section: 'performance-compared-to-target',
  };
}

function targetText({ label, metric, achieved, bound }: TargetResult): string {
  if (achieved === null) return label;
  const wanted = boundText(bound, metric);
  return `${label} (${formatMetric(achieved, metric)}${label.includes(wanted) ? '' : `, wanted ${wanted}`})`;
}

/** Fewer failing requests than this share are told by the tables alone. */
const notable = 0.01;

/** What failed, where no target would say so: a run that meets its targets may still fail its users. */
function errors(report: RunReport): ShortAnswer | null {
  if (report.targets.some(({ metric }) => metric.startsWith('errors.'))) return null;
  const worst = report.measures.errors
    .flatMap((row) => (row.rate === null ? [] : [{ ...row, rate: row.rate }]))
    .filter(({ rate, interval }) => rate >= notable && (interval?.lower ?? rate) > 0)
    .toSorted((a, b) => b.rate - a.rate)[0];
  if (worst === undefined) return null;
  const { scenario, rate } = worst;
  const share = `${formatValue(rate, 'share')} of the requests of ${placeName(report, { scenario, endpoint: null })} failed`;
  const always = report.measures.response.filter(
    (row) => row.scenario === scenario && row.count !== null && row.count > 0 && row.errors === row.count,
  );
  const names = always.map((row) => placeName(report, { scenario: null, endpoint: row.endpoint }));
  const all = names.length === 0 || names.length > 3 ? '' : `; ${list.format(names)} failed always`;
  return { label: 'Errors', text: `${share}${all}. No target asks for errors.`, section: 'error-rates' };
}

/** The endpoint with the highest 95th percentile, and its share of its scenario's response time. */
function slowest(report: RunReport): ShortAnswer | null {
  const row = slowestRow(report);
  if (row === null) return null;
  const share = shareOfTime(report, row);
  const parts = [
    // The heading may be about this very figure.
    isTold(report, row)
      ? null
      : `95% of its requests take at most ${formatMetric(row.latencyMs!.p95, 'response.p95')}`,
    share === null ? null : `it takes ${formatValue(share, 'share')} of all response time there`,
  ].filter((part) => part !== null);
  if (parts.length === 0) return null;
  return {
    label: 'Slowest',
    text: sentence(`${placeName(report, row)}: ${parts.join('; ')}`),
    section: 'response-time',
  };
}

type Row = NonNullable<ReturnType<typeof slowestRow>>;

/** Count times mean as a share of the scenario's; null where not all of it is known, or one endpoint is all there is. */
function shareOfTime({ measures }: RunReport, row: Row): number | null {
  const rows = measures.response.filter(({ scenario }) => scenario === row.scenario);
  const total = ({ count, latencyMs }: Row): number => (count ?? NaN) * (latencyMs?.mean ?? NaN);
  const share = total(row) / rows.reduce((sum, one) => sum + total(one), 0);
  // A benchmark calls each function as often as it likes: shares of its calls say nothing.
  const isLoad = measures.throughput.some(
    (one) => one.scenario === row.scenario && one.requestsPerSecond !== null,
  );
  return rows.length > 1 && isLoad && Number.isFinite(share) ? share : null;
}

/** What got worse against the baseline, or that nothing did as far as can be told. */
function worse(report: RunReport): ShortAnswer | null {
  const { baseline, changes } = report.context;
  if (baseline === null) return null;
  const answer = { label: 'Got worse', section: 'trends-from-previous-tests' };
  const all = changes.filter(({ verdict }) => verdict === 'worse');
  const untold = all.filter((change) => !isTold(report, change));
  if (untold.length > 0) return { ...answer, text: worseText(report, untold) };
  if (all.length > 0 || changes.every(({ verdict }) => verdict === 'cannot-tell')) return null;
  const unknown = changes.filter(({ verdict }) => verdict === 'cannot-tell').length;
  const but = unknown === 0 ? '' : `; ${unknown} of ${changes.length} figures cannot be told`;
  return { ...answer, text: `No change for the worse is shown against ${baseline.id}${but}.` };
}

/** So many are named of each sort; the others are counted. */
const mostNamed = 2;

/** The first of each metric in each scenario: a scenario and its endpoints tell one thing. */
const oneOfEach = (changes: readonly MetricChange[]): MetricChange[] =>
  [...Map.groupBy(changes, ({ metric, scenario }) => JSON.stringify([metric, scenario])).values()].map(
    ([first]) => first!,
  );

/** What is confirmed, then what is only suspected, of each the largest by name. */
function worseText(report: RunReport, all: readonly MetricChange[]): string {
  const parts = (['confirmed', 'suspected'] as const).flatMap((certainty) => {
    const mine = all.filter((change) => change.certainty === certainty);
    if (mine.length === 0) return [];
    // What is only suspected is not worth as many words beside what is sure.
    const most = certainty === 'suspected' && mine.length < all.length ? 1 : mostNamed;
    const named = oneOfEach(largestChanges(mine)).slice(0, most);
    const others = mine.length - named.length;
    const more = others === 0 ? '' : `; and ${others} more ${others === 1 ? 'figure' : 'figures'}`;
    const word = certainty === 'confirmed' ? 'Confirmed' : 'Suspected';
    return `${word}: ${named.map((change) => changeText(report, change)).join('; ')}${more}.`;
  });
  return parts.join(' ');
}

/** "Median …" within a sentence; "CPU …" and "95th …" as they are. */
const lead = (label: string): string =>
  /^[A-Z][a-z]/.test(label) ? `${label.charAt(0).toLowerCase()}${label.slice(1)}` : label;

function changeText(report: RunReport, change: MetricChange): string {
  const { metric, scenario, endpoint, base, head, relative, interval } = change;
  const isWhole = endpoint === '*';
  const where = placeName(report, { scenario, endpoint: isWhole ? null : endpoint });
  const show = (by: number): string => formatChangeIn(metricOf(metric).unit, by);
  const { lower = null, upper = null } = interval ?? {};
  const range = lower === null || upper === null ? '' : `, between ${show(lower)} and ${show(upper)}`;
  const values = `from ${formatMetric(base, metric)} to ${formatMetric(head, metric)}`;
  return `${lead(metricOf(metric).label)} of ${where}, ${values}${relative === null ? '' : ` (${show(relative)}${range})`}`;
}
