import type { FigureChange } from '../model/run-report.ts';

/** A change of the error rate from which on response times may change for no other reason: one request in a hundred. */
const tellingShare = 0.01;

const placeOf = ({ scenario, endpoint }: FigureChange): string => JSON.stringify([scenario, endpoint]);

/**
 * Takes back what response times seem to say where the error rate went the other way. Failures are often answered
 * faster than successes: a run that fails more is not faster, and one that fails less is not slower.
 */
export function withoutMasked(changes: readonly FigureChange[]): FigureChange[] {
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
    const basis =
      errorsWent === 'worse'
        ? 'more requests fail, and failures may be answered faster'
        : 'fewer requests fail, and failures may have been answered faster';
    return { ...change, verdict: 'cannot-tell', certainty: null, basis };
  });
}
