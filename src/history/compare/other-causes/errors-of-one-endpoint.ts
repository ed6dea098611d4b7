import { errorDraft, errorEvidence } from '../../evidence/error-evidence.ts';
import { placeNumber } from '../../runs/metric-index.ts';
import type { CauseRule } from './other-cause.ts';

/** Without what its endpoints show, a whole is called only by evidence of its own. */
const ownEvidence = 0.05;

/**
 * An endpoint's errors are in the error rate of its scenario, too. If one endpoint is called, the scenario's rate is
 * called the same way only if it changed without that endpoint. If several are, the scenario's rate stands for all.
 */
export const errorsOfOneEndpoint: CauseRule = (change, { changes, toCompare }) => {
  if (change.metric !== 'errors.rate' || change.endpoint !== '*') return null;
  const [part, ...more] = changes.filter(
    (one) =>
      one.metric === 'errors.rate' &&
      one.scenario === change.scenario &&
      one.endpoint !== '*' &&
      one.verdict === change.verdict,
  );
  const own = toCompare.find(({ place }) => placeNumber(place) === placeNumber(change));
  if (part === undefined || more.length > 0 || own === undefined) return null;
  const { p, relative } = errorEvidence(errorDraft(own.sides, own.place, part), []);
  const goesOn =
    p !== null && p <= ownEvidence && Math.sign(relative ?? 0) === Math.sign(change.relative ?? 0);
  if (goesOn) return null;
  return {
    verdict: 'no-change-shown',
    reason: { id: 'errors-of-one-endpoint', text: `explained by ${part.endpoint ?? ''}` },
    isExplained: true,
  };
};
