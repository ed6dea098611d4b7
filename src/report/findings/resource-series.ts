import { unnamedOperation } from '../../ingest/record/resource-rows.ts';
import type { FindingInput } from './rule.ts';

/** Readings over time on a scenario's clock. */
export interface ResourceSeries {
  readonly name: string;
  readonly points: readonly { readonly atSeconds: number; readonly value: number }[];
}

type Input = Pick<FindingInput, 'digests' | 'scenarios' | 'measures'>;

/** From the scenario's first request to its last answer, in epoch ms; null where its clock is not known. */
function spanOf({ scenarios, measures }: Input, id: string): { fromMs: number; toMs: number } | null {
  const pooled = scenarios.find((one) => one.id === id)?.pooled?.digest;
  // Offsets from an unknown start cannot be aligned with readings that have a clock.
  const hasClock = measures.scenarios.find((one) => one.id === id)?.startedAt != null;
  const { firstStartMs = null, lastEndMs = null } = pooled ?? {};
  return hasClock && firstStartMs !== null && lastEndMs !== null
    ? { fromMs: firstStartMs, toMs: lastEndMs }
    : null;
}

/** Processor readings while a scenario ran, on its clock; none where nothing has a time. */
export function cpuSeries(input: Input, scenario: string): ResourceSeries[] {
  const span = spanOf(input, scenario);
  if (span === null) return [];
  return input.digests.flatMap(({ cpuReadings }) => {
    const points = cpuReadings
      .filter((reading) => reading.scenario === null || reading.scenario === scenario)
      .flatMap(({ atMs, percent }) => onClock(atMs, percent, span));
    return points.length === 0 ? [] : [{ name: 'processor', points: inOrder(points) }];
  });
}

/** Memory readings while a scenario ran, on its clock, by operation; those after a forced collection are left out. */
export function memorySeries(input: Input, scenario: string): ResourceSeries[] {
  const span = spanOf(input, scenario);
  if (span === null) return [];
  const readings = input.digests
    .flatMap(({ memoryReadings }) => memoryReadings)
    .filter(({ phase }) => phase !== 'after_gc');
  const operations = Map.groupBy(readings, ({ operation }) => operation ?? unnamedOperation);
  return [...operations].flatMap(([name, some]) => {
    const points = some.flatMap(({ atMs, memoryMb }) => onClock(atMs, memoryMb, span));
    return points.length === 0 ? [] : [{ name, points: inOrder(points) }];
  });
}

type Point = ResourceSeries['points'][number];

const onClock = (atMs: number | null, value: number, span: { fromMs: number; toMs: number }): Point[] =>
  atMs !== null && atMs >= span.fromMs && atMs <= span.toMs
    ? [{ atSeconds: (atMs - span.fromMs) / 1_000, value }]
    : [];

const inOrder = (points: readonly Point[]): Point[] => points.toSorted((a, b) => a.atSeconds - b.atSeconds);
