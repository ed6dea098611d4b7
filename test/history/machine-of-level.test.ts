import { describe, expect, it } from 'vitest';
import { machineOf } from '../../src/history/evidence/metric-test.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import { makeRun } from './make-run.ts';

const [a, b, c, d] = [1, 2, 3, 4].map((day) => makeRun({ day })) as [
  RunMeasures,
  RunMeasures,
  RunMeasures,
  RunMeasures,
];
const side = (...runs: readonly (readonly RunMeasures[])[]) => ({ runs, values: [] });

describe('the part of a difference that is of the machine', () => {
  const effects = new Map([
    [a, 1],
    [b, 2],
    [c, 10],
    [d, 30],
  ]);

  it('is that of the last run of the last session on each side, times the slope', () => {
    // 0.5 x (30 - 2).
    expect(machineOf({ base: side([c], [a, b]), head: side([c, d]) }, effects, 0.5)).toBe(14);
  });

  it('is none of a side without runs, or of a run without an effect', () => {
    expect(machineOf({ base: side(), head: side([d]) }, effects, 1)).toBe(30);
    expect(machineOf({ base: side([a]), head: side([makeRun({ day: 9 })]) }, effects, 1)).toBe(-1);
  });
});
