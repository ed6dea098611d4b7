import { at } from '../../model/checked.ts';
import { formatDuration, formatValue } from '../../model/text/format.ts';
import type { Finding } from '../../model/finding.ts';
import { findStalls, type Stall } from '../../stats/spikes.ts';
import type { GatheredScenario } from '../measure/gather.ts';
import { coincidences } from './coincides.ts';
import { busyPart, courseOf, windowOf, type Course } from './course.ts';
import { evidence, makeFinding } from './make-finding.ts';
import { inScenario } from './place.ts';
import type { FindingInput, FindingRule } from './rule.ts';
import { largest } from '../../model/long-lists.ts';

const fewestSlices = 20;
/** A run that is silent in more than this share of its slices sends in bursts. */
const mostSilent = 0.2;
/** A request must have waited for this share of the silence; otherwise there was simply no load. */
const waitedShare = 0.5;

export const stall: FindingRule = {
  id: 'stall',
  title: 'Stall',
  kind: 'anomaly',
  appliesWhen:
    'Slices have less than a tenth of the usual requests (10 or more per slice), in at most a fifth of the run, while a request was in flight for at least half of the silence and longer than a slice.',
  meaning:
    'The system blocked every request: a global lock, a full garbage collection, a lost connection, a failover.',
  find: (input) =>
    hasAppendedRuns(input) ? [] : input.scenarios.flatMap((scenario) => stalls(input, scenario)),
};

const hasAppendedRuns = ({ measures }: FindingInput): boolean =>
  measures.sources.some(({ warnings }) => warnings.some(({ code }) => code === 'appended-runs'));

function stalls(input: FindingInput, scenario: GatheredScenario): Finding[] {
  const whole = courseOf(scenario);
  if (whole === null) return [];
  const course = busyPart(whole);
  if (course.slices.length < fewestSlices) return [];
  const found = findStalls(course.slices.map(({ count }) => count));
  const silent = found.reduce((sum, { length }) => sum + length, 0);
  if (silent > mostSilent * course.slices.length) return [];
  const [longest] = found
    .filter((one) => isWaiting(course, one))
    .toSorted((a, b) => b.length - a.length || b.missingRequests - a.missingRequests);
  if (longest === undefined) return [];
  const window = windowOf(course, longest.start, longest.start + longest.length);
  const seconds = longest.length * course.widthSeconds;
  return [
    makeFinding(
      { rule: 'stall', kind: 'anomaly' },
      {
        severity: 'high',
        title: `Almost no request was sent for ${formatDuration(seconds)}${inScenario(input.measures, scenario.id)}, ${formatDuration(Math.round(window.startSeconds))} after the start, while others waited for a response`,
        scenario: scenario.id,
        evidence: [
          evidence('Requests missing', Math.round(longest.missingRequests), 'count'),
          evidence('Longest wait', longestWait(course, longest), 'ms'),
          ...(found.length > 1 ? [evidence('Stalls in total', found.length, 'count')] : []),
        ],
        impact: `About ${formatValue(Math.round(longest.missingRequests), 'count')} requests were not sent and are missing from the percentiles.`,
        window,
        coincides: coincidences(input, course, window, ['throughput', 'response time']),
        lookAt:
          'Find out what blocks everything: a lock, a garbage collection, a lost connection, a checkpoint.',
      },
    ),
  ];
}

/** The longest duration among the requests that started in the stall or not long before it. */
function longestWait({ slices, widthSeconds }: Course, { start, length }: Stall): number {
  const reach = slices
    .slice(0, start + length)
    .filter(
      ({ atSeconds, longestMs }) =>
        atSeconds + widthSeconds + longestMs / 1_000 > at(slices, start).atSeconds,
    );
  return Math.max(0, largest(reach.map(({ longestMs }) => longestMs)));
}

function isWaiting(course: Course, one: Stall): boolean {
  const waitedSeconds = longestWait(course, one) / 1_000;
  return (
    waitedSeconds > course.widthSeconds && waitedSeconds >= waitedShare * one.length * course.widthSeconds
  );
}
