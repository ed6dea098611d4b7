import { formatChange, formatNumber } from '../../model/format.ts';
import type { Finding } from '../../model/finding.ts';
import { littleCheck } from '../../stats/concurrency-check.ts';
import { mean } from '../../stats/moments.ts';
import type { GatheredScenario } from '../gather.ts';
import { busyPart, courseOf, meanMs, slicesIn, totalsOf, usualUsers, windowOf } from './course.ts';
import { evidence, makeFinding } from './make-finding.ts';
import { inScenario } from './place.ts';
import type { FindingInput, FindingRule } from './rule.ts';
import { statedThinkSeconds } from './stated-numbers.ts';

const fewestSlices = 10;
const fewestRequests = 200;
/** The steady part must be so many mean response times long, or its edges decide. */
const manyResponses = 20;
/** Users may vary so much in it. */
const sameUsers = 0.05;

export const littlesLaw: FindingRule = {
  id: 'littles-law',
  title: 'Users, throughput and response times do not agree',
  kind: 'limit',
  appliesWhen:
    'Over 10 slices or more at a constant number of users, requests per second times mean response time (plus the think time that the parameters state) needs at least 10% more users than there were; with a stated think time in the closed model, or 10% fewer.',
  meaning:
    'Little’s law holds of any system: requests are missing or counted twice, the think time is another, users send several requests at once, or clocks differ.',
  find: (input) => input.scenarios.flatMap((scenario) => disagreeing(input, scenario)),
};

function disagreeing(input: FindingInput, scenario: GatheredScenario): Finding[] {
  const stated = input.measures.scenarios.find(({ id }) => id === scenario.id)!;
  const whole = courseOf(scenario);
  const course = whole === null ? null : steadyPart(busyPart(whole));
  if (course === null || course.slices.length < fewestSlices) return [];
  const { count } = totalsOf(course.slices);
  const window = windowOf(course, 0, course.slices.length);
  const seconds = window.endSeconds - window.startSeconds;
  const { slices, firstStartMs } = scenario.pooled!.digest;
  const responseSeconds = meanMs(slicesIn(slices, firstStartMs!, window)) / 1_000;
  if (count < fewestRequests || !(seconds >= manyResponses * responseSeconds)) return [];
  const users = mean(course.slices.map((slice) => slice.users!));
  const think = stated.loadModel === 'closed' ? statedThinkSeconds(stated) : null;
  const found = littleCheck(users, count / seconds, responseSeconds, think ?? 0);
  if (found?.verdict !== 'disagree') return [];
  // Without the think time more users than needed are no contradiction.
  if (found.deviation > 0 && think === null) return [];
  return [
    makeFinding(
      { rule: 'littles-law', kind: 'limit' },
      {
        severity: 'medium',
        title: `Throughput and response times${inScenario(input.measures, scenario.id)} need ${formatNumber(found.expectedUsers)} users at once, ${formatNumber(users)} were there`,
        scenario: scenario.id,
        evidence: [
          evidence('Requests per second', count / seconds, '1/s'),
          evidence('Mean response time', responseSeconds * 1_000, 'ms'),
          ...(think === null ? [] : [evidence('Stated think time', think * 1_000, 'ms')]),
          evidence('Users against what is needed', formatChange(found.deviation)),
        ],
        window,
        lookAt:
          'Whether each user sends several requests at once, and whether the files hold every request exactly once.',
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
