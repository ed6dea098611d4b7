import { at } from '../../model/checked.ts';
import { median } from '../../stats/robust.ts';
import type { Course } from './course.ts';
import type { FindingInput } from './rule.ts';

const fewestPoints = 10;

/** The course of a scenario as its tool reports it over time (Locust's history); null without one. */
export function reportedCourse({ digests }: Pick<FindingInput, 'digests'>, scenario: string): Course | null {
  const points = digests
    .flatMap(({ timeline }) => timeline)
    .filter((point) => point.scenario === scenario && point.endpoint === '*')
    .toSorted((a, b) => a.atMs - b.atMs);
  if (points.length < fewestPoints) return null;
  const gaps = points.slice(1).map((point, i) => point.atMs - at(points, i).atMs);
  const widthSeconds = median(gaps) / 1_000;
  if (!(widthSeconds > 0)) return null;
  return {
    scenario,
    widthSeconds,
    slices: points.map((point) => ({
      atSeconds: (point.atMs - at(points, 0).atMs) / 1_000,
      count: (point.requestsPerSecond ?? 0) * widthSeconds,
      errors: (point.errorsPerSecond ?? 0) * widthSeconds,
      users: point.users,
      p50: point.p50 ?? NaN,
      p95: point.p95 ?? NaN,
      longestMs: 0,
    })),
  };
}
