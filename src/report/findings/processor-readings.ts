import type { CpuReading, CpuScale } from '../../model/documents/digest.ts';
import type { FindingInput } from './rule.ts';

/** The processor readings of one scenario, or of the run if their scenario is unknown. */
export interface ProcessorReadings {
  readonly scenario: string | null;
  readonly scale: CpuScale;
  readonly readings: readonly CpuReading[];
}

/** Fewer readings than this are not representative. */
export const fewestProcessorReadings = 10;

/** Readings by the scenario that they name, else by the one that was running; those of an idle machine are left out. */
export function processorReadings({ digests, measures }: FindingInput): ProcessorReadings[] {
  const windows = measures.scenarios.flatMap(({ id, startedAt, durationSeconds }) => {
    const fromMs = startedAt === null ? NaN : Date.parse(startedAt);
    return durationSeconds === null || Number.isNaN(fromMs)
      ? []
      : [{ id, fromMs, toMs: fromMs + durationSeconds * 1_000 }];
  });
  const running = (atMs: number | null): string | null =>
    atMs === null ? null : (windows.find(({ fromMs, toMs }) => atMs >= fromMs && atMs <= toMs)?.id ?? null);
  return digests.flatMap(({ cpuReadings, cpuScale }) => {
    const groups = Map.groupBy(cpuReadings, (reading) => reading.scenario ?? running(reading.atMs));
    if (groups.size > 1) groups.delete(null);
    return [...groups]
      .filter(([, readings]) => readings.length >= fewestProcessorReadings)
      .map(([scenario, readings]) => ({ scenario, scale: cpuScale ?? 'core', readings }));
  });
}
