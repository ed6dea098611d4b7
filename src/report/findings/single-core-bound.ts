import { at } from '../../model/checked.ts';
import { formatValue, formatNumber } from '../../model/text/format.ts';
import type { CpuReading } from '../../model/documents/digest.ts';
import type { Finding } from '../../model/finding.ts';
import { median } from '../../stats/robust.ts';
import { busyShare } from '../../stats/busy-share.ts';
import { evidence, makeFinding } from './make-finding.ts';
import { inScenario } from './place.ts';
import { processorReadings, type ProcessorReadings } from './processor-readings.ts';
import type { FindingInput, FindingRule } from './rule.ts';
import { largest } from '../../model/long-lists.ts';

const mostOfTheTime = 0.5;
/** All cores together must be below this share, or the machine itself is busy. */
const coresFree = 0.75;
/** A process of one busy thread stays between these, on the scale of one core. */
const fullCorePercent = { from: 90, to: 110 };
/** Share of the readings that may be above: other threads run occasionally. */
const rarely = 0.05;

export const singleCoreBound: FindingRule = {
  id: 'single-core-bound',
  title: 'Bound to one core',
  kind: 'bottleneck',
  appliesWhen:
    'In at least half of 10 or more readings, the same core is at 90% or more while all cores together are below 75%. Or, if 100% is one core and per-core readings are missing: half of the readings are at 90% or more, and at most 5% above 110%.',
  meaning: 'One thread does the work, so more cores do not help. Find out what runs on a single thread.',
  find: (input) => processorReadings(input).flatMap((one) => pinned(input, one)),
};

function pinned({ measures }: FindingInput, one: ProcessorReadings): Finding[] {
  const found = byCore(one.readings) ?? byProcess(one);
  if (found === null) return [];
  return [
    makeFinding(
      { rule: 'single-core-bound', kind: 'bottleneck' },
      {
        severity: 'medium',
        title: `${found.what}${inScenario(measures, one.scenario)}: ${formatValue(found.busy, 'share')} of the readings are at 90% or more of it`,
        scenario: one.scenario,
        evidence: [...found.numbers, evidence('Readings', one.readings.length, 'count')],
        impact: 'More cores would not help.',
        lookAt: 'Find out what runs on one thread: an event loop, a global lock, a single worker.',
      },
    ),
  ];
}

interface Found {
  readonly what: string;
  readonly busy: number;
  readonly numbers: Finding['evidence'];
}

function byCore(readings: readonly CpuReading[]): Found | null {
  const perCore = readings.flatMap(({ cores }) => (cores === null || cores.length < 2 ? [] : [cores]));
  if (perCore.length < readings.length) return null;
  const count = at(perCore, 0).length;
  const shares = Array.from({ length: count }, (_, core) =>
    busyShare(
      perCore.map((cores) => cores[core] ?? 0),
      100,
    ),
  );
  const busiest = shares.indexOf(largest(shares));
  const usedShare = median(perCore.map((cores) => cores.reduce((sum, use) => sum + use, 0))) / (count * 100);
  if (!(at(shares, busiest) >= mostOfTheTime) || usedShare >= coresFree) return null;
  return {
    what: `One core of ${count} is busy while the others are not`,
    busy: at(shares, busiest),
    numbers: [
      evidence('Median use of that core', median(perCore.map((cores) => cores[busiest] ?? 0)), 'percent'),
      evidence('Median use of all cores', usedShare, 'share'),
    ],
  };
}

function byProcess({ scale, readings }: ProcessorReadings): Found | null {
  if (scale !== 'core' || readings.some(({ cores }) => cores !== null)) return null;
  const percents = readings.map(({ percent }) => percent);
  const busy = busyShare(percents, 100);
  const above = percents.filter((percent) => percent > fullCorePercent.to).length / percents.length;
  if (!(busy >= mostOfTheTime) || above > rarely || median(percents) < fullCorePercent.from) return null;
  return {
    what: 'The process uses only one core',
    busy,
    numbers: [
      evidence('Median use', median(percents), 'percent'),
      evidence('Highest reading', `${formatNumber(largest(percents))}% of one core`),
    ],
  };
}
