import { describe, expect, it } from 'vitest';
import { coresUsed, summariseCpu, summariseReadings } from '../../../src/ingest/record/resource-rows.ts';
import type { MemoryReading } from '../../../src/model/documents/digest.ts';

const reading = (memoryMb: number, i: number, phase: MemoryReading['phase'] = null): MemoryReading => ({
  atMs: i * 1_000,
  operation: null,
  phase,
  memoryMb,
});

describe('memory without phases', () => {
  const of = (...values: readonly number[]) =>
    summariseReadings(
      'import',
      values.map((value, i) => reading(value, i)),
    );
  const middle = (count: number): number[] => Array<number>(count).fill(90);

  it('is before and after in the first and last twentieth of the readings', () => {
    // 2 of 40 readings at either end: (10 + 20) / 2 and (50 + 70) / 2.
    expect(of(10, 20, ...middle(36), 50, 70)).toEqual({
      operation: 'import',
      baseMb: 15,
      peakMb: 90,
      finalMb: 60,
      deltaMb: 45,
      gcRecoveredMb: null,
    });
    // 5 of 100 readings from 1 to 100: the medians of 1 to 5 and of 96 to 100.
    expect(of(...Array.from({ length: 100 }, (_, i) => i + 1))).toMatchObject({ baseMb: 3, finalMb: 98 });
    // 1 of 20 readings.
    expect(of(10, 20, ...middle(16), 50, 70)).toMatchObject({ baseMb: 10, finalMb: 70 });
  });

  it('is one reading at least', () =>
    expect(of(10, 30)).toMatchObject({ baseMb: 10, peakMb: 30, finalMb: 30, deltaMb: 20 }));
});

it('memory with phases is that of each, and the peak is before any forced collection', () => {
  const readings = [
    reading(10, 0, 'base'),
    reading(14, 1, 'base'),
    reading(60, 2),
    reading(50, 3, 'final'),
    reading(99, 4, 'after_gc'),
    reading(11, 5, 'after_gc'),
    reading(20, 6, 'after_gc'),
  ];
  expect(summariseReadings('import', readings)).toEqual({
    operation: 'import',
    baseMb: 12,
    peakMb: 60,
    finalMb: 50,
    deltaMb: 38,
    gcRecoveredMb: 30,
  });
  expect(summariseReadings('import', [reading(20, 0, 'after_gc')])).toMatchObject({
    ...{ baseMb: null, peakMb: null, finalMb: null, deltaMb: null, gcRecoveredMb: null },
  });
});

describe('processor use', () => {
  it('is in cores where 100% is one, or where their number is known', () => {
    expect([coresUsed(250, 'core', 0), coresUsed(50, 'host', 8), coresUsed(50, 'host', 0)]).toEqual([
      2.5,
      4,
      null,
    ]);
    expect(coresUsed(null, 'core', 8)).toBeNull();
  });

  it('has an average, a peak and the busiest core', () => {
    const readings = [
      { atMs: 0, scenario: null, percent: 40, cores: [20, 60] },
      { atMs: 1, scenario: null, percent: 80, cores: [95, 65] },
      { atMs: 2, scenario: null, percent: 60, cores: null },
    ];
    expect(summariseCpu('shop', 'host', readings)).toEqual({
      scenario: 'shop',
      scale: 'host',
      averagePercent: 60,
      peakPercent: 80,
      coresUsed: 1.2,
      busiestPercent: 95,
      cores: 2,
    });
    expect(summariseCpu('shop', 'host', [])).toMatchObject({
      ...{ averagePercent: null, peakPercent: null, coresUsed: null, busiestPercent: null, cores: null },
    });
  });
});
