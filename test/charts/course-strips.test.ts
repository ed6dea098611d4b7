import { describe, expect, it } from 'vitest';
import { courseStrips, type CourseStrip } from '../../src/charts/course-strips.ts';
import type { CpuCurve, MemoryCurve } from '../../src/model/run-curves.ts';
import type { RunReport } from '../../src/model/run-report.ts';
import { exampleReport } from './example-report.ts';

/** The scenario "browse" starts at 10:00:00 and is drawn over 180 seconds. */
const startMs = Date.parse('2026-11-20T10:00:00Z');

function reportWith(cpuCurves: readonly CpuCurve[], memoryCurves: readonly MemoryCurve[]): RunReport {
  const report = exampleReport();
  return { ...report, measures: { ...report.measures, cpuCurves, memoryCurves } };
}

const stripsOf = (report: RunReport): CourseStrip[] => courseStrips(report, { scenario: 'browse' });
const firstX = (strip: CourseStrip | undefined): number => Number(/^M(-?\d+)/.exec(strip?.line ?? '')?.[1]);

describe('the strips beneath the main chart', () => {
  it('place readings of the machine on the time axis of the requests', () => {
    // Read from 10:00:18 on: a tenth of 180 seconds in.
    const percents = [10, 40, 20].map((percent, i) => ({ atSeconds: i * 9, percent }));
    const cpu: CpuCurve = { scenario: 'browse', originMs: startMs + 18_000, points: percents };
    // Read since 10 seconds before the scenario: the first reading does not belong to it.
    const megabytes = [90, 100, 130, 110].map((memoryMb, i) => ({
      atSeconds: i * 55,
      memoryMb,
      phase: null,
    }));
    const memory: MemoryCurve = { operation: 'Serving', originMs: startMs - 10_000, points: megabytes };
    const strips = stripsOf(reportWith([cpu], [memory]));
    expect(strips.map(({ name }) => name)).toEqual(['Requests/s', 'Errors, %', 'CPU, %', 'Memory, MB']);
    expect(strips.slice(2).map(firstX)).toEqual([100, 250]);
    expect(strips[2]).toMatchObject({ low: '0', high: '40', alt: 'CPU, % over time: 10 to 40' });
    expect(strips[3]).toMatchObject({ low: '100', high: '130' });
  });

  it('have a line for each of up to three operations, unless they ran one after another', () => {
    const curve = (operation: string, fromSecond: number, megabytes: readonly number[]): MemoryCurve => ({
      operation,
      originMs: startMs + fromSecond * 1_000,
      points: megabytes.map((memoryMb, i) => ({ atSeconds: i * 10, memoryMb, phase: null })),
    });
    const atOnce = stripsOf(
      reportWith([], [curve('api', 1, [90, 91, 92, 93]), curve('db', 0, [512, 520, 516])]),
    );
    expect(atOnce.slice(-2)).toMatchObject([
      { name: 'Memory, MB: db', low: '512', high: '520' },
      { name: 'Memory, MB: api', low: '90', high: '93' },
    ]);
    const many = ['a', 'b', 'c', 'd'].map((name, i) => curve(name, i, [i * 10, i * 10 + 5, i * 10]));
    const names = stripsOf(reportWith([], many)).map(({ name }) => name);
    expect(names.slice(2)).toEqual(['Memory, MB: d', 'Memory, MB: c', 'Memory, MB: b']);
    const inTurn = stripsOf(reportWith([], [curve('load', 60, [40, 50]), curve('start', 0, [10, 20])]));
    expect(inTurn.at(-1)).toMatchObject({ name: 'Memory, MB', low: '10', high: '50' });
  });

  it('leave out readings that no clock places', () => {
    const points = [1, 2, 3].map((percent, i) => ({ atSeconds: i, percent }));
    const names = stripsOf(reportWith([{ scenario: 'browse', points }], [])).map(({ name }) => name);
    expect(names).toEqual(['Requests/s', 'Errors, %']);
  });

  it('shade what findings mark, in the same places', () => {
    // From 70 to 95 of 180 seconds.
    expect(stripsOf(exampleReport())[0]?.windows).toEqual([{ from: 389, to: 528 }]);
  });
});
