import { dominatingType } from '../findings/dominating-error.ts';
import { ofLoad } from '../../model/lifecycle.ts';
import { formatValue } from '../../model/text/format.ts';
import type { ErrorRow } from '../../model/run-measures.ts';
import type { MetricChange, RunReport } from '../../model/run-report.ts';
import { placeTextOf } from './place-text.ts';

/** The scenario with the highest error rate. */
export interface Failures {
  readonly row: ErrorRow;
  readonly rate: number;
  /** "20% of the requests of shop", "20% of all requests" */
  readonly share: string;
}

/** A lower error rate appears in the tables only. */
const notable = 0.01;

/** From this rate on, failures are the first thing to know of a run: other values describe failed requests too. */
const many = 0.05;

type Measured = Pick<RunReport, 'measures' | 'targets'>;

/** Failures that no target covers: a run that meets its targets may still fail its users. Null without any. */
export function uncoveredFailures({ measures, targets }: Measured): Failures | null {
  const [worst] = ofLoad(measures.errors, ({ scenario }) => scenario)
    .flatMap((row) => (row.rate === null ? [] : [{ row, rate: row.rate }]))
    .filter(({ row, rate }) => rate >= notable && (row.interval?.lower ?? rate) > 0)
    .toSorted((a, b) => b.rate - a.rate);
  if (worst === undefined || targets.some(({ metric }) => metric.startsWith('errors.'))) return null;
  const where = placeTextOf(measures)({ scenario: worst.row.scenario, endpoint: null });
  const of = where === '' ? 'all requests' : `the requests of ${where}`;
  return { ...worst, share: `${formatValue(worst.rate, 'share')} of ${of}` };
}

/** Uncovered failures that come before all else in a report; null if there are few, or none. */
export function manyFailures(report: Measured): Failures | null {
  const failures = report.measures.kind === 'load' ? uncoveredFailures(report) : null;
  if (failures === null) return null;
  const { rate, row } = failures;
  return rate >= many && (row.interval?.lower ?? rate) > notable ? failures : null;
}

/** "20% of the requests of shop failed"; null if few failed, or a target covers the error rate. */
export function failuresText(report: Measured): string | null {
  const failures = manyFailures(report);
  return failures === null ? null : `${failures.share} failed`;
}

/** What many failures ask for before anything else. */
export function failuresStep(report: Measured): string | null {
  const failures = manyFailures(report);
  if (failures === null) return null;
  const cause = dominatingType(failures.row);
  return `Find out why ${failures.share} failed${cause === null ? '' : `, most often with “${cause.type}”`}.`;
}

/** True if a change states the failures itself: "Error rate of shop rose from 0% to 20%". */
export const statesFailures = (change: MetricChange, { row }: Failures): boolean =>
  change.metric === 'errors.rate' &&
  change.scenario === row.scenario &&
  (change.endpoint === null || change.endpoint === '*' || change.verdict === 'worse');
