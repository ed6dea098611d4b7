import { slicesIn } from '../measure/stretches.ts';
import { present } from '../../model/checked.ts';
import { formatChange, formatNumber } from '../../model/text/format.ts';
import type { Finding } from '../../model/finding.ts';
import { littleCheck } from '../../stats/concurrency-check.ts';
import { mean } from '../../stats/moments.ts';
import type { GatheredScenario } from '../measure/gather.ts';
import { busyPart, courseOf, meanMs, samplesOf, totalsOf, usualUsers, windowOf } from './course.ts';
import { evidence, makeFinding } from './make-finding.ts';
import { inScenario } from './place.ts';
import type { FindingInput, FindingRule } from './rule.ts';
import { statedThinkSeconds } from './stated-numbers.ts';

const fewestSlices = 10;
const fewestRequests = 200;
/** The steady part must last this many mean response times, so that its edges do not matter. */
const manyResponses = 20;
/** How much users may vary in it. */
const sameUsers = 0.05;

export const littlesLaw: FindingRule = {
  id: 'littles-law',
  title: 'Users, throughput and response times disagree',
  kind: 'limit',
  appliesWhen:
    'Over 10 slices or more at a constant number of users, requests per second times mean response time (plus the think time in the parameters) requires at least 10% more users than there were. With a stated think time and a closed model, 10% fewer users count too.',
  meaning:
    'Little’s law holds for every system. Either requests are missing or counted twice, the think time is wrong, users send several requests at once, or clocks differ.',
  find: (input) => input.scenarios.flatMap((scenario) => disagreeing(input, scenario)),
};

function disagreeing(input: FindingInput, scenario: GatheredScenario): Finding[] {
  const stated = present(
    input.measures.scenarios.find(({ id }) => id === scenario.id),
    'each gathered scenario is measured',
  );
  const whole = courseOf(scenario);
  const course = whole === null ? null : steadyPart(busyPart(whole));
  if (course === null || course.slices.length < fewestSlices) return [];
  const { count } = totalsOf(course.slices);
  const window = windowOf(course, 0, course.slices.length);
  const seconds = window.endSeconds - window.startSeconds;
  const { slices, firstStartMs } = samplesOf(scenario);
  const responseSeconds = meanMs(slicesIn(slices, firstStartMs, window)) / 1_000;
  if (count < fewestRequests || !(seconds >= manyResponses * responseSeconds)) return [];
  const users = mean(course.slices.map((slice) => present(slice.users, 'a steady part has users')));
  const think = stated.loadModel === 'closed' ? statedThinkSeconds(stated) : null;
  const found = littleCheck(users, count / seconds, responseSeconds, think ?? 0);
  if (found?.verdict !== 'disagree') return [];
  // Without a stated think time, more users than implied are not a contradiction.
  if (found.deviation > 0 && think === null) return [];
  return [
    makeFinding(
      { rule: 'littles-law', kind: 'limit' },
      {
        severity: 'medium',
        title: `Throughput and response times${inScenario(input.measures, scenario.id)} imply ${formatNumber(found.expectedUsers)} concurrent users, but there were ${formatNumber(users)}`,
        scenario: scenario.id,
        evidence: [
          evidence('Requests per second', count / seconds, '1/s'),
          evidence('Mean response time', responseSeconds * 1_000, 'ms'),
          ...(think === null ? [] : [evidence('Stated think time', think * 1_000, 'ms')]),
          evidence('Difference from the implied users', formatChange(found.deviation)),
        ],
        window,
        lookAt:
          'Check whether users send several requests at once, and whether the files contain every request exactly once.',
      },
    ),
  ];
}

/** The longest stretch in which users stay the same. */
function steadyPart(course: NonNullable<ReturnType<typeof courseOf>>): typeof course | null {
  const usual = usualUsers(course.slices);
  if (usual === null || usual === 0) return null;
  let best: [from: number, to: number] = [0, 0];
  let from = 0;
  course.slices.forEach(({ users }, i) => {
    if (users === null || Math.abs(users / usual - 1) > sameUsers) from = i + 1;
    else if (i + 1 - from > best[1] - best[0]) best = [from, i + 1];
  });
  return { ...course, slices: course.slices.slice(...best) };
}
