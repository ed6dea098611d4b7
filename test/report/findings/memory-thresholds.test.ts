import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/model/finding.ts';
import type { MemoryMeasures } from '../../../src/model/run-measures.ts';
import { memoryNotRecovered } from '../../../src/report/findings/memory-not-recovered.ts';
import type { FindingInput } from '../../../src/report/findings/rule.ts';
import { makeRun } from '../../history/make-run.ts';

const [row] = makeRun({ day: 1, memory: { Import: { base: 1, peak: 1, final: 1 } } }).memory as [
  MemoryMeasures,
];

/** What is found of an operation that added so much to its base, of which so much was recovered. */
function found(baseMb: number | null, added: number, gcRecoveredMb: number | null): readonly Finding[] {
  const memory = [{ ...row, baseMb, finalMb: (baseMb ?? 0) + added, deltaMb: added, gcRecoveredMb }];
  return memoryNotRecovered.find({ measures: { ...makeRun({ day: 1 }), memory } } as unknown as FindingInput);
}
const severityOf = (...some: Parameters<typeof found>): string | undefined => found(...some)[0]?.severity;

describe('memory that stays after a collection', () => {
  it('is 10 MB at least', () => {
    expect(severityOf(50, 10, 0)).toBe('medium');
    expect(severityOf(50, 9.9, 0)).toBeUndefined();
  });

  it('is a tenth of the base at least', () => {
    expect(severityOf(200, 20, 0)).toBe('medium');
    expect(severityOf(201, 20, 0)).toBeUndefined();
  });

  it('is more than half of what was added', () => {
    expect(severityOf(50, 40, 20)).toBeUndefined();
    expect(severityOf(50, 40, 19.9)).toBe('medium');
  });

  it('is severe from half of the base on', () => {
    expect(severityOf(100, 50, 0)).toBe('high');
    expect(severityOf(100, 49.9, 0)).toBe('medium');
  });

  it('is what was added less what was recovered', () => {
    expect(found(100, 80, 10)[0]?.evidence.map(({ value }) => value)).toEqual([100, 180, 170]);
  });

  it('is unknown if a value is missing', () => {
    expect([severityOf(null, 80, 10), severityOf(100, 80, null)]).toEqual([undefined, undefined]);
  });
});
