import { present } from '../../model/checked.ts';
import { formatValue } from '../../model/text/format.ts';
import type { Finding } from '../../model/finding.ts';
import { correctedHistogram, omissionFromSlices } from '../../stats/omission-correction.ts';
import { histogramQuantile } from '../../stats/histogram.ts';
import { median } from '../../stats/robust.ts';
import type { GatheredScenario } from '../measure/gather.ts';
import { busyPart, courseOf, samplesOf, usualUsers, type Course } from './course.ts';
import { evidence, makeFinding } from './make-finding.ts';
import { inScenario } from './place.ts';
import type { FindingInput, FindingRule } from './rule.ts';

const fewestSlices = 20;
const requestsASlice = 10;
const fewestMissing = 20;
/** How far a slice's users may be from the usual number, so that fewer starts do not merely mean fewer users. */
const sameUsers = 0.1;

export const coordinatedOmission: FindingRule = {
  id: 'coordinated-omission',
  title: 'Coordinated omission',
  kind: 'limit',
  appliesWhen:
    'In a scenario without an open load model, slices with less than half the usual starts (10 or more) at the usual number of users add up to more than 1% of the time and 20 requests. In each, a response that took longer than a slice was outstanding.',
  meaning:
    'The load generator waited together with the system, so requests during the pause were never sent. Percentiles are too optimistic. Measure with an open model.',
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
        title: `Requests were not sent while the system paused${inScenario(input.measures, scenario.id)}: about ${formatValue(Math.round(found.missingRequests), 'count')} are missing, so percentiles are too optimistic`,
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
          'Investigate the pauses, and repeat the test with an open model (requests arrive at a given rate).',
      },
    ),
  ];
}

/** The slices of the plateau; all slices if users were not recorded. */
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

/** The 99th percentile as measured, and with the requests that users would have sent during the pauses. */
function ninetyNinth(scenario: GatheredScenario, { slices, widthSeconds }: Course): [number, number | null] {
  const histogram = present(samplesOf(scenario).latency?.histogram, 'samples have a histogram');
  const users = usualUsers(slices);
  const usual = median(slices.map(({ count }) => count));
  const measured = histogramQuantile(histogram, 0.99);
  if (users === null) return [measured, null];
  const intervalMs = (users * widthSeconds * 1_000) / usual;
  return [measured, histogramQuantile(correctedHistogram(histogram, intervalMs), 0.99)];
}
