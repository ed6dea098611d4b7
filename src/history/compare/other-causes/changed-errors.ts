import { isCalled } from '../../../model/metrics/called.ts';
import { formatValue } from '../../../model/text/format.ts';
import type { Latency } from '../../../model/documents/inspection.ts';
import type { RunMeasures } from '../../../model/run-measures.ts';
import type { MetricChange } from '../../../model/run-report.ts';
import { minimumEffectOf } from '../../trends/history-analysis.ts';
import type { CauseRule } from './other-cause.ts';

const id = 'changed-errors';

/** A change of the error rate from which on other metrics may change for no other reason: one request in a hundred. */
const tellingShare = 0.01;

/** The change of an error rate beside which a metric of the same place changed. */
interface ErrorChange {
  readonly verdict: 'worse' | 'better';
  readonly base: number;
  readonly head: number;
}

/** What a metric's change comes to once failures are left out. */
interface OkChange {
  readonly relative: number;
  /** In words. */
  readonly text: string;
}

/** The error rate of a place, if it changed by enough to matter to other metrics. */
function errorChange(
  changes: readonly MetricChange[],
  scenario: string | null,
  endpoint: string | null,
): ErrorChange | null {
  const change = changes.find(
    (one) => one.metric === 'errors.rate' && one.scenario === scenario && one.endpoint === endpoint,
  );
  if (change === undefined || !isCalled(change)) return null;
  const { verdict, base, head } = change;
  const [from, to] = [base ?? 0, head ?? 0];
  return Math.abs(to - from) < tellingShare ? null : { verdict, base: from, head: to };
}

/** A response time over successful requests alone; null where the run does not distinguish them. */
function okTime(
  { response, pooled, transactions }: RunMeasures,
  { metric, scenario, endpoint }: MetricChange,
): number | null {
  const row = [...response, ...pooled, ...transactions].find(
    (one) => one.scenario === scenario && one.endpoint === endpoint,
  );
  return row?.latencyOkMs?.[metric.replace('response.', '') as keyof Omit<Latency, 'source'>] ?? null;
}

function okTimeChange(change: MetricChange, base: RunMeasures, head: RunMeasures): OkChange | null {
  const from = okTime(base, change);
  const to = okTime(head, change);
  if (from === null || to === null || from === 0) return null;
  return {
    relative: to / from - 1,
    text: `successful requests only: ${formatValue(from, 'ms')} to ${formatValue(to, 'ms')}`,
  };
}

/** Processor time for the same number of successes: what fails costs next to nothing. Infinite where all fails. */
function okWorkChange({ relative }: MetricChange, { base, head }: ErrorChange): OkChange | null {
  if (relative === null) return null;
  return {
    relative: ((1 + relative) * (1 - base)) / (1 - head) - 1,
    text: 'more than the change in successful requests explains',
  };
}

function whyUnknown({ verdict, base, head }: ErrorChange, isTime: boolean, ok: OkChange | null): string {
  const fails =
    verdict === 'worse'
      ? `more requests fail (${formatValue(base, 'share')} to ${formatValue(head, 'share')}), so there is less load`
      : `fewer requests fail (${formatValue(base, 'share')} to ${formatValue(head, 'share')}), so there is more load`;
  return isTime && ok !== null ? `${fails}; ${ok.text}` : fails;
}

/**
 * An error rate that went the other way, beside response times and processor use that do not hold for the successes alone
 * by more than the error rate moved. Failures are often answered faster than successes, and what a service refuses it
 * need not carry: a run that fails more is not faster for it, and one that fails less is not slower.
 */
export const changedErrors: CauseRule = (change, { base, head, project, changes }) => {
  const { metric, scenario, endpoint, verdict } = change;
  const isTime = metric.startsWith('response.');
  if (!isTime && metric !== 'cpu.average') return null;
  const beside = errorChange(changes, scenario, isTime ? endpoint : '*');
  if (beside === null || beside.verdict === verdict) return null;
  const ok = isTime ? okTimeChange(change, base, head) : okWorkChange(change, beside);
  const moved = Math.abs(beside.head - beside.base);
  const least = Math.max(minimumEffectOf(metric, project), moved);
  const sign = verdict === 'worse' ? 1 : -1;
  if (ok !== null && ok.relative * sign >= least) return { verdict: null, reason: { id, text: ok.text } };
  return { verdict: 'cannot-tell', reason: { id, text: whyUnknown(beside, isTime, ok) } };
};
