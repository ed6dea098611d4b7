import { describe, expect, it } from 'vitest';
import { noiseOf } from '../../src/history/trends/noise.ts';
import { confirmedByReports } from '../../src/history/trends/reported-changes.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { RunReport } from '../../src/model/run-report.ts';
import { dice, makeReports, makeRun, noisy } from './make-run.ts';

/** Ten builds around 100 ms, one that is a quarter faster, and one run after it on a machine with this processor. */
function reports(last: string, value: number): RunReport[] {
  const next = dice(3);
  const run = (day: number, p50: number, cpu: string) =>
    makeRun({
      day,
      manifest: { commit: `c${day}`, system: { cpu } },
      endpoints: { pay: { p50: noisy(p50, next) } },
    });
  const before = Array.from({ length: 10 }, (_, day) => run(day, 100, 'fast'));
  return makeReports([...before, run(10, 75, 'fast'), run(11, value, last)]);
}

const isConfirmed = (all: readonly RunReport[]): boolean =>
  [...confirmedByReports(all, defaultProject, []).values()].some(
    ({ change }) => change.metric === 'response.p50' && change.verdict === 'better',
  );

const alarms = (all: readonly RunReport[]) =>
  noiseOf({ reports: all, trends: [], project: defaultProject, annotations: [] }).aa;

describe('a change that a report confirms', () => {
  it('is not taken back by a run on a slower machine, whose values say nothing of it', () => {
    const all = reports('slow', 98);
    expect(all[10]!.context.changes.find(({ metric }) => metric === 'response.p50')).toMatchObject({
      verdict: 'better',
      certainty: 'confirmed',
    });
    expect(isConfirmed(all)).toBe(true);
    expect(alarms(all)).toMatchObject({ false: 0, confirmed: 0 });
  });

  it('is taken back by the next run on the same machine', () => {
    const all = reports('fast', 100);
    expect(isConfirmed(all)).toBe(false);
    expect(alarms(all)).toMatchObject({ false: 1, confirmed: 1 });
  });

  it('stands where the next run on the same machine shows it', () => {
    expect(isConfirmed(reports('fast', 75))).toBe(true);
  });
});
