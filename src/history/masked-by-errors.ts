import type { Latency } from '../model/inspection.ts';
import type { Project } from '../model/project.ts';
import type { RunMeasures } from '../model/run-measures.ts';
import type { FigureChange } from '../model/run-report.ts';
import { minimumEffectOf } from './history-analysis.ts';

/** A change of the error rate from which on response times may change for no other reason: one request in a hundred. */
const tellingShare = 0.01;

const placeOf = ({ scenario, endpoint }: FigureChange): string => JSON.stringify([scenario, endpoint]);

/** A response time over successful requests alone; null where the run does not tell them apart. */
function okTime(
  { response, pooled }: RunMeasures,
  { metric, scenario, endpoint }: FigureChange,
): number | null {
  const row = [...response, ...pooled].find((one) => one.scenario === scenario && one.endpoint === endpoint);
  return row?.latencyOkMs?.[metric.replace('response.', '') as keyof Omit<Latency, 'source'>] ?? null;
}

/** True where the successes alone moved the same way, by enough to matter. */
function holdsForSuccesses(
  change: FigureChange,
  base: RunMeasures,
  head: RunMeasures,
  project: Project,
): boolean {
  const from = okTime(base, change);
  const to = okTime(head, change);
  if (from === null || to === null || from === 0) return false;
  const relative = to / from - 1;
  const least = minimumEffectOf(change.metric, project);
  return change.verdict === 'worse' ? relative >= least : relative <= -least;
}

/**
 * Takes back what response times seem to say where the error rate went the other way, unless the successes alone say
 * it too. Failures are often answered faster than successes: a run that fails more is not faster for it, and one that
 * fails less is not slower.
 */
export function withoutMasked(
  changes: readonly FigureChange[],
  base: RunMeasures,
  head: RunMeasures,
  project: Project,
): FigureChange[] {
  const errors = new Map(
    changes
      .filter(
        ({ metric, verdict }) => metric === 'errors.rate' && (verdict === 'worse' || verdict === 'better'),
      )
      .filter(({ base, head }) => Math.abs((head ?? 0) - (base ?? 0)) >= tellingShare)
      .map((change) => [placeOf(change), change.verdict]),
  );
  return changes.map((change) => {
    const errorsWent = errors.get(placeOf(change));
    const isTime = change.metric.startsWith('response.');
    const isCalled = change.verdict === 'worse' || change.verdict === 'better';
    if (!isTime || !isCalled || errorsWent === undefined || errorsWent === change.verdict) return change;
    if (holdsForSuccesses(change, base, head, project)) return change;
    const basis =
      errorsWent === 'worse'
        ? 'more requests fail, and failures may be answered faster'
        : 'fewer requests fail, and failures may have been answered faster';
    return { ...change, verdict: 'cannot-tell', certainty: null, basis };
  });
}
