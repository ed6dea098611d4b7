import { describe, expect, it } from 'vitest';
import type { CpuReading } from '../../../src/model/documents/digest.ts';
import { processorReadings } from '../../../src/report/findings/processor-readings.ts';
import type { FindingInput } from '../../../src/report/findings/rule.ts';
import { startMs } from './make-load.ts';

const reading = (second: number | null, scenario: string | null = null): CpuReading => ({
  atMs: second === null ? null : startMs + second * 1_000,
  scenario,
  percent: 50,
  cores: null,
});
const seconds = (from: number, count: number): CpuReading[] =>
  Array.from({ length: count }, (_, i) => reading(from + i));

/** How many readings each scenario has: a runs in the seconds 0 to 20, b from 30 to 50. */
function counts(
  cpuReadings: readonly CpuReading[],
  durations: readonly (number | null)[] = [20, 20],
): unknown {
  const scenarios = ['a', 'b'].map((id, i) => ({
    id,
    startedAt: new Date(startMs + i * 30_000).toISOString(),
    durationSeconds: durations[i],
  }));
  const input = { digests: [{ cpuReadings, cpuScale: null }], measures: { scenarios } };
  return processorReadings(input as unknown as FindingInput).map(({ scenario, readings, scale }) => [
    scenario,
    readings.length,
    scale,
  ]);
}

describe('readings of processor use', () => {
  it('are of the scenario that ran then, its first and last moment included', () => {
    expect(counts([...seconds(0, 10), ...seconds(30, 10)])).toEqual([
      ['a', 10, 'core'],
      ['b', 10, 'core'],
    ]);
    expect(counts([...seconds(11, 10), ...seconds(41, 10)])).toEqual([
      ['a', 10, 'core'],
      ['b', 10, 'core'],
    ]);
    expect(counts([...seconds(-1, 10), ...seconds(42, 10)])).toEqual([]);
  });

  it('are ten at least', () => {
    expect(counts(seconds(0, 9))).toEqual([]);
  });

  it('are of the scenario that they name', () => {
    expect(counts(seconds(0, 12).map((one) => ({ ...one, scenario: 'b' })))).toEqual([['b', 12, 'core']]);
  });

  it('are of an idle machine outside of all scenarios, and left out', () => {
    expect(counts([...seconds(0, 10), ...seconds(100, 50)])).toEqual([['a', 10, 'core']]);
    expect(counts([...seconds(0, 10), ...Array.from({ length: 12 }, () => reading(null))])).toEqual([
      ['a', 10, 'core'],
    ]);
  });

  it('are of no scenario if none has a time, or they have none', () => {
    expect(counts(seconds(0, 12), [null, null])).toEqual([[null, 12, 'core']]);
    expect(counts(Array.from({ length: 12 }, () => reading(null)))).toEqual([[null, 12, 'core']]);
  });
});
