import { formatValue } from '../../model/text/format.ts';
import type { Latency } from '../../model/documents/inspection.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import type { MetricChange } from '../../model/run-report.ts';
import { minimumEffectOf } from '../trends/history-analysis.ts';

/** A change of the error rate from which on other figures may change for no other reason: one request in a hundred. */
const tellingShare = 0.01;

/** The change of an error rate beside which a figure of the same place changed. */
interface ErrorChange {
  readonly verdict: 'worse' | 'better';
  readonly base: number;
  readonly head: number;
}

/** What a figure's change comes to once failures are left out. */
interface OkChange {
  readonly relative: number;
  /** In words. */
  readonly basis: string;
}

const isCalled = ({ verdict }: MetricChange): boolean => verdict === 'worse' || verdict === 'better';

const placeOf = (scenario: string | null, endpoint: string | null): string =>
  JSON.stringify([scenario, endpoint]);

/** The error rates that changed by enough to matter to other figures, by place. */
const errorChanges = (changes: readonly MetricChange[]): Map<string, ErrorChange> =>
  new Map(
    changes.flatMap((change): [string, ErrorChange][] => {
      const { metric, scenario, endpoint, verdict } = change;
      const base = change.base ?? 0;
      const head = change.head ?? 0;
      if (metric !== 'errors.rate' || (verdict !== 'worse' && verdict !== 'better')) return [];
      if (Math.abs(head - base) < tellingShare) return [];
      return [[placeOf(scenario, endpoint), { verdict, base, head }]];
    }),
  );

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
    basis: `successful requests only: ${formatValue(from, 'ms')} to ${formatValue(to, 'ms')}`,
  };
}

/** Processor time for the same number of successes: what fails costs next to nothing. */
function okWorkChange({ relative }: MetricChange, { base, head }: ErrorChange): OkChange | null {
  if (relative === null || base >= 1 || head >= 1) return null;
  return {
    relative: ((1 + relative) * (1 - base)) / (1 - head) - 1,
    basis: 'more than the change in successful requests explains',
  };
}

/**
 * Takes back what response times and processor use seem to say where the error rate went the other way, unless it
 * holds for the successes alone and by more than the error rate moved. Failures are often answered faster than
 * successes, and what a service refuses it need not carry: a run that fails more is not faster for it, and one that
 * fails less is not slower.
 */
export function withoutMasked(
  changes: readonly MetricChange[],
  base: RunMeasures,
  head: RunMeasures,
  project: Project,
): MetricChange[] {
  const errors = errorChanges(changes);
  return changes.map((change) => {
    const { metric, scenario, endpoint, verdict } = change;
    const isTime = metric.startsWith('response.');
    if (!isCalled(change) || (!isTime && metric !== 'cpu.average')) return change;
    const beside = errors.get(placeOf(scenario, isTime ? endpoint : '*'));
    if (beside === undefined || beside.verdict === verdict) return change;
    const ok = isTime ? okTimeChange(change, base, head) : okWorkChange(change, beside);
    const moved = Math.abs(beside.head - beside.base);
    const least = Math.max(minimumEffectOf(metric, project), moved);
    const sign = verdict === 'worse' ? 1 : -1;
    if (ok !== null && ok.relative * sign >= least)
      return { ...change, basis: `${change.basis}; ${ok.basis}` };
    return { ...change, verdict: 'cannot-tell', certainty: null, basis: whyUnknown(beside, isTime, ok) };
  });
}

function whyUnknown({ verdict, base, head }: ErrorChange, isTime: boolean, ok: OkChange | null): string {
  const fails =
    verdict === 'worse'
      ? `more requests fail (${formatValue(base, 'share')} to ${formatValue(head, 'share')}), so there is less load`
      : `fewer requests fail (${formatValue(base, 'share')} to ${formatValue(head, 'share')}), so there is more load`;
  return isTime && ok !== null ? `${fails}; ${ok.basis}` : fails;
}
