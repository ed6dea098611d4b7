import { counted } from '../../../model/text/counted.ts';
import { recordCustomSummary } from './k6-custom.ts';
import type { FileAccount } from '../../record/file-account.ts';
import { allEndpoints, otherEndpoints } from '../../record/run-names.ts';
import type { Recorder } from '../../record/recorder.ts';
import type { ReportedLatency, ReportedRow } from '../../record/reported-row.ts';
import { cleanText } from '../../fields/text.ts';
import { noK6Requests } from './k6-requests.ts';
import type { K6Summary } from './k6-values.ts';

const durationMetric = 'http_req_duration';
const failedMetric = 'http_req_failed';
const countMetric = 'http_reqs';

/**
 * Records a summary: one row of all requests. Sub-metrics of single names or scenarios become rows of their own where
 * their counts are there as well; without counts they are told as transactions, since nothing would add up.
 */
export function recordK6Summary(summary: K6Summary, recorder: Recorder, account: FileAccount): void {
  const requests = summary.counters.get(countMetric);
  if (requests === undefined) throw noK6Requests();
  recorder.durationSeconds = summary.durationSeconds ?? spanOf(requests);
  const whole: ReportedRow = {
    ...rowOf(summary, '', requests.count),
    endpoint: allEndpoints,
    requestsPerSecond: requests.rate ?? perSecond(requests.count, summary.durationSeconds),
    ...usersOf(summary),
  };
  account.accept(summary.trends.size + summary.counters.size + summary.rates.size + summary.gauges.size);
  recordThresholds(summary, account);
  warnOfDropped(summary, account);
  const parts = partsOf(summary);
  if (addUp(parts, requests.count)) {
    recorder.reportedPooled(whole);
    for (const part of withRest(parts, whole)) recorder.reported({ ...part, ...usersOf(summary) });
  } else {
    recorder.reported(whole);
    for (const part of parts) recorder.reportedTransaction(part);
  }
  for (const [key, figures] of summary.trends) addGroup(key, figures, recorder);
  recordCustomSummary(summary, recorder);
}

/** At the end of a test, VUs stop one after another: with fewer than this share of them for a second, the load was ramped. */
const leastShare = 0.9;

/** The most VUs at once, and whether there were fewer at other times. */
function usersOf({ gauges }: K6Summary): Pick<ReportedRow, 'maxUsers' | 'usersVary'> {
  const { min = null, max = null } = gauges.get('vus') ?? {};
  return {
    maxUsers: max,
    ...(min !== null && max !== null && min < max * leastShare && { usersVary: true }),
  };
}

/** True where the parts' counts are known, and no more than all: sub-metrics may overlap. */
const addUp = (parts: readonly ReportedRow[], count: number): boolean =>
  parts.length > 0 && parts.reduce((sum, part) => sum + (part.count ?? Infinity), 0) <= count;

/** A summary without duration tells it by its counts a second. */
const spanOf = ({ count, rate }: { count: number; rate: number | null }): number | null =>
  rate === null || rate <= 0 ? null : Math.round((count / rate) * 1_000) / 1_000;

const perSecond = (count: number, seconds: number | null): number | null =>
  seconds === null || seconds <= 0 ? null : count / seconds;

/** The figures of the metrics with this suffix: empty for all requests, `{name:login}` for some. */
function rowOf(summary: K6Summary, suffix: string, count: number | null): Omit<ReportedRow, 'endpoint'> {
  const failed = summary.rates.get(`${failedMetric}${suffix}`);
  const total = count ?? failed?.total ?? null;
  const hasNone = total === 0;
  const okSuffix =
    suffix === '' ? '{expected_response:true}' : suffix.replace(/\}$/, ',expected_response:true}');
  return {
    count: total,
    errors: failed?.matches ?? null,
    latency: hasNone ? null : latencyOf(summary.trends.get(`${durationMetric}${suffix}`)),
    latencyOk: hasNone ? null : latencyOf(summary.trends.get(`${durationMetric}${okSuffix}`)),
  };
}

function latencyOf(figures: Readonly<Record<string, number>> | undefined): ReportedLatency | null {
  if (figures === undefined) return null;
  const figure = (...names: string[]): number | null =>
    names.map((name) => figures[name]).find((value) => value !== undefined && value >= 0) ?? null;
  return {
    min: figure('min', 'p(0)'),
    max: figure('max', 'p(100)'),
    mean: figure('avg'),
    p50: figure('med', 'p(50)'),
    p90: figure('p(90)', 'p(90.0)'),
    p95: figure('p(95)', 'p(95.0)'),
    p99: figure('p(99)', 'p(99.0)'),
    p999: figure('p(99.9)', 'p(99.90)'),
  };
}

/** The tags of a sub-metric such as `http_req_duration{name:login,scenario:peak}`; null for any other name. */
function tagsOf(key: string, metric: string): Map<string, string> | null {
  const inside = key.startsWith(`${metric}{`) && key.endsWith('}') ? key.slice(metric.length + 1, -1) : null;
  if (inside === null) return null;
  // A value may hold commas and colons; a key does not.
  const pairs = inside.split(/,\s*(?=\w+:)/).map((pair) => {
    const colon = pair.indexOf(':');
    return [pair.slice(0, colon).trim(), pair.slice(colon + 1).trim()] as const;
  });
  return new Map(pairs);
}

const partTags = new Set(['name', 'scenario']);

/** Rows of single names, or of single scenarios where there are none of names. */
function partsOf(summary: K6Summary): ReportedRow[] {
  const found = [...summary.trends.keys()].flatMap((key) => {
    const tags = tagsOf(key, durationMetric);
    if (tags === null || ![...tags.keys()].every((tag) => partTags.has(tag))) return [];
    const suffix = key.slice(durationMetric.length);
    const counter = summary.counters.get(`${countMetric}${suffix}`);
    const trendCount = summary.trends.get(key)?.count;
    const row = rowOf(summary, suffix, counter?.count ?? trendCount ?? null);
    return [
      {
        ...row,
        scenario: cleanText(tags.get('scenario') ?? '') || null,
        endpoint: cleanText(tags.get('name') ?? '') || allEndpoints,
        requestsPerSecond: counter?.rate ?? null,
      },
    ];
  });
  const named = found.filter((row) => row.endpoint !== allEndpoints);
  return named.length > 0 ? named : found;
}

/** The parts, and what is in none of them as one more row. */
function withRest(parts: readonly ReportedRow[], whole: ReportedRow): ReportedRow[] {
  const sum = (pick: (row: ReportedRow) => number | null): number =>
    parts.reduce((total, row) => total + (pick(row) ?? 0), 0);
  const count = (whole.count ?? 0) - sum((row) => row.count);
  if (count <= 0) return [...parts];
  const isKnown = whole.errors !== null && parts.every((row) => row.errors !== null);
  const errors = isKnown ? Math.max(0, whole.errors - sum((row) => row.errors)) : null;
  return [...parts, { endpoint: otherEndpoints, count, errors, latency: null }];
}

/** Groups have figures only where a threshold asked for them. */
function addGroup(key: string, figures: Readonly<Record<string, number>>, recorder: Recorder): void {
  const group = tagsOf(key, 'group_duration')?.get('group');
  if (group === undefined) return;
  recorder.reportedTransaction({
    endpoint: cleanText(group.replace(/^::/, '')) || allEndpoints,
    count: figures.count ?? null,
    errors: null,
    latency: latencyOf(figures),
  });
}

/** An open load model starts so many iterations a second; those that no VU is free for are dropped. */
function warnOfDropped({ counters }: K6Summary, account: FileAccount): void {
  const dropped = counters.get('dropped_iterations')?.count ?? 0;
  if (dropped > 0)
    account.warn(
      'dropped-iterations',
      `k6 dropped ${counted(dropped, 'iteration')}, because no VU was free: the load was lower than the script asked for.`,
    );
}

const mostThresholds = 10;

function recordThresholds({ thresholds }: K6Summary, account: FileAccount): void {
  for (const { text, isMet } of thresholds) account.toolTarget({ text: cleanText(text), isMet });
  const failed = thresholds.filter(({ isMet }) => !isMet);
  if (failed.length === 0) return;
  const shown = failed
    .slice(0, mostThresholds)
    .map(({ text }) => cleanText(text))
    .join('; ');
  const more = failed.length > mostThresholds ? `; and ${failed.length - mostThresholds} more` : '';
  account.warn('failed-thresholds', `Thresholds of the script failed: ${shown}${more}.`);
}
