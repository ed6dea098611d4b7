import { describe, expect, it } from 'vitest';
import { Recorder } from '../../src/ingest/record/recorder.ts';
import type { ReportedPoint } from '../../src/model/documents/digest.ts';
import { at, present } from '../../src/model/checked.ts';
import { reportedCourse } from '../../src/report/findings/reported-course.ts';
import { reportedTimeline, timelineOf } from '../../src/report/measure/timeline.ts';

const startMs = Date.UTC(2026, 10, 20, 10);

describe('a timeline of samples', () => {
  it('has the requests per second of each stretch, from the first request to the last', async () => {
    const recorder = new Recorder();
    const requests = recorder.requests('load', 'read');
    // Ten seconds: five requests in each of the first five, ten in each of the others.
    for (let second = 0; second < 10; second++)
      for (let i = 0; i < (second < 5 ? 5 : 10); i++)
        requests.add(startMs + second * 1_000 + i * 100, 10, null, NaN);
    const digest = await recorder.digest();
    const timeline = present(timelineOf(at(digest.endpoints, 0)), 'samples have slices');
    const rates = timeline.points.map(({ atSeconds, requestsPerSecond }) => [atSeconds, requestsPerSecond]);
    expect(timeline.widthSeconds).toBe(1);
    expect(rates.slice(0, -1)).toEqual([
      ...[0, 1, 2, 3, 4].map((second) => [second, 5]),
      ...[5, 6, 7, 8].map((second) => [second, 10]),
    ]);
  });
});

it('the end of a timeline joins its neighbour where it is shorter than half a stretch', async () => {
  const recorder = new Recorder();
  const requests = recorder.requests('load', 'read');
  // Five requests in each of nine seconds, and two in the 0.11 s after them.
  for (let i = 0; i < 45; i++) requests.add(startMs + i * 200, 10, null, NaN);
  for (const ms of [9_000, 9_100]) requests.add(startMs + ms, 10, null, NaN);
  const timeline = present(timelineOf(at((await recorder.digest()).endpoints, 0)), 'samples have slices');
  expect(timeline.points.map(({ atSeconds }) => atSeconds)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(timeline.points.at(-1)?.requestsPerSecond).toBeCloseTo(7 / 1.11, 6);
});

describe('a timeline that a tool reports', () => {
  const point = (second: number, rest: Partial<ReportedPoint> = {}): ReportedPoint => ({
    atMs: startMs + second * 1_000,
    scenario: 'load',
    endpoint: '*',
    requestsPerSecond: 20,
    errorsPerSecond: 1,
    users: 5,
    p50: 10,
    p95: 30,
    ...rest,
  });

  it('has an error rate where there were requests and errors are known', () => {
    const points = [
      point(0),
      point(1, { requestsPerSecond: 0, errorsPerSecond: 0 }),
      point(2, { requestsPerSecond: null }),
      point(3, { errorsPerSecond: null }),
    ];
    expect(reportedTimeline('load', points)?.points.map(({ errorRate }) => errorRate)).toEqual([
      0.05,
      null,
      null,
      null,
    ]);
  });

  it('is no course if all its points have one time', () => {
    const course = (seconds: readonly number[]) =>
      reportedCourse({ digests: [{ timeline: seconds.map((second) => point(second)) }] as never }, 'load');
    expect(course(Array<number>(12).fill(3))).toBeNull();
    expect(course(Array.from({ length: 12 }, (_, i) => 2 * i))).toMatchObject({ widthSeconds: 2 });
  });
});
