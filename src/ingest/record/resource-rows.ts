import type { CpuReading, CpuScale, Digest, MemoryReading, MemoryRow } from '../../model/documents/digest.ts';
import type { CpuSummary, MemorySummary } from '../../model/documents/inspection.ts';
import { inTimeOrder } from '../../model/timed.ts';
import { quantile } from '../../stats/quantile.ts';
import { largest } from '../../model/long-lists.ts';

/** Name of readings that belong to no named operation. */
export const unnamedOperation = 'Whole run';

/** Share of the readings at either end that stands for "before" and "after" where no phase is named. */
const edgeShare = 0.05;

/** Memory per operation: rows as the files state them, and readings brought together by operation. */
export function memorySummaries(digest: Pick<Digest, 'memoryRows' | 'memoryReadings'>): MemorySummary[] {
  const readings = Map.groupBy(digest.memoryReadings, (reading) => reading.operation ?? unnamedOperation);
  return [
    ...digest.memoryRows.map(statedRow),
    ...[...readings].map(([operation, some]) => summariseReadings(operation, some)),
  ];
}

function statedRow(row: MemoryRow): MemorySummary {
  const derived = row.baseMb === null || row.finalMb === null ? null : row.finalMb - row.baseMb;
  const { operation, baseMb, peakMb, finalMb, deltaMb, gcRecoveredMb } = row;
  return { operation, baseMb, peakMb, finalMb, deltaMb: deltaMb ?? derived, gcRecoveredMb };
}

/**
 * base: median of the readings before (phase `base`); final: of those after the operation and before any forced
 * collection; recovered: final less the median after the collection. Without phases the first and last 5% stand for
 * before and after. The peak is the largest reading of any phase but after the collection.
 */
export function summariseReadings(operation: string, readings: readonly MemoryReading[]): MemorySummary {
  const inOrder = inTimeOrder(readings);
  const ofPhase = (phase: MemoryReading['phase']): number[] =>
    inOrder.filter((reading) => reading.phase === phase).map((reading) => reading.memoryMb);
  const all = inOrder.filter((reading) => reading.phase !== 'after_gc').map((reading) => reading.memoryMb);
  const edge = Math.max(1, Math.round(all.length * edgeShare));
  const hasPhases = readings.some((reading) => reading.phase !== null);
  const baseMb = hasPhases ? median(ofPhase('base')) : median(all.slice(0, edge));
  const finalMb = hasPhases ? median(ofPhase('final')) : median(all.slice(-edge));
  const afterMb = median(ofPhase('after_gc'));
  return {
    operation,
    baseMb,
    peakMb: all.length === 0 ? null : all.reduce((most, value) => Math.max(most, value)),
    finalMb,
    deltaMb: baseMb === null || finalMb === null ? null : finalMb - baseMb,
    gcRecoveredMb: finalMb === null || afterMb === null ? null : finalMb - afterMb,
  };
}

function median(values: readonly number[]): number | null {
  return values.length === 0
    ? null
    : quantile(
        values.toSorted((a, b) => a - b),
        0.5,
      );
}

/** Processor use per scenario: rows as the files state them, and readings brought together by scenario. */
export function cpuSummaries(digest: Pick<Digest, 'cpuRows' | 'cpuReadings' | 'cpuScale'>): CpuSummary[] {
  const readings = Map.groupBy(digest.cpuReadings, (reading) => reading.scenario);
  return [
    ...digest.cpuRows,
    ...[...readings].map(([scenario, some]) => summariseCpu(scenario, digest.cpuScale ?? 'core', some)),
  ];
}

/** Values of the readings: average and peak of the readings; cores from the readings of single cores where there are any. */
export function summariseCpu(
  scenario: string | null,
  scale: CpuScale,
  readings: readonly CpuReading[],
): CpuSummary {
  const percents = readings.map((reading) => reading.percent);
  const perCore = readings.flatMap((reading) => reading.cores ?? []);
  const cores = readings.reduce((most, reading) => Math.max(most, reading.cores?.length ?? 0), 0);
  const averagePercent = mean(percents);
  return {
    scenario,
    scale,
    averagePercent,
    peakPercent: percents.length === 0 ? null : largest(percents),
    coresUsed: coresUsed(averagePercent, scale, cores),
    busiestPercent: perCore.length === 0 ? null : perCore.reduce((most, value) => Math.max(most, value)),
    cores: cores === 0 ? null : cores,
  };
}

/** Cores' worth of work: of the `core` scale at once, of the `host` scale only where the number of cores is known. */
export function coresUsed(averagePercent: number | null, scale: CpuScale, cores: number): number | null {
  if (averagePercent === null) return null;
  if (scale === 'core') return averagePercent / 100;
  return cores === 0 ? null : (averagePercent / 100) * cores;
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
