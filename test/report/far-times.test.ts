import { describe, expect, it } from 'vitest';
import { Recorder } from '../../src/ingest/record/recorder.ts';
import type { Digest } from '../../src/model/documents/digest.ts';
import { projectSchema } from '../../src/model/documents/project.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import { gather } from '../../src/report/measure/gather.ts';
import { courseOf } from '../../src/report/findings/course.ts';
import { measureRun } from '../../src/report/measure/measure-run.ts';
import { onOneClock } from '../../src/report/measure/one-clock.ts';
import { at, present } from '../../src/model/checked.ts';

const start = Date.UTC(2026, 10, 20, 10);
const year = 365 * 86_400_000;

/** A digest of samples that start at these times, a tenth of a second each. */
function digestAt(times: Iterable<number>, isRelative = false): Promise<Digest> {
  const recorder = new Recorder({ names: { scenario: () => 'load', endpoint: (label) => label } });
  recorder.isRelativeTime = isRelative;
  const series = recorder.requests(null, 'read');
  for (const time of times) series.add(time, 100, null, NaN);
  return recorder.digest();
}

const everySecond = (from: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => from + i * 1_000);

const measured = (...digests: Digest[]): RunMeasures =>
  measureRun({
    id: 'run',
    manifest: {},
    project: projectSchema.parse({ name: 'Test' }),
    digests,
    problems: [],
    place: 'data/run',
  });

const courseOfTimes = async (times: number[]) =>
  present(courseOf(at(gather([await digestAt(times)]), 0)), 'a course');

describe('a course', () => {
  it('does not stretch to one row of another time, before or after', async () => {
    const usual = await courseOfTimes(everySecond(start, 120));
    for (const odd of [0, start - 40 * year, start + 100 * year]) {
      const { slices, widthSeconds } = await courseOfTimes([...everySecond(start, 120), odd]);
      expect(widthSeconds).toBe(1);
      expect(slices.map(({ count }) => count)).toEqual(usual.slices.map(({ count }) => count));
    }
  });

  it('has empty slices for the pauses of a test', async () => {
    const { slices } = await courseOfTimes([...everySecond(start, 10), ...everySecond(start + 20_000, 10)]);
    expect(slices.map(({ count }) => count).join('')).toBe(
      `${'1'.repeat(10)}${'0'.repeat(10)}${'1'.repeat(9)}`,
    );
  });

  it.each([
    ['a request an hour for a week', 3_600_000, 168],
    ['a request every 68 minutes for ten days', 4_080_000, 211],
    ['a request a year for two centuries', year, 200],
  ])('is bounded for %s', async (_, stepMs, count) => {
    const { slices } = await courseOfTimes(Array.from({ length: count }, (__, i) => start + i * stepMs));
    expect(slices.length).toBeLessThanOrEqual(16_384);
    expect(slices.length).toBeGreaterThan(0);
  });
});

describe('offsets beside dated samples', () => {
  it('lie at the run’s start, with a warning', async () => {
    const dated = await digestAt(everySecond(start, 60));
    const offsets = await digestAt(everySecond(0, 60), true);
    const { digests, problems } = onOneClock(
      [dated, { ...offsets, sources: [{ file: 'hey.csv' }] as never }],
      start,
      'data/run',
    );
    expect(digests.map(({ endpoints }) => at(endpoints, 0).firstStartMs)).toEqual([start, start]);
    expect(digests.map(({ pooled }) => at(pooled, 0).lastEndMs)).toEqual([start + 59_100, start + 59_100]);
    expect(problems).toMatchObject([{ severity: 'warning', file: 'data/run/hey.csv' }]);
    expect(at(problems, 0).message).toContain('2026-11-20T10:00:00.000Z');
  });

  it('make one time line of a minute, not of 56 years', async () => {
    const { timelines, throughput } = measured(
      await digestAt(everySecond(start, 60)),
      await digestAt(everySecond(0, 60), true),
    );
    expect(Math.max(...at(timelines, 0).points.map(({ atSeconds }) => atSeconds))).toBeLessThan(60);
    // Nobody knows whether the two ran at once, so there is no rate of both.
    expect(at(throughput, 0).requestsPerSecond).toBeNull();
  });

  it('stay as they are where no file has a date', async () => {
    const offsets = await digestAt(everySecond(0, 60), true);
    expect(onOneClock([offsets], null, 'data/run')).toEqual({ digests: [offsets], problems: [] });
  });
});
