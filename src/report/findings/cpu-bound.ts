import { formatValue } from '../../model/text/format.ts';
import type { Finding } from '../../model/finding.ts';
import { median } from '../../stats/robust.ts';
import { busyShare } from '../../stats/busy-share.ts';
import { evidence, makeFinding } from './make-finding.ts';
import { inScenario } from './place.ts';
import { processorReadings, type ProcessorReadings } from './processor-readings.ts';
import type { FindingInput, FindingRule } from './rule.ts';

/** Share of the readings that must be at 90% or more of all cores. */
const mostOfTheTime = 0.5;

export const cpuBound: FindingRule = {
  id: 'cpu-bound',
  title: 'Processor-bound',
  kind: 'bottleneck',
  appliesWhen:
    'In at least half of 10 or more readings during a scenario, processor use is 90% or more of all cores. Readings where 100% is one core count only if the number of cores is known.',
  meaning: 'Additional load only waits for the processors. Profile what uses them, or add processors.',
  find: (input) => processorReadings(input).flatMap((one) => bound(input, one)),
};

function bound({ measures }: FindingInput, { scenario, scale, readings }: ProcessorReadings): Finding[] {
  const cores = readings.reduce((most, one) => Math.max(most, one.cores?.length ?? 0), 0);
  // Without the number of cores, readings where 100% is one core have no upper limit.
  const allowed = scale === 'host' ? 100 : cores > 1 ? cores * 100 : null;
  if (allowed === null) return [];
  const percents = readings.map(({ percent }) => percent);
  const busy = busyShare(percents, allowed);
  if (!(busy >= mostOfTheTime)) return [];
  return [
    makeFinding(
      { rule: 'cpu-bound', kind: 'bottleneck' },
      {
        severity: 'high',
        title: `All processors are busy${inScenario(measures, scenario)}: ${formatValue(busy, 'share')} of the readings are at 90% or more`,
        scenario,
        evidence: [
          evidence('Median use', median(percents), 'percent'),
          evidence('100% means', scale === 'host' ? 'all cores' : 'one core'),
          ...(cores > 1 ? [evidence('Cores', cores, 'count')] : []),
          evidence('Readings', readings.length, 'count'),
        ],
        impact: 'Additional load only waits longer.',
        lookAt:
          'Profile the system under this load. If the load generator runs on the same machine, move it to another one.',
      },
    ),
  ];
}
