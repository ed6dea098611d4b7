import type { Coefficient, ScalingFit, ScenarioScaling, StepMeasures } from '../../model/run-measures.ts';
import { fitScalability, type Scalability, type ScalabilityFit } from '../../stats/usl.ts';
import { peakInterval, scalabilityBand } from '../../stats/usl-band.ts';
import { largest, smallest } from '../../model/long-lists.ts';

/** Where more of a step's requests fail, its throughput is no measure of work done. */
const mostFailing = 0.01;
/** A curve whose residuals are larger, as a share of throughput, does not describe the steps. */
const worstFit = 0.15;
/** Points of the drawn curve. */
const curvePoints = 40;

/** How throughput follows load in each scenario that has load steps, as far as a model can say. */
export function scalingOf(steps: readonly StepMeasures[]): ScenarioScaling[] {
  return [...Map.groupBy(steps, (step) => step.scenario)]
    .filter(([, some]) => new Set(some.map(({ users }) => users)).size >= 2)
    .map(([scenario, some]) => ({ scenario, ...fitted(some) }));
}

const notIdentifiable = (reason: string): Omit<ScenarioScaling, 'scenario'> => ({ fit: null, reason });

function fitted(steps: readonly StepMeasures[]): Omit<ScenarioScaling, 'scenario'> {
  const failing = steps.filter(({ errorRate }) => (errorRate ?? 0) > mostFailing).map(({ users }) => users);
  if (failing.length > 0)
    return notIdentifiable(
      `more than 1% of the requests fail at ${smallest(failing)} users, so throughput there does not measure completed work`,
    );
  const loads = steps.map(({ users }) => users);
  const rates = steps.map(({ requestsPerSecond }) => requestsPerSecond);
  const result: Scalability = fitScalability(loads, rates, 'logarithm');
  if (result.fit === null) return notIdentifiable(result.reason);
  const { fit } = result;
  if (!(fit.residualDeviation <= worstFit))
    return notIdentifiable('the curve does not fit: the steps deviate from it by more than 15%');
  return { fit: described(fit, loads), reason: null };
}

function described(fit: ScalabilityFit, loads: readonly number[]): ScalingFit {
  const highestUsers = largest(loads);
  // Never beyond what was tested: there the curve is a guess.
  const at = Array.from({ length: curvePoints }, (_, i) => (highestUsers * (i + 1)) / curvePoints);
  const coefficient = ({ value, interval }: ScalabilityFit['alpha']): Coefficient => ({ value, interval });
  return {
    alpha: coefficient(fit.alpha),
    beta: coefficient(fit.beta),
    gamma: coefficient(fit.gamma),
    steps: loads.length,
    highestUsers,
    residualDeviation: fit.residualDeviation,
    peak:
      fit.peakLoad === null || fit.peakThroughput === null
        ? null
        : {
            users: fit.peakLoad,
            interval: peakInterval(loads, fit),
            requestsPerSecond: fit.peakThroughput,
            isExtrapolated: fit.isExtrapolated,
          },
    limitPerSecond: fit.limitThroughput,
    curve: scalabilityBand(loads, fit, at).map(({ load, throughput, interval }) => ({
      users: load,
      requestsPerSecond: throughput,
      lower: Math.max(0, interval.lower),
      upper: interval.upper,
    })),
  };
}
