import { at } from '../../model/checked.ts';
import type { CpuReading, Digest, MemoryReading } from '../../model/documents/digest.ts';
import type { CpuCurve, MemoryCurve } from '../../model/run-curves.ts';
import type {
  CpuMeasures,
  MemoryMeasures,
  ResourceBasis,
  ScenarioMeasures,
} from '../../model/run-measures.ts';
import { inTimeOrder, isTimed } from '../../model/timed.ts';
import { fileLabels } from '../../ingest/across-files/stable-file-names.ts';
import {
  cpuSummaries,
  memorySummaries,
  summariseCpu,
  unnamedOperation,
} from '../../ingest/record/resource-rows.ts';
import { smallest } from '../../model/long-lists.ts';

/** Points of a drawn curve at most. */
const mostPoints = 240;

const filesOf = (digest: Digest): string[] => digest.sources.map((source) => source.file);

/** Memory per operation, with growth. Readings without operation belong to the run as a whole. */
export function memoryMeasures(digests: readonly Digest[]): MemoryMeasures[] {
  const withMemory = digests.filter((one) => one.memoryRows.length > 0 || one.memoryReadings.length > 0);
  return withMemory.flatMap((digest) =>
    memorySummaries(digest).map((row, i) => ({
      ...row,
      growth:
        row.baseMb === null || row.deltaMb === null || row.baseMb === 0 ? null : row.deltaMb / row.baseMb,
      // Rows that the file states come first.
      ...(i < digest.memoryRows.length ? asStated : fromReadings(readingsOf(digest, row.operation))),
      files: filesOf(digest),
    })),
  );
}

const asStated: ResourceBasis = { source: 'reported', n: null };
const fromReadings = (n: number): ResourceBasis => ({ source: 'exact', n });

const readingsOf = ({ memoryReadings }: Digest, operation: string): number =>
  memoryReadings.filter((reading) => (reading.operation ?? unnamedOperation) === operation).length;

/** Memory over time per operation, where readings have times. */
export function memoryCurves(digests: readonly Digest[], startMs: number | null): MemoryCurve[] {
  const readings = digests.flatMap((digest) => digest.memoryReadings).filter(isTimed);
  const origin = Math.min(startMs ?? Infinity, smallest(readings.map((reading) => reading.atMs)));
  return [...Map.groupBy(readings, (reading) => reading.operation ?? unnamedOperation)].map(
    ([operation, some]) => ({
      operation,
      originMs: origin,
      points: thinned(inTimeOrder(some)).map((reading) => ({
        atSeconds: (reading.atMs - origin) / 1_000,
        memoryMb: reading.memoryMb,
        phase: reading.phase,
      })),
    }),
  );
}

/**
 * Readings of a file that names no scenario, given to the scenario that was running at their time. Where the file was
 * given to a scenario as a whole, readings outside of its time belong to none.
 */
function readingsByScenario<Reading extends CpuReading>(
  readings: readonly Reading[],
  scenarios: readonly ScenarioMeasures[],
): Map<string | null, Reading[]> {
  const windows = scenarios.flatMap(({ id, startedAt, durationSeconds }) => {
    if (startedAt === null || durationSeconds === null) return [];
    const fromMs = Date.parse(startedAt);
    return [{ id, fromMs, toMs: fromMs + durationSeconds * 1_000 }];
  });
  const running = (atMs: number | null): string | null =>
    atMs === null ? null : (windows.find(({ fromMs, toMs }) => atMs >= fromMs && atMs <= toMs)?.id ?? null);
  const isOutside = ({ isPlaced = false, scenario, atMs }: CpuReading): boolean => {
    const window = windows.find(({ id }) => id === scenario);
    return isPlaced && atMs !== null && window !== undefined && (atMs < window.fromMs || atMs > window.toMs);
  };
  return Map.groupBy(readings, (reading) =>
    isOutside(reading) ? null : (reading.scenario ?? running(reading.atMs)),
  );
}

/**
 * Processor use per scenario. Readings outside of every scenario's time are left out where some lie inside one:
 * they tell of an idle machine.
 */
export function cpuMeasures(
  digests: readonly Digest[],
  scenarios: readonly ScenarioMeasures[],
): CpuMeasures[] {
  return digests.flatMap((digest) => {
    const files = filesOf(digest);
    const stated = cpuSummaries({ ...digest, cpuReadings: [] }).map((row) => ({
      ...row,
      ...asStated,
      files,
    }));
    const grouped = readingsByScenario(digest.cpuReadings, scenarios);
    if (grouped.size > 1) grouped.delete(null);
    const read = [...grouped].map(([scenario, readings]) => ({
      ...summariseCpu(scenario, digest.cpuScale ?? 'core', readings),
      ...fromReadings(readings.length),
      files,
    }));
    return [...stated, ...read];
  });
}

/** Processor use over time per scenario, where readings have times; of several files each has a curve of its own. */
export function cpuCurves(digests: readonly Digest[], scenarios: readonly ScenarioMeasures[]): CpuCurve[] {
  const all = digests.flatMap((digest) => {
    const timed = digest.cpuReadings.filter(isTimed);
    return [...readingsByScenario(timed, scenarios)].map(([scenario, some]) => ({ scenario, some, digest }));
  });
  const inScenarios = all.filter(({ scenario }) => scenario !== null);
  const shown = inScenarios.length === 0 || inScenarios.length === all.length ? all : inScenarios;
  const label = fileLabels(digests);
  return shown.map(({ scenario: own, some, digest }) => {
    const isAlone = shown.every((one) => one.digest === digest || one.scenario !== own);
    const scenario = isAlone ? own : `${own ?? unnamedOperation} (${label(digest)})`;
    const sorted = inTimeOrder(some);
    const origin = at(sorted, 0).atMs;
    return {
      scenario,
      originMs: origin,
      points: thinned(sorted).map((reading) => ({
        atSeconds: (reading.atMs - origin) / 1_000,
        percent: reading.percent,
      })),
    };
  });
}

/**
 * At most so many readings: of each stretch the least and the greatest, in their order, and the first and last of all.
 * A peak is thus drawn as high as the table says it was.
 */
function thinned<Reading extends CpuReading | MemoryReading>(
  readings: readonly Reading[],
): readonly Reading[] {
  if (readings.length <= mostPoints) return readings;
  const valueOf = (index: number): number => {
    const reading = at(readings, index);
    return 'percent' in reading ? reading.percent : reading.memoryMb;
  };
  const stretch = Math.ceil(readings.length / (mostPoints / 2 - 1));
  const kept = new Set([0, readings.length - 1]);
  for (let start = 0; start < readings.length; start += stretch) {
    let [least, most] = [start, start];
    for (let i = start; i < Math.min(readings.length, start + stretch); i++) {
      if (valueOf(i) < valueOf(least)) least = i;
      if (valueOf(i) > valueOf(most)) most = i;
    }
    kept.add(least).add(most);
  }
  return readings.filter((_, i) => kept.has(i));
}
