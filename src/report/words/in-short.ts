import { endpointsByTest } from '../endpoints-by-test.ts';
import { foldedChanges } from '../folded-changes.ts';
import { counted } from '../../model/text/counted.ts';
import { labelFor } from '../../model/run-kind.ts';
import { achievedText, hasAchieved } from '../targets/achieved-text.ts';
import { formatChangeIn, formatMetric, formatStep, formatValue } from '../../model/text/format.ts';
import { metricOf } from '../../model/metrics/metrics.ts';
import type { MetricChange, RunReport, TargetResult } from '../../model/run-report.ts';
import { comparedWith, meansOfPairs } from './compared-with.ts';
import { reportedCommonText } from './common-text.ts';
import { uncoveredFailures } from './failures.ts';
import { isInHeadline, largestChanges, placeName, slowestRow } from './headline.ts';
import { findings } from './in-short-findings.ts';
import { measuredInBoth } from './measured-in-both.ts';
import { conclusion, lastFix, next } from './in-short-work.ts';
import { sentence, type ShortAnswer } from './short-answer.ts';
import { missedObjectives, missedObjectiveText } from '../targets/missed-objectives.ts';
import { boundText } from '../targets/targets.ts';

/**
 * The summary of a run, one sentence each: the author's conclusion, the next step, targets and objectives not met, errors that no
 * target covers, the slowest endpoint, severe findings, regressions, and the effect of the last fix. It leaves out what the heading already
 * states and what the data do not answer.
 */
export const inShort = (report: RunReport): ShortAnswer[] =>
  [conclusion, next, targets, objectives, errors, slowest, findings, worse, lastFix].flatMap(
    (answer) => answer(report) ?? [],
  );

const list = new Intl.ListFormat('en', { type: 'conjunction' });

/** Targets that are not met, inconclusive or not measured, but for the one in the heading. */
function targets(report: RunReport): ShortAnswer | null {
  const others = report.targets.filter((target) => target.verdict !== 'met' && !isInHeadline(report, target));
  // If nothing was measured at all, the heading and the verdict show it.
  if (others.length === 0 || report.verdict === 'not measured') return null;
  const parts = (['not met', 'inconclusive', 'not measured'] as const).flatMap((verdict) => {
    const mine = others.filter((target) => target.verdict === verdict);
    return mine.length === 0 ? [] : `${verdict}: ${list.format(mine.map(targetText))}`;
  });
  const isMore = report.targets.some((target) => isInHeadline(report, target));
  const text = `${isMore ? 'also ' : ''}${parts.join('; ')}`;
  return {
    label: 'Targets',
    text: sentence(text.charAt(0).toUpperCase() + text.slice(1)),
    section: 'performance-compared-to-target',
  };
}

function targetText(target: TargetResult): string {
  const { label } = target;
  if (!hasAchieved(target)) return label;
  const wanted = boundText(target.bound, target);
  return `${label} (${achievedText(target)}${label.includes(wanted) ? '' : `, target: ${wanted}`})`;
}

/** Objectives over time whose error budget is overspent. */
function objectives(report: RunReport): ShortAnswer | null {
  const lost = missedObjectives(report);
  return lost.length === 0
    ? null
    : {
        label: 'Objectives',
        text: `Not met: ${list.format(lost.map(missedObjectiveText))}.`,
        section: 'performance-compared-to-target',
      };
}

/** Failures that no target covers, and endpoints that fail always. */
function errors(report: RunReport): ShortAnswer | null {
  const failures = uncoveredFailures(report);
  if (failures === null) return null;
  const { share, row: failing } = failures;
  const always = report.measures.response.filter(
    (row) =>
      row.scenario === failing.scenario && row.count !== null && row.count > 0 && row.errors === row.count,
  );
  const names = always.map((row) => placeName(report, { scenario: null, endpoint: row.endpoint }));
  const all = names.length === 0 || names.length > 3 ? '' : `; all requests to ${list.format(names)} failed`;
  return {
    label: 'Errors',
    text: `${share} failed${all}. No target covers the error rate.`,
    section: 'error-rates',
  };
}

/** The endpoint with the highest 95th percentile, and its share of its scenario's response time. */
function slowest(report: RunReport): ShortAnswer | null {
  // The heading or the key figures name the slowest benchmark: its iterations are no requests.
  if (report.measures.kind === 'benchmark') return null;
  const row = slowestRow(report);
  if (row === null) return null;
  const share = shareOfTime(report, row);
  const parts = [
    // The heading may state this value.
    isInHeadline(report, row)
      ? null
      : `95% of ${row.endpoint === '*' ? 'them' : report.measures.response.length === 1 ? 'all requests' : 'its requests'} finish within ${formatMetric(row.latencyMs?.p95 ?? null, 'response.p95')}${report.context.paired === undefined ? '' : ' in this run'}`,
    share === null ? null : `it accounts for ${formatValue(share, 'share')} of the scenario’s response time`,
  ].filter((part) => part !== null);
  if (parts.length === 0) return null;
  return {
    label: 'Slowest',
    text: sentence(`${placeName(report, row)}: ${parts.join('; ')}`),
    section: 'response-time',
  };
}

type Row = NonNullable<ReturnType<typeof slowestRow>>;

/** Count times mean, as a share of the scenario's total; null if that is not fully known or has only one endpoint. */
function shareOfTime({ measures }: RunReport, row: Row): number | null {
  const rows = measures.response.filter(({ scenario }) => scenario === row.scenario);
  if (endpointsByTest(measures, row.scenario).length > 1) return null;
  const total = ({ count, latencyMs }: Row): number => (count ?? NaN) * (latencyMs?.mean ?? NaN);
  const share = total(row) / rows.reduce((sum, one) => sum + total(one), 0);
  // A benchmark chooses how often it calls each function, so shares of its time mean nothing.
  const isLoad = measures.throughput.some(
    (one) => one.scenario === row.scenario && one.requestsPerSecond !== null,
  );
  return rows.length > 1 && isLoad && Number.isFinite(share) ? share : null;
}

/** Regressions from the baseline, or that none was detected. */
function worse(report: RunReport): ShortAnswer | null {
  const { baseline, changes } = report.context;
  if (baseline === null) return null;
  const answer = { label: 'Regressions', section: 'trends-from-previous-tests' };
  const shared =
    report.context.common?.verdict === 'worse'
      ? reportedCommonText(report.context.common, report.measures.kind)
      : null;
  const all = changes.filter(({ verdict }) => verdict === 'worse');
  const others = foldedChanges(all)
    // A transaction with one request says nothing beyond that request.
    .map(({ main, others: same }) => [
      main,
      ...same.filter((one) => one.isTransaction === main.isTransaction),
    ])
    .filter(
      (fact) => !(report.measures.kind === 'benchmark' && fact.some((one) => isInHeadline(report, one))),
    )
    .flat()
    .filter((change) => !isInHeadline(report, change));
  if (others.length > 0)
    return { ...answer, text: [shared, worseText(report, others)].filter((text) => text !== null).join(' ') };
  if (shared !== null) return { ...answer, text: shared };
  if (all.length > 0 || measuredInBoth(changes).every(({ verdict }) => verdict === 'cannot-tell'))
    return null;
  const both = measuredInBoth(changes);
  const unknown = both.filter(({ verdict }) => verdict === 'cannot-tell').length;
  // The heading of benchmarks without targets says so already.
  if (unknown === 0 && report.targets.length === 0 && report.measures.kind !== 'load') return null;
  const but = unknown === 0 ? '' : `; ${unknown} of ${counted(both.length, 'metric')} inconclusive`;
  return {
    ...answer,
    text: `None detected compared with ${comparedWith(report.context) ?? baseline.id}${but}.`,
  };
}

/** The most changes of each certainty to name; the others are counted. */
const mostNamed = 2;

/** The first change of each metric in each scenario: a scenario and its endpoints usually change together. */
const oneOfEach = (changes: readonly MetricChange[]): MetricChange[] =>
  [...Map.groupBy(changes, ({ metric, scenario }) => JSON.stringify([metric, scenario])).values()].flatMap(
    (same) => same.slice(0, 1),
  );

/** Confirmed regressions, then possible ones; the largest of each are named. */
function worseText(report: RunReport, all: readonly MetricChange[]): string {
  const parts = (['confirmed', 'suspected'] as const).flatMap((certainty) => {
    const mine = all.filter((change) => change.certainty === certainty);
    if (mine.length === 0) return [];
    // Beside confirmed regressions, one possible regression is example enough.
    const most = certainty === 'suspected' && mine.length < all.length ? 1 : mostNamed;
    const named = oneOfEach(largestChanges(mine)).slice(0, most);
    const others = mine.length - named.length;
    const more = others === 0 ? '' : `; and ${others} more`;
    const word = certainty === 'confirmed' ? 'Confirmed' : 'Possible';
    return `${word}: ${named.map((change) => changeText(report, change)).join('; ')}${more}.`;
  });
  const of = meansOfPairs(all[0] ?? {});
  return [...parts, ...(of === null ? [] : [`Values are ${of}.`])].join(' ');
}

/** "Median …" within a sentence; "CPU …" and "95th …" as they are. */
const lead = (label: string): string =>
  /^[A-Z][a-z]/.test(label) ? `${label.charAt(0).toLowerCase()}${label.slice(1)}` : label;

function changeText(report: RunReport, change: MetricChange): string {
  const { scenario, endpoint, base, head, relative } = change;
  const isWhole = endpoint === '*';
  const where = placeName(report, { scenario, endpoint: isWhole ? null : endpoint });
  const size = relative === null ? '' : ` (${formatChangeIn(metricOf(change).unit, relative)})`;
  return `${lead(labelFor(report.measures.kind, metricOf(change).label))} of ${where}, ${formatStep(base, head, change)}${size}`;
}
