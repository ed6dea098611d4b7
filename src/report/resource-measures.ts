import type { CpuReading, Digest, MemoryReading } from '../model/digest.ts';
import type {
  CpuCurve,
  CpuMeasures,
  MemoryCurve,
  MemoryMeasures,
  ScenarioMeasures,
} from '../model/run-measures.ts';
import { fileOf } from './unnamed-readings.ts';
import { cpuSummaries, memorySummaries, summariseCpu, unnamedOperation } from '../ingest/resource-rows.ts';

/** Points of a drawn curve at most. */
const mostPoints = 240;

const filesOf = (digest: Digest): string[] => digest.sources.map((source) => source.file);

/** Memory per operation, with growth. Readings without operation belong to the run as a whole. */
export function memoryMeasures(digests: readonly Digest[]): MemoryMeasures[] {
  const withMemory = digests.filter((one) => one.memoryRows.length > 0 || one.memoryReadings.length > 0);
  return withMemory.flatMap((digest) =>
    memorySummaries(digest).map((row) => ({
      ...row,
      growth:
        row.baseMb === null || row.deltaMb === null || row.baseMb === 0 ? null : row.deltaMb / row.baseMb,
      files: filesOf(digest),
    })),
  );
}

/** Memory over time per operation, where readings have times. */
export function memoryCurves(digests: readonly Digest[], startMs: number | null): MemoryCurve[] {
  const readings = digests
    .flatMap((digest) => digest.memoryReadings)
    .filter((reading) => reading.atMs !== null);
  const origin = Math.min(startMs ?? Infinity, ...readings.map((reading) => reading.atMs!));
  return [...Map.groupBy(readings, (reading) => reading.operation ?? unnamedOperation)].map(
    ([operation, some]) => ({
      operation,
      points: thinned(some.toSorted((a, b) => a.atMs! - b.atMs!)).map((reading) => ({
        atSeconds: (reading.atMs! - origin) / 1_000,
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
function readingsByScenario(
  readings: readonly CpuReading[],
  scenarios: readonly ScenarioMeasures[],
): Map<string | null, CpuReading[]> {
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
    const stated = cpuSummaries({ ...digest, cpuReadings: [] }).map((row) => ({ ...row, files }));
    const grouped = readingsByScenario(digest.cpuReadings, scenarios);
    if (grouped.size > 1) grouped.delete(null);
    const read = [...grouped].map(([scenario, readings]) => ({
      ...summariseCpu(scenario, digest.cpuScale ?? 'core', readings),
      files,
    }));
    return [...stated, ...read];
  });
}

/** Processor use over time per scenario, where readings have times; of several files each has a curve of its own. */
export function cpuCurves(digests: readonly Digest[], scenarios: readonly ScenarioMeasures[]): CpuCurve[] {
  const all = digests.flatMap((digest) => {
    const timed = digest.cpuReadings.filter((reading) => reading.atMs !== null);
    return [...readingsByScenario(timed, scenarios)].map(([scenario, some]) => ({ scenario, some, digest }));
  });
  const inScenarios = all.filter(({ scenario }) => scenario !== null);
  const shown = inScenarios.length === 0 || inScenarios.length === all.length ? all : inScenarios;
  return shown.map(({ scenario: own, some, digest }) => {
    const isAlone = shown.every((one) => one.digest === digest || one.scenario !== own);
    const scenario = isAlone ? own : `${own ?? unnamedOperation} (${fileOf(digest)})`;
    const sorted = some.toSorted((a, b) => a.atMs! - b.atMs!);
    const origin = sorted[0]!.atMs!;
    return {
      scenario,
      points: thinned(sorted).map((reading) => ({
        atSeconds: (reading.atMs! - origin) / 1_000,
        percent: reading.percent,
      })),
    };
  });
}

function thinned<Reading extends CpuReading | MemoryReading>(
  readings: readonly Reading[],
): readonly Reading[] {
  const step = Math.ceil(readings.length / mostPoints);
  return step <= 1 ? readings : readings.filter((_, i) => i % step === 0 || i === readings.length - 1);
}
