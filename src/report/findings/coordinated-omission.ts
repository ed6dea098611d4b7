import { formatValue } from '../../model/format.ts';
import type { Finding } from '../../model/finding.ts';
import { correctedHistogram, omissionFromSlices } from '../../stats/omission-correction.ts';
import { histogramQuantile } from '../../stats/histogram.ts';
import { median } from '../../stats/robust.ts';
import type { GatheredScenario } from '../gather.ts';
import { busyPart, courseOf, usualUsers, type Course } from './course.ts';
import { evidence, makeFinding } from './make-finding.ts';
import { inScenario } from './place.ts';
import type { FindingInput, FindingRule } from './rule.ts';

const fewestSlices = 20;
const requestsASlice = 10;
const fewestMissing = 20;
/** Users of a slice that are as many as usual, so that fewer starts are not fewer users. */
const sameUsers = 0.1;

export const coordinatedOmission: FindingRule = {
  id: 'coordinated-omission',
  title: 'Coordinated omission',
  kind: 'limit',
  appliesWhen:
    'Of a scenario that is not of the open model: slices of time with under half the usual starts (10 or more) at the usual number of users, while an answer that took longer than a slice was outstanding, add up to more than 1% of the time and 20 requests.',
  meaning:
    'The load generator waited with the system, so the requests that would have met the pause were never sent: percentiles are too kind. Measure with an open model.',
  find: (input) => input.scenarios.flatMap((scenario) => omitting(input, scenario)),
};

function omitting(input: FindingInput, scenario: GatheredScenario): Finding[] {
  const stated = input.measures.scenarios.find(({ id }) => id === scenario.id);
  const whole = courseOf(scenario);
  if (stated?.loadModel === 'open' || whole === null) return [];
  const course = atUsualUsers(busyPart(whole));
  const starts = course.slices.map(({ count }) => count);
  if (starts.length < fewestSlices || median(starts) < requestsASlice) return [];
  const found = omissionFromSlices(
    starts,
    course.slices.map(({ longestMs }) => longestMs),
    course.widthSeconds * 1_000,
  );
  if (!found.isOmitting || found.missingRequests < fewestMissing) return [];
  const [measured, corrected] = ninetyNinth(scenario, course);
  return [
    makeFinding(
      { rule: 'coordinated-omission', kind: 'limit' },
      {
        severity: 'medium',
        title: `Requests were not sent while the system paused${inScenario(input.measures, scenario.id)}: about ${formatValue(Math.round(found.missingRequests), 'count')} are missing, so percentiles are too kind`,
        scenario: scenario.id,
        evidence: [
          evidence('Time blocked', found.waitingShare, 'share'),
          ...(corrected === null
            ? []
            : [
                evidence('99th percentile as measured', measured, 'ms'),
                evidence('99th percentile with the missing requests (a model)', corrected, 'ms'),
              ]),
        ],
        lookAt:
          'The pauses themselves, and a test whose requests arrive at a rate of their own (open model).',
      },
    ),
  ];
}

/** The slices of the plateau; all where nobody recorded users. */
function atUsualUsers(course: Course): Course {
  const usual = usualUsers(course.slices);
  if (usual === null) return course;
  const isUsual = (users: number | null): boolean =>
    users === null || Math.abs(users / usual - 1) <= sameUsers;
  const from = course.slices.findIndex(({ users }) => isUsual(users));
  const to = course.slices.findLastIndex(({ users }) => isUsual(users)) + 1;
  const plateau = course.slices.slice(from, to);
  return { ...course, slices: plateau.every(({ users }) => isUsual(users)) ? plateau : [] };
}

/** The 99th percentile as measured, and with what each of the users would have sent meanwhile. */
function ninetyNinth(
  { pooled }: GatheredScenario,
  { slices, widthSeconds }: Course,
): [number, number | null] {
  const histogram = pooled!.digest.latency!.histogram!;
  const users = usualUsers(slices);
  const usual = median(slices.map(({ count }) => count));
  const measured = histogramQuantile(histogram, 0.99);
  if (users === null) return [measured, null];
  const intervalMs = (users * widthSeconds * 1_000) / usual;
  return [measured, histogramQuantile(correctedHistogram(histogram, intervalMs), 0.99)];
}
