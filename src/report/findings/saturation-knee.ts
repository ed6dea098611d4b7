import { formatValue, formatNumber } from '../../model/text/format.ts';
import type { Finding } from '../../model/finding.ts';
import { findKnee } from '../../stats/knee.ts';
import { coincidences } from './coincides.ts';
import { anyCourse, levelsOf } from './load-levels.ts';
import { evidence, makeFinding } from './make-finding.ts';
import { inScenario } from './place.ts';
import type { FindingInput, FindingRule } from './rule.ts';
import { largest, smallest } from '../../model/long-lists.ts';

/** Requests that a level must hold. */
const fewestRequests = 100;

export const saturationKnee: FindingRule = {
  id: 'saturation-knee',
  title: 'Saturation',
  kind: 'bottleneck',
  appliesWhen:
    'Beyond a load level of 100 requests or more, every higher level adds at most a fifth of the throughput that proportional growth would, the highest at most half of it with 95% confidence. Load and median grow by a quarter or more, and throughput did grow below the knee. A level is a stated step, or three slices of time with about the same number of users.',
  meaning:
    'Beyond this load users wait longer and throughput does not grow: a resource is exhausted, such as a processor, a connection pool or a lock.',
  find: (input) => input.measures.scenarios.flatMap(({ id }) => saturated(input, id)),
};

function saturated(input: FindingInput, scenario: string): Finding[] {
  const levels = levelsOf(input, scenario);
  const found = findKnee(
    levels
      .filter(({ count, users }) => count >= fewestRequests || users < highestOf(levels) / 2)
      .map(({ users, count, seconds, medianMs }) => ({ load: users, count, seconds, latencyMs: medianMs })),
  );
  if (found === null || found.at.count < fewestRequests) return [];
  const { at, beyond, throughputChange, latencyChange } = found;
  const rateAt = formatValue(at.count / at.seconds, '1/s');
  const rateBeyond = formatValue(beyond.count / beyond.seconds, '1/s');
  const past = levels.filter(({ users }) => users > at.load);
  const window = {
    scenario,
    startSeconds: smallest(past.map((level) => level.window.startSeconds)),
    endSeconds: largest(past.map((level) => level.window.endSeconds)),
  };
  const course = anyCourse(input, scenario);
  return [
    makeFinding(
      { rule: 'saturation-knee', kind: 'bottleneck' },
      {
        severity: 'high',
        title: `Throughput stops growing at ${formatNumber(at.load)} users${inScenario(input.measures, scenario)}: ${rateAt} there, ${rateBeyond} at ${formatNumber(beyond.load)} users, while the median rises from ${formatValue(at.latencyMs, 'ms')} to ${formatValue(beyond.latencyMs, 'ms')}`,
        scenario,
        evidence: [
          evidence('Load at the knee', at.load, 'users'),
          evidence('Highest load', beyond.load, 'users'),
          evidence('Change of throughput', throughputChange, 'share'),
          evidence('Change of the median', latencyChange, 'share'),
        ],
        window,
        coincides:
          course === null
            ? []
            : coincidences(input, course, window, ['users', 'throughput', 'response time']),
        lookAt: `Find the resource that is exhausted between ${formatNumber(at.load)} and ${formatNumber(beyond.load)} users: processors, connections, locks, or the load generator itself.`,
      },
    ),
  ];
}

const highestOf = (levels: readonly { readonly users: number }[]): number =>
  largest(levels.map(({ users }) => users));
