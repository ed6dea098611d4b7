import { counted } from '../../model/text/counted.ts';
import type { ReportedPoint } from '../../model/documents/digest.ts';
import type { MetricValue } from '../../model/metrics/metric-value.ts';
import { problem, type Problem } from '../../model/problem.ts';
import type { Target } from '../../model/documents/project.ts';
import type { ScenarioMeasures, StepMeasures } from '../../model/run-measures.ts';
import { ofLoad } from '../../model/lifecycle.ts';
import { constantLoad, wholeScenarioStep } from './constant-load.ts';
import type { GatheredScenario } from '../measure/gather.ts';
import { reportedSteps } from './reported-steps.ts';
import { stepsOf } from './load-steps.ts';
import { measureSteps } from './measure-steps.ts';
import { valuesInScope } from '../targets/target-scope.ts';

interface StepsInput {
  readonly gathered: readonly GatheredScenario[];
  readonly scenarios: readonly ScenarioMeasures[];
  /** What tools printed over time. */
  readonly history: readonly ReportedPoint[];
  readonly targets: readonly Target[];
}

/**
 * The load steps of a run: from samples over time, else from the history that a tool printed, else one for a load that
 * did not change. `valuesOf` gives the metrics of the run, which only the last of these needs.
 */
export function stepsOfRun(input: StepsInput, valuesOf: () => readonly MetricValue[]): StepMeasures[] {
  const { gathered, scenarios, history, targets } = input;
  // Only load has steps.
  return ofLoad(gathered, ({ id }) => id).flatMap((one) => {
    const measures = scenarios.find(({ id }) => id === one.id);
    const stated = measures?.steps ?? [];
    const isMeasured = (target: Target): boolean =>
      valuesInScope(
        target,
        valuesOf().filter(({ scenario }) => scenario === one.id),
      ).length > 0;
    const judged = targets.filter((target) => target.metric !== 'apdex' || isMeasured(target));
    const sampled = measureSteps(one, stepsOf(one, stated), judged);
    if (sampled.length > 0) return sampled;
    const isReported = history.some(({ scenario, endpoint }) => scenario === one.id && endpoint === '*');
    const reported = isReported ? reportedSteps(one, history, stated, { targets, isMeasured }) : [];
    if (reported.length > 0) return reported;
    const constant = measures === undefined || stated.length > 0 ? null : constantLoad(one, measures);
    if (constant === null || history.some(({ scenario, users }) => scenario === one.id && users !== null))
      return [];
    const whole = measureSteps(one, [constant], judged);
    return whole.length > 0 ? whole : (wholeScenarioStep(one, constant, targets, valuesOf()) ?? []);
  });
}

/** Warns of load steps in the manifest that no file of their scenario can be measured by. */
export function ignoredSteps(
  scenarios: readonly ScenarioMeasures[],
  steps: readonly StepMeasures[],
  folder: string,
): Problem[] {
  return scenarios
    .filter(({ id, steps: stated }) => stated.length > 0 && !steps.some(({ scenario }) => scenario === id))
    .map(({ id, steps: stated }) =>
      problem(
        'warning',
        `${folder}/run.json`,
        `${counted(stated.length, 'load step')} of scenario "${id}" ${stated.length === 1 ? 'is' : 'are'} ignored: no file of it has requests with their times in ${stated.length === 1 ? 'it' : 'them'}.`,
        { hint: 'Add the tool’s log of single requests or its history over time, or remove "steps".' },
      ),
    );
}
