import { describe, expect, it } from 'vitest';
import type { GatheredScenario } from '../../../src/report/measure/gather.ts';
import { likeForLike } from '../../../src/report/findings/like-for-like.ts';

/** Buckets and counts of an endpoint in a second; neighbouring buckets are a factor of 1.005 / 0.995 apart. */
type Second = readonly number[];
const bucketRatio = 1.005 / 0.995;

/** Compares the second of two seconds ("there") with the first ("here"). */
function compared(
  ...endpoints: readonly (readonly [here: Second, there: Second])[]
): ReturnType<typeof likeForLike> {
  const scenario = {
    pooled: { digest: { firstStartMs: 0 } },
    endpoints: endpoints.map((seconds) => ({
      digest: {
        slices: {
          originMs: 0,
          widthMs: 1_000,
          items: seconds.map((buckets, index) => ({
            index,
            count: buckets.filter((_, i) => i % 2 === 1).reduce((sum, one) => sum + one, 0),
            errors: 0,
            users: null,
            histogram: { zero: 0, buckets },
          })),
        },
      },
    })),
  } as unknown as GatheredScenario;
  return likeForLike(scenario, { startSeconds: 1, endSeconds: 2 }, { startSeconds: 0, endSeconds: 1 });
}

describe('two stretches compared endpoint by endpoint', () => {
  it('have the ratio of their medians', () => {
    const found = compared([
      [100, 40],
      [110, 40],
    ]);
    expect(found?.ratio).toBeCloseTo(bucketRatio ** 10, 9);
    // All requests took as long: nothing is left to chance.
    expect(found?.sureRatio).toBeCloseTo(bucketRatio ** 10, 9);
    expect(found?.slowerShare).toBe(1);
  });

  it('have the geometric mean of several, by the requests of the smaller stretch', () => {
    const found = compared(
      [
        [100, 40],
        [110, 500],
      ],
      [
        [200, 900],
        [200, 120],
      ],
    );
    // (40 times 10 buckets + 120 times 0) / 160
    expect(found?.ratio).toBeCloseTo(bucketRatio ** 2.5, 9);
    expect(found?.slowerShare).toBe(0.25);
  });

  it('count as slower from 5% on', () => {
    // (1.005 / 0.995)^5 = 1.051, ^4 = 1.041
    expect(
      compared([
        [100, 40],
        [105, 40],
      ])?.slowerShare,
    ).toBe(1);
    expect(
      compared([
        [100, 40],
        [104, 40],
      ])?.slowerShare,
    ).toBe(0);
    expect(
      compared([
        [110, 40],
        [100, 40],
      ])?.ratio,
    ).toBeCloseTo(bucketRatio ** -10, 9);
  });

  // Quartiles of 30, 40 and 30 requests are in the first and the last bucket: 20 buckets apart. The spread is
  // 20 ln(1.005 / 0.995) / 1.349 = 0.148259.
  const spread = (middle: number, times = 1): Second => [
    ...[middle - 10, 30 * times],
    ...[middle, 40 * times],
    ...[middle + 10, 30 * times],
  ];

  it('are surely apart by what is beyond three standard errors', () => {
    // Of 100 and 400 requests: sqrt(pi / 2 (0.148259^2 / 100 + 0.148259^2 / 400)) = 0.0207748.
    const found = compared([spread(100), spread(110, 4)]);
    expect(Math.log((found?.ratio ?? NaN) / (found?.sureRatio ?? NaN)) / 3).toBeCloseTo(0.0207748, 6);
  });

  it('are less uncertain with a second endpoint', () => {
    // Half the weight is of an endpoint without spread: half the error of 100 and 100 requests, 0.0262783.
    const found = compared(
      [spread(100), spread(110)],
      [
        [100, 100],
        [100, 100],
      ],
    );
    expect(Math.log((found?.ratio ?? NaN) / (found?.sureRatio ?? NaN)) / 3).toBeCloseTo(0.0131391, 6);
  });

  it('need twenty requests of an endpoint in both', () => {
    expect(
      compared([
        [100, 20],
        [110, 20],
      ]),
    ).not.toBeNull();
    expect(
      compared([
        [100, 19],
        [110, 20],
      ]),
    ).toBeNull();
    expect(
      compared([
        [100, 20],
        [110, 19],
      ]),
    ).toBeNull();
  });

  it('need half of all requests to be of such endpoints', () => {
    expect(
      compared(
        [
          [100, 20],
          [110, 20],
        ],
        [
          [100, 10],
          [150, 30],
        ],
      )?.ratio,
    ).toBeCloseTo(bucketRatio ** 10, 9);
    expect(
      compared(
        [
          [100, 20],
          [110, 20],
        ],
        [
          [100, 10],
          [150, 31],
        ],
      ),
    ).toBeNull();
  });

  it('cannot be compared without requests or times', () => {
    expect(compared([[], []])).toBeNull();
    expect(compared()).toBeNull();
    const timeless = { pooled: null, endpoints: [] } as unknown as GatheredScenario;
    const second = { startSeconds: 0, endSeconds: 1 };
    expect(likeForLike(timeless, second, second)).toBeNull();
  });
});
