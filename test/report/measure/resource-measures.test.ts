import { describe, expect, it } from 'vitest';
import type { CpuReading, Digest, MemoryReading } from '../../../src/model/documents/digest.ts';
import type { ScenarioMeasures } from '../../../src/model/run-measures.ts';
import {
  cpuCurves,
  cpuMeasures,
  memoryCurves,
  memoryMeasures,
} from '../../../src/report/measure/resource-measures.ts';

const startMs = Date.UTC(2026, 10, 20, 10);

const digestOf = (rest: object, file = 'cpu.csv'): Digest =>
  ({
    memoryRows: [],
    memoryReadings: [],
    cpuRows: [],
    cpuReadings: [],
    cpuScale: null,
    sources: [{ file }],
    ...rest,
  }) as unknown as Digest;

const memory = (second: number | null, memoryMb: number, rest: object = {}): MemoryReading => ({
  atMs: second === null ? null : startMs + second * 1_000,
  operation: null,
  phase: null,
  memoryMb,
  ...rest,
});

const cpu = (second: number | null, percent: number, rest: object = {}): CpuReading => ({
  atMs: second === null ? null : startMs + second * 1_000,
  scenario: null,
  percent,
  cores: null,
  ...rest,
});

const scenario = (id: string, fromSecond: number, durationSeconds: number | null): ScenarioMeasures =>
  ({
    id,
    startedAt: new Date(startMs + fromSecond * 1_000).toISOString(),
    durationSeconds,
  }) as unknown as ScenarioMeasures;

describe('memory', () => {
  it('grows by a share of its base; stated rows come first', () => {
    const stated = {
      operation: 'Import',
      baseMb: 100,
      peakMb: 180,
      finalMb: 150,
      deltaMb: 50,
      gcRecoveredMb: null,
    };
    const digest = digestOf({
      memoryRows: [stated, { ...stated, operation: 'Empty', baseMb: 0 }, { ...stated, baseMb: null }],
      memoryReadings: [memory(0, 200), memory(1, 260), memory(2, 220)],
    });
    const found = memoryMeasures([digestOf({}), digest]);
    expect(found.map(({ growth, source, n }) => [growth, source, n])).toEqual([
      [0.5, 'reported', null],
      [null, 'reported', null],
      [null, 'reported', null],
      [0.1, 'exact', 3],
    ]);
    expect(found[3]).toMatchObject({
      operation: 'Whole run',
      baseMb: 200,
      peakMb: 260,
      finalMb: 220,
      files: ['cpu.csv'],
    });
  });

  it('over time begins with the run, or with its first reading if that is earlier', () => {
    const readings = [memory(5, 30), memory(2, 10), memory(null, 99), memory(3, 20, { operation: 'Import' })];
    const curves = memoryCurves([digestOf({ memoryReadings: readings })], startMs);
    expect(curves.map(({ operation, originMs, points }) => [operation, originMs, points])).toEqual([
      [
        'Whole run',
        startMs,
        [
          { atSeconds: 2, memoryMb: 10, phase: null },
          { atSeconds: 5, memoryMb: 30, phase: null },
        ],
      ],
      ['Import', startMs, [{ atSeconds: 3, memoryMb: 20, phase: null }]],
    ]);
    expect(memoryCurves([digestOf({ memoryReadings: readings })], null)[0]?.originMs).toBe(startMs + 2_000);
    expect(memoryCurves([digestOf({ memoryReadings: readings })], startMs + 3_000)[0]?.originMs).toBe(
      startMs + 2_000,
    );
    expect(memoryCurves([digestOf({})], startMs)).toEqual([]);
  });

  it('over time keeps its peaks in 240 points', () => {
    const long = (count: number): number[] =>
      memoryCurves(
        [
          digestOf({
            memoryReadings: Array.from({ length: count }, (_, i) =>
              memory(i, i === 777 ? 900 : i === 778 ? 1 : 100 + (i % 3)),
            ),
          }),
        ],
        startMs,
      )[0]!.points.map(({ memoryMb }) => memoryMb);
    expect(long(240)).toHaveLength(240);
    const thin = long(1_000);
    expect(thin.length).toBeLessThanOrEqual(240);
    expect(thin.length).toBeGreaterThan(200);
    expect([Math.max(...thin), Math.min(...thin)]).toEqual([900, 1]);
    expect([thin[0], thin.at(-1)]).toEqual([100, 100 + (999 % 3)]);
  });
});

describe('processor use', () => {
  const two = [scenario('a', 0, 10), scenario('b', 20, 10)];
  const rows = (readings: readonly CpuReading[], scenarios = two): unknown[] =>
    cpuMeasures([digestOf({ cpuReadings: readings })], scenarios).map((one) => [
      one.scenario,
      one.averagePercent,
      one.peakPercent,
      one.n,
    ]);

  it('is of the scenario that was running; what is outside of all is left out', () => {
    const readings = [cpu(0, 10), cpu(10, 30), cpu(15, 99), cpu(20, 50), cpu(30, 70), cpu(31, 99)];
    expect(rows(readings)).toEqual([
      ['a', 20, 30, 2],
      ['b', 60, 70, 2],
    ]);
  });

  it('is of the whole run where no reading lies in a scenario', () => {
    expect(rows([cpu(15, 10), cpu(16, 30)])).toEqual([[null, 20, 30, 2]]);
    expect(rows([cpu(null, 10), cpu(null, 30)])).toEqual([[null, 20, 30, 2]]);
    expect(rows([cpu(0, 10)], [scenario('a', 0, null)])).toEqual([[null, 10, 10, 1]]);
  });

  it('is of the scenario that the file names, and of none outside of its time if the file was only placed there', () => {
    const named = [cpu(5, 10, { scenario: 'b' }), cpu(25, 30, { scenario: 'b' })];
    expect(rows(named)).toEqual([['b', 20, 30, 2]]);
    const placed = named.map((one) => ({ ...one, isPlaced: true }));
    expect(rows(placed)).toEqual([['b', 30, 30, 1]]);
    const edges = [20, 30].map((second) => cpu(second, 40, { scenario: 'b', isPlaced: true }));
    expect(rows(edges)).toEqual([['b', 40, 40, 2]]);
    expect(rows([cpu(null, 40, { scenario: 'b', isPlaced: true })])).toEqual([['b', 40, 40, 1]]);
  });

  it('over time has a curve for each scenario, from its first reading on', () => {
    const readings = [cpu(25, 30), cpu(21, 20), cpu(5, 10), cpu(15, 99), cpu(null, 99)];
    const curves = cpuCurves([digestOf({ cpuReadings: readings })], two);
    expect(curves).toEqual([
      {
        scenario: 'b',
        originMs: startMs + 21_000,
        points: [
          { atSeconds: 0, percent: 20 },
          { atSeconds: 4, percent: 30 },
        ],
      },
      { scenario: 'a', originMs: startMs + 5_000, points: [{ atSeconds: 0, percent: 10 }] },
    ]);
    expect(cpuCurves([digestOf({ cpuReadings: [cpu(15, 99)] })], two)).toMatchObject([{ scenario: null }]);
  });

  it('over time names the files where several have the same scenario', () => {
    const digests = ['x/one.csv', 'x/two.csv'].map((file) => digestOf({ cpuReadings: [cpu(5, 10)] }, file));
    const names = cpuCurves(digests, two).map((one) => one.scenario);
    expect(names).toHaveLength(2);
    expect(names[0]).toMatch(/^a \(.*one.*\)$/);
    expect(names[1]).toMatch(/^a \(.*two.*\)$/);
    const alone = [
      digestOf({ cpuReadings: [cpu(5, 10)] }, 'one.csv'),
      digestOf({ cpuReadings: [cpu(25, 10)] }, 'two.csv'),
    ];
    expect(cpuCurves(alone, two).map((one) => one.scenario)).toEqual(['a', 'b']);
  });
});

describe('a curve of many readings', () => {
  const curve = (values: readonly number[]): readonly { atSeconds: number; memoryMb: number }[] =>
    memoryCurves([digestOf({ memoryReadings: values.map((mb, second) => memory(second, mb)) })], null)[0]!
      .points;
  const line = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

  it('has all of 240', () => {
    expect(curve(line(240))).toHaveLength(240);
    // Stretches of three, of which the middle one is neither least nor greatest: 80 times two, and the last.
    expect(curve(line(241))).toHaveLength(161);
  });

  it('has the first, the last, and the least and greatest of each stretch', () => {
    // 1,190 readings make stretches of ten.
    const values = line(1_190).map((i) => (i === 604 ? 900 : i === 607 ? 10 : 100));
    const points = curve(values);
    expect(points.length).toBeLessThanOrEqual(240);
    expect(points.filter(({ memoryMb }) => memoryMb !== 100)).toMatchObject([
      { atSeconds: 604, memoryMb: 900 },
      { atSeconds: 607, memoryMb: 10 },
    ]);
    expect([points[0]!.atSeconds, points.at(-1)!.atSeconds]).toEqual([0, 1_189]);
  });
});
