import { isCalled } from '../../../model/metrics/called.ts';
import { withReason } from '../../../model/text/basis.ts';
import type { MetricChange } from '../../../model/run-report.ts';
import { changedErrors } from './changed-errors.ts';
import { errorsOfOneEndpoint } from './errors-of-one-endpoint.ts';
import type { CauseRule, ComparedRuns } from './other-cause.ts';
import { otherEndpoints } from './other-endpoints.ts';
import { stragglers } from './stragglers.ts';

/** In this order: response times are read beside the error rates that are left. */
const rules: readonly CauseRule[] = [errorsOfOneEndpoint, otherEndpoints, changedErrors, stragglers];

function withCause(change: MetricChange, rule: CauseRule, runs: ComparedRuns): MetricChange {
  const cause = isCalled(change) ? rule(change, runs) : null;
  if (cause === null) return change;
  const { verdict, reason, isExplained } = cause;
  return {
    ...change,
    basis: withReason(change.basis, reason),
    ...(verdict !== null && { verdict, certainty: null }),
    ...(isExplained && { isExplained }),
  };
}

/** Takes back each call of a change that something else may have made, and names what it was. */
export const withoutOtherCauses = (runs: ComparedRuns): readonly MetricChange[] =>
  rules.reduce(
    (changes, rule) => changes.map((change) => withCause(change, rule, { ...runs, changes })),
    runs.changes,
  );
