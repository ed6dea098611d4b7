import type { MetricChange } from '../../model/run-report.ts';
import { errorDraft, errorEvidence } from '../evidence/error-evidence.ts';
import type { MetricToCompare } from '../evidence/gather-evidence.ts';
import { placeNumber } from '../runs/metric-index.ts';

const isCalled = ({ verdict }: MetricChange): boolean => verdict === 'worse' || verdict === 'better';

/** Without what its endpoints show, a whole is called only by evidence of its own. */
const ownEvidence = 0.05;

/**
 * An endpoint's errors are in the error rate of its scenario, too. If one endpoint is called, the scenario's rate is
 * called the same way only if it changed without that endpoint. If several are, the scenario's rate stands for all.
 */
export function errorsExplained(
  changes: readonly MetricChange[],
  toCompare: readonly MetricToCompare[],
): MetricChange[] {
  return changes.map((change) => {
    if (change.metric !== 'errors.rate' || change.endpoint !== '*' || !isCalled(change)) return change;
    const parts = changes.filter(
      (one) =>
        one.metric === 'errors.rate' &&
        one.scenario === change.scenario &&
        one.endpoint !== '*' &&
        one.verdict === change.verdict,
    );
    const own = toCompare.find(({ place }) => placeNumber(place) === placeNumber(change));
    if (parts.length !== 1 || own === undefined) return change;
    const rest = errorDraft(own.sides, own.place, parts);
    const evidence = errorEvidence(rest, []);
    const goesOn =
      evidence.p !== null &&
      evidence.p <= ownEvidence &&
      Math.sign(evidence.relative ?? 0) === Math.sign(change.relative ?? 0);
    if (goesOn) return change;
    const names = parts.map(({ endpoint }) => endpoint ?? '').join(', ');
    return {
      ...change,
      verdict: 'no-change-shown',
      certainty: null,
      isExplained: true as const,
      basis: `${change.basis}; explained by ${names}`,
    };
  });
}
