import { formatValue } from '../../model/text/format.ts';
import type { Finding } from '../../model/finding.ts';
import type { MemoryMeasures } from '../../model/run-measures.ts';
import { evidence, makeFinding } from './make-finding.ts';
import type { FindingRule } from './rule.ts';

/** The least growth to report. */
const leastMb = 10;
const leastShare = 0.1;
/** The least remainder after a collection, as a share of the growth and of the base. */
const leftOfGrowth = 0.5;
const muchOfBase = 0.5;

export const memoryNotRecovered: FindingRule = {
  id: 'memory-not-recovered',
  isOfAnyRun: true,
  title: 'Memory is not recovered by garbage collection',
  kind: 'bottleneck',
  appliesWhen:
    'After a forced collection, at least 10 MB and a tenth of the base remain of what an operation added, and more than half of it.',
  meaning:
    'The operation’s memory is still referenced: by a cache, a session, or a leak. Run it twice: a cache stays the same, a leak grows.',
  find: ({ measures }) => measures.memory.flatMap(notRecovered),
};

function notRecovered({ operation, baseMb, finalMb, deltaMb, gcRecoveredMb }: MemoryMeasures): Finding[] {
  if (baseMb === null || finalMb === null || deltaMb === null || gcRecoveredMb === null) return [];
  const leftMb = deltaMb - gcRecoveredMb;
  if (leftMb < leastMb || leftMb < leastShare * baseMb || leftMb <= leftOfGrowth * deltaMb) return [];
  return [
    makeFinding(
      { rule: 'memory-not-recovered', kind: 'bottleneck' },
      {
        severity: leftMb >= muchOfBase * baseMb ? 'high' : 'medium',
        title: `${formatValue(leftMb, 'MB')} of the ${formatValue(deltaMb, 'MB')} that ${operation} added remain after a forced collection`,
        endpoint: operation,
        evidence: [
          evidence('Before', baseMb, 'MB'),
          evidence('After the operation', finalMb, 'MB'),
          evidence('After the collection', finalMb - gcRecoveredMb, 'MB'),
        ],
        lookAt: 'Run the operation twice and compare what remains.',
      },
    ),
  ];
}
