import { isCalled } from '../../model/metrics/called.ts';
import { certaintyText, wordingOf } from '../../model/text/verdict-wording.ts';
import { at } from '../../model/checked.ts';
import { breakLetter } from '../../charts/trends/trend-panel.ts';
import { formatChange, formatChangeIn, formatValue } from '../../model/text/format.ts';
import type { Tone } from '../../model/section.ts';
import { seriesMetric, type TrendChangePoint, type TrendSeries } from '../../model/trend.ts';

/** "95th percentile response time · Pay · Buying" */
export function seriesName(
  series: Pick<TrendSeries, 'metric' | 'metricLabel' | 'label' | 'scenario' | 'endpoint'>,
  withPlace = true,
): string {
  const { label, scenario, endpoint } = series;
  const place = endpoint === null && scenario === label ? [label] : [label, scenario];
  const parts = withPlace ? place : [endpoint === null || endpoint === '*' ? (scenario ?? label) : scenario];
  return [seriesMetric(series), ...parts.filter((part) => part !== null && part !== '')].join(' · ');
}

const latestRunTexts: Record<NonNullable<TrendSeries['newest']>['verdict'], { text: string; tone: Tone }> = {
  worse: { text: 'worse than its usual range', tone: 'bad' },
  better: { text: 'better than its usual range', tone: 'good' },
  'no-change-shown': { text: 'within its usual range', tone: 'neutral' },
  'cannot-tell': { text: 'inconclusive so far', tone: 'neutral' },
};

/** A run's name and what is said of its value. */
interface RunText {
  readonly name: string;
  readonly text: string;
  readonly tone: Tone;
}

/** The latest run with a value against its usual range; null if a series has no point. */
export function latestRunText({ newest, reported, isFormer }: TrendSeries): RunText | null {
  const isOutside = newest !== null && isCalled(newest);
  const name = isFormer === true && newest !== null ? `Last value, of ${newest.run}` : 'Latest run';
  if (reported === undefined || isOutside)
    return newest === null ? null : { name, ...latestRunTexts[newest.verdict] };
  const isWorse = reported.verdict === 'worse';
  return {
    name,
    text: `${isWorse ? 'regression' : 'improvement'} since ${reported.run}, confirmed by its report`,
    tone: isWorse ? 'bad' : 'good',
  };
}

/** A change point in words: "+12% (regression), 100 ms to 112 ms". */
export function changeText(change: TrendChangePoint, { unit }: TrendSeries): string {
  const { label: word } = wordingOf(change.verdict);
  return `${formatChangeIn(unit, change.relative)} (${word}), ${formatValue(change.before, unit)} to ${formatValue(change.after, unit)}`;
}

/**
 * The letters of breaks and what each is: "a, c: cpu differs: X → Y. b: cpu differs: Y → X." Runs that alternate between
 * two environments are told once for each way.
 */
export function breaksText(labels: readonly string[]): string {
  const byLabel = Map.groupBy(labels.keys(), (i) => at(labels, i));
  return [...byLabel].map(([label, places]) => `${places.map(breakLetter).join(', ')}: ${label}.`).join(' ');
}

/** The caption of a trend: current level, last change, drift and, unless shown elsewhere, breaks. */
export function trendSentence(series: TrendSeries, withBreaks = true): string {
  const { levels, changePoints, points, unit, breaks, drift } = series;
  const level = levels.at(-1);
  const change = changePoints.at(-1);
  const parts = [
    level === undefined
      ? `${points.length} ${points.length === 1 ? 'run' : 'runs'}.`
      : `Level ${formatValue(level.value, unit)} ${overRuns(series)}.`,
    change === undefined
      ? ''
      : `Last change: ${changeText(change, series)}, ${certaintyText[change.certainty]}.`,
    drift === null ? '' : `Drift: ${formatChange(drift.perRun)} per run.`,
    withBreaks ? breaksText(breaks.map(({ label }) => label)) : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** The caption of an endpoint's percentile chart. */
export const bandSentence = ({ p95 }: { readonly p95: TrendSeries }, withBreaks = true): string =>
  `95th percentile: ${trendSentence(p95, withBreaks)}`;

/** The label of an endpoint's percentile chart. */
export const bandName = (scenario: string | null, sentence: string): string =>
  `Times over all runs${scenario === null ? '' : `, ${scenario}`}. ${sentence}`;

/** The caption of a filtered trend: number of runs shown, and the last change among them. */
export function narrowedSentence(part: TrendSeries, whole: TrendSeries): string {
  const change = part.changePoints.at(-1);
  const cuts = breaksText(part.breaks.map(({ label }) => label));
  return [
    `${part.points.length} of ${whole.points.length} runs.`,
    change === undefined
      ? 'No change point in these runs.'
      : `Last change shown: ${changeText(change, part)}, ${certaintyText[change.certainty]}.`,
    ...(cuts === '' ? [] : [cuts]),
  ].join(' ');
}

/** "over 12 runs since 1.6.0": the present level, with all its pieces where others came between. */
function overRuns({ levels, points }: TrendSeries): string {
  const last = at(levels, -1);
  const { environment } = at(points, last.to);
  // Pieces of one level are of one environment and have its value to the last digit.
  const isOther = ({ value, to }: (typeof levels)[number]): boolean =>
    at(points, to).environment === environment && value !== last.value;
  const pieces = levels
    .slice(levels.findLastIndex(isOther) + 1)
    .filter(({ to }) => at(points, to).environment === environment);
  const runs = pieces.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  const first = at(points, at(pieces, 0).from);
  return runs === 1 ? 'in one run' : `over ${runs} runs since ${first.version ?? first.run}`;
}
