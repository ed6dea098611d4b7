import { at } from '../../model/checked.ts';
import { formatDuration, formatValue, formatNumber } from '../../model/text/format.ts';
import type { MemoryReading } from '../../model/documents/digest.ts';
import type { Finding } from '../../model/finding.ts';
import { unnamedOperation } from '../../ingest/record/resource-rows.ts';
import { findLeak } from '../../stats/memory-growth.ts';
import { evidence, makeFinding } from './make-finding.ts';
import type { FindingInput, FindingRule } from './rule.ts';
import { largest } from '../../model/long-lists.ts';

/** The first tenth of the readings is start-up. */
const startShare = 0.1;
/** Over a shorter time, a leak looks like caches that fill. */
const shortestSeconds = 120;
/** A longer pause between two readings, as a share of the whole time, separates two runs. */
const longestPause = 0.2;

export const leak: FindingRule = {
  id: 'leak',
  isOfAnyRun: true,
  title: 'Memory keeps growing',
  kind: 'bottleneck',
  appliesWhen:
    'In 30 readings or more over two minutes or more after the first tenth, without a pause of a fifth of the time, memory rises with the whole 95% interval of its slope (Theil-Sen), p < 0.01 (Mann-Kendall corrected for autocorrelation), by 5% and 10 MB or more, and the last third still rises. If there are enough readings after forced collections, only those count.',
  meaning: 'A longer run would run out of memory. Compare an early and a late heap dump.',
  find: (input) => {
    const readings = input.digests.flatMap(({ memoryReadings }) => memoryReadings);
    const operations = Map.groupBy(readings, ({ operation }) => operation ?? unnamedOperation);
    return [...operations].flatMap(([operation, some]) => leaking(input, operation, some));
  },
};

interface Timed {
  readonly atMs: number;
  readonly memoryMb: number;
}

const fewestReadings = 30;

function leaking(input: FindingInput, operation: string, readings: readonly MemoryReading[]): Finding[] {
  const timed = readings
    .filter((one): one is MemoryReading & Timed => one.atMs !== null)
    .toSorted((a, b) => a.atMs - b.atMs);
  const collected = timed.filter(({ phase }) => phase === 'after_gc');
  const plain = timed.filter(({ phase }) => phase === 'running' || phase === null);
  const chosen = collected.length >= fewestReadings ? collected : plain;
  const used = chosen.slice(Math.ceil(startShare * chosen.length));
  const seconds = used.length < 2 ? 0 : (at(used, -1).atMs - at(used, 0).atMs) / 1_000;
  if (seconds < shortestSeconds || pauseOf(used) > longestPause * seconds) return [];
  const found = findLeak(
    used.map(({ memoryMb }) => memoryMb),
    used.map(({ atMs }) => atMs),
  );
  if (found === null) return [];
  const { mbPerHour, interval, growthMb } = found;
  const share = growthMb / at(used, 0).memoryMb;
  return [
    makeFinding(
      { rule: 'leak', kind: 'bottleneck' },
      {
        severity: share >= 0.2 ? 'high' : 'medium',
        title: `Memory${operation === unnamedOperation ? '' : ` of ${operation}`} keeps growing, by ${formatValue(growthMb, 'MB')} in ${formatDuration(seconds)}`,
        endpoint: operation,
        evidence: [
          evidence(
            'Rate',
            `${formatNumber(mbPerHour)} MB/h, 95% interval ${formatNumber(interval.lower)} to ${formatNumber(interval.upper)}`,
          ),
          evidence('Growth', growthMb, 'MB'),
          evidence('Readings', used.length, 'count'),
          evidence('Readings used', collected.length >= fewestReadings ? 'after forced collections' : 'all'),
        ],
        impact: 'The process will run out of memory.',
        window: windowOf(input, at(used, 0).atMs, at(used, -1).atMs),
        lookAt:
          'Find out what each request retains: sessions, unbounded caches, listeners. Compare two heap dumps.',
      },
    ),
  ];
}

/** The longest time between two readings, in seconds. */
const pauseOf = (readings: readonly Timed[]): number =>
  largest(readings.slice(1).map(({ atMs }, i) => atMs - at(readings, i).atMs)) / 1_000;

/** The time window on the clock of the scenario that ran for most of it; null without one. */
function windowOf({ measures }: FindingInput, fromMs: number, toMs: number): Finding['window'] {
  for (const { id, startedAt, durationSeconds } of measures.scenarios) {
    if (startedAt === null || durationSeconds === null) continue;
    const startMs = Date.parse(startedAt);
    const [from, to] = [Math.max(fromMs, startMs), Math.min(toMs, startMs + durationSeconds * 1_000)];
    if (to - from >= (toMs - fromMs) / 2)
      return { scenario: id, startSeconds: (from - startMs) / 1_000, endSeconds: (to - startMs) / 1_000 };
  }
  return null;
}
