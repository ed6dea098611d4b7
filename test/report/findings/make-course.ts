import { defaultProject } from '../../../src/model/documents/project.ts';
import type { SliceDigest } from '../../../src/model/documents/digest.ts';
import type { GatheredScenario } from '../../../src/report/measure/gather.ts';
import type { FindingInput } from '../../../src/report/findings/rule.ts';
import { joinBuckets } from '../../../src/stats/histogram.ts';

/** Requests of one endpoint in one second: pairs of bucket and count. Bucket i stands for 0.995 times e^(i/100) ms. */
export type Second = readonly number[];

/** Steps and users of a course, where it has some. */
interface Load {
  readonly users?: (second: number) => number | null;
  readonly steps?: readonly { startSeconds: number; durationSeconds: number; users: number }[];
}

const countOf = (buckets: Second): number =>
  buckets.reduce((sum, count, i) => (i % 2 === 1 ? sum + count : sum), 0);

/** What a rule reads of one scenario of these endpoints, second by second; the last second is not in its course. */
export function inputOf(
  endpoints: readonly (readonly Second[])[],
  { users, steps = [] }: Load = {},
): FindingInput {
  const sliceOf = (buckets: Second, index: number): SliceDigest => ({
    index,
    count: countOf(buckets),
    errors: 0,
    users: users?.(index) ?? null,
    histogram: { zero: 0, buckets: [...buckets] },
  });
  const digestOf = (seconds: readonly Second[]): object => ({
    digest: { firstStartMs: 0, slices: { originMs: 0, widthMs: 1_000, items: seconds.map(sliceOf) } },
  });
  const together = (endpoints[0] ?? []).map(
    (_, second) =>
      joinBuckets(endpoints.map((seconds) => ({ zero: 0, buckets: seconds[second] ?? [] }))).buckets,
  );
  const scenario: object = { id: 'load', pooled: digestOf(together), endpoints: endpoints.map(digestOf) };
  return {
    measures: { scenarios: [{ id: 'load', name: 'Load', steps }], response: [] } as never,
    targets: [],
    project: defaultProject,
    scenarios: [scenario as GatheredScenario],
    digests: [],
  };
}

/** So many seconds, each made by its number. */
export const seconds = (count: number, make: (second: number) => Second): Second[] =>
  Array.from({ length: count }, (_, second) => make(second));
