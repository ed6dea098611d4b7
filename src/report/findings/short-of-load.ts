import { formatValue, formatNumber } from '../../model/text/format.ts';
import type { Finding } from '../../model/finding.ts';
import type { ScenarioMeasures } from '../../model/run-measures.ts';
import { courseOf, totalsOf, windowOf } from './course.ts';
import { evidence, makeFinding } from './make-finding.ts';
import { inScenario } from './place.ts';
import type { FindingInput, FindingRule } from './rule.ts';
import { statedRate } from './stated-numbers.ts';

/** Less than this share of the stated load is short. */
const enough = 0.95;
const enoughUsers = 0.9;
const fewestRequests = 100;
/** Allowance for random arrivals, in standard deviations. */
const chance = 3;

export const shortOfLoad: FindingRule = {
  id: 'short-of-load',
  title: 'The load generator did not reach its load',
  kind: 'limit',
  appliesWhen:
    'A scenario with an open model states its rate per second in its parameters and sent less than 95% of it, by more than three standard deviations of random arrivals. Or a scenario with a closed model states its users and never reached 90% of them.',
  meaning: 'The system was not under the stated load.',
  find: (input) =>
    input.measures.scenarios.flatMap((scenario) =>
      scenario.loadModel === 'open' ? tooSlow(input, scenario) : tooFew(input, scenario),
    ),
};

function tooSlow(input: FindingInput, scenario: ScenarioMeasures): Finding[] {
  const rate = statedRate(scenario);
  const gathered = input.scenarios.find(({ id }) => id === scenario.id);
  const course = gathered === undefined ? null : courseOf(gathered);
  if (rate === null || course === null || scenario.steps.length > 0 || course.slices.length === 0) return [];
  const { count } = totalsOf(course.slices);
  const seconds = course.slices.length * course.widthSeconds;
  if (count < fewestRequests || count + chance * Math.sqrt(count) >= enough * rate * seconds) return [];
  return [
    makeFinding(
      { rule: 'short-of-load', kind: 'limit' },
      {
        severity: 'medium',
        title: `${formatValue(count / seconds, '1/s')} sent${inScenario(input.measures, scenario.id)}, ${formatNumber(rate)}/s stated`,
        scenario: scenario.id,
        evidence: [
          evidence('Stated rate', rate, '1/s'),
          evidence('Sent', count / seconds, '1/s'),
          evidence('Share of the stated rate', count / seconds / rate, 'share'),
        ],
        window: windowOf(course, 0, course.slices.length),
        lookAt: 'Check the load generator: its processor, its connections, its limit of pending requests.',
      },
    ),
  ];
}

function tooFew({ measures }: FindingInput, scenario: ScenarioMeasures): Finding[] {
  const most = measures.throughput.find((row) => row.scenario === scenario.id)?.maxUsers ?? null;
  const { users, loadModel, id } = scenario;
  if (loadModel !== 'closed' || users === null || most === null || most >= enoughUsers * users) return [];
  return [
    makeFinding(
      { rule: 'short-of-load', kind: 'limit' },
      {
        severity: 'medium',
        title: `At most ${formatNumber(most)} of ${formatNumber(users)} users were active${inScenario(measures, id)}`,
        scenario: id,
        evidence: [evidence('Stated users', users, 'users'), evidence('Most observed', most, 'users')],
        lookAt: 'Check that the ramp-up finished, and that the files of all load generators are included.',
      },
    ),
  ];
}
