import { describe, expect, it } from 'vitest';
import {
  analyseTrend,
  type TrendAnalysis,
  type TrendInput,
} from '../../src/history/trends/trend-analysis.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { TrendBreak, TrendPoint } from '../../src/model/trend.ts';
import type { ErrorCount } from '../../src/stats/error-count.ts';

const place = { metric: 'response.p50', scenario: 'shop', endpoint: 'pay' } as const;

/** Values with the wobble of a calm machine, one of each run; each run is a build of its own. */
const points = (
  count: number,
  value: number,
  rest: Partial<TrendPoint> = {},
): Omit<TrendPoint, 'run' | 'slug'>[] =>
  Array.from({ length: count }, (_, i) => ({
    startedAt: null,
    version: null,
    commit: null,
    value: value * (1 + 0.004 * ((i * 7) % 5) - 0.008),
    bounds: null,
    source: 'exact',
    environment: 0,
    isIgnored: false,
    ignoredBecause: null,
    ...rest,
  }));

function analysed(
  values: readonly Omit<TrendPoint, 'run' | 'slug'>[],
  rest: Partial<TrendInput> = {},
): TrendAnalysis {
  return analyseTrend({
    place,
    points: values.map((one, i) => ({ ...one, run: `r${i}`, slug: `r${i}` })),
    builds: values.map((_, i) => `c${i}`),
    breaks: [],
    project: defaultProject,
    annotations: [],
    ...rest,
  });
}

const placesOf = ({ levels }: TrendAnalysis): [from: number, to: number][] =>
  levels.map(({ from, to }) => [from, to]);

describe('points of two environments', () => {
  const other = (count: number, rest: Partial<TrendPoint> = {}) =>
    points(count, 50, { environment: 1, ...rest });

  it('have levels of their own, in pieces where the other comes between', () => {
    const found = analysed([...points(12, 100), ...other(3), ...points(12, 100)]);
    expect(placesOf(found)).toEqual([
      [0, 11],
      [12, 14],
      [15, 26],
    ]);
    expect(found.changePoints).toEqual([]);
    expect(found.newest?.run).toBe('r26');
    expect(placesOf(analysed([...points(12, 100), ...other(1), ...points(12, 100)]))).toEqual([
      [0, 11],
      [12, 12],
      [13, 24],
    ]);
  });

  it('are not cut by a point that does not count, nor by one that is left out of their own', () => {
    expect(
      placesOf(analysed([...points(12, 100), ...other(1, { isIgnored: true }), ...points(12, 100)])),
    ).toEqual([[0, 24]]);
    expect(
      placesOf(analysed([...points(12, 100), ...points(1, 500, { isIgnored: true }), ...points(12, 100)])),
    ).toEqual([[0, 24]]);
  });

  it('are judged by those of the newest point that counts', () => {
    const found = analysed([...points(12, 100), ...other(3), ...points(1, 100, { isIgnored: true })]);
    expect(found.newest).toMatchObject({ run: 'r14', verdict: 'cannot-tell' });
  });

  it('have their change points in order', () => {
    const values = [
      ...other(12),
      ...points(12, 100),
      ...points(12, 150),
      ...points(12, 90, { environment: 1 }),
    ];
    expect(analysed(values).changePoints.map(({ index, lastBefore }) => [index, lastBefore])).toEqual([
      [24, 'r23'],
      [36, 'r11'],
    ]);
  });
});

it('no point that counts has nothing', () => {
  expect(analysed(points(3, 100, { isIgnored: true }))).toEqual({
    changePoints: [],
    levels: [],
    drift: null,
    newest: null,
  });
});

describe('repeats of a build', () => {
  const values = [...points(12, 100), ...points(12, 150)];
  const pairs = values.map((_, i) => `c${Math.floor(i / 2)}`);

  it('are one run, the first of which begins a level', () => {
    expect(analysed(values, { builds: pairs }).changePoints).toMatchObject([
      { index: 12, run: 'r12', lastBefore: 'r11', runsBefore: 6, runsAfter: 6 },
    ]);
  });

  it('belong to the level of their build, however late they were made', () => {
    const late = [...values, ...points(1, 100)];
    expect(placesOf(analysed(late, { builds: [...pairs, 'c0'] }))).toEqual([
      [0, 24],
      [12, 23],
    ]);
  });
});

describe('a reset', () => {
  const values = [...points(12, 100), ...points(12, 150)];
  const reset = (index: number, kind: TrendBreak['kind'] = 'reset'): Partial<TrendInput> => ({
    breaks: [{ index, kind, label: 'x', link: null }],
  });

  it('begins a level at its point, and nothing is compared across it', () => {
    const found = analysed(values, reset(12));
    expect(found.changePoints).toEqual([]);
    expect(placesOf(found)).toEqual([
      [0, 11],
      [12, 23],
    ]);
  });

  it('cuts the level that it lies in', () => {
    expect(placesOf(analysed(values, reset(4)))).toEqual([
      [0, 3],
      [4, 11],
      [12, 23],
    ]);
  });

  it('after all points cuts nothing yet, and a change of the environment is none', () => {
    const whole = placesOf(analysed(values));
    expect(whole).toHaveLength(2);
    expect(placesOf(analysed(values, reset(24)))).toEqual(whole);
    expect(placesOf(analysed(values, reset(4, 'environment')))).toEqual(whole);
  });
});

describe('the errors behind the repeats of a build', () => {
  const rate = { ...place, metric: 'errors.rate' } as const;
  /** How the newest of twelve builds stands, each with these repeats; all have errors but those that are null. */
  const newest = (...repeats: readonly (ErrorCount | null)[]): TrendAnalysis['newest'] => {
    const values = Array.from({ length: 12 }, () =>
      repeats.flatMap((one) => points(1, (one?.errors ?? 0) / (one?.count ?? 1))),
    ).flat();
    const found = analysed(values, {
      place: rate,
      builds: values.map((_, i) => `c${Math.floor(i / repeats.length)}`),
      errors: values.map((_, i) => repeats[i % repeats.length] ?? null),
    }).newest;
    return found === null ? null : { ...found, run: '', value: 0 };
  };

  it('are those of the middle one', () => {
    const middle = { errors: 30, count: 1_000 };
    expect(newest({ errors: 90, count: 1_000 }, { errors: 2, count: 1_000 }, middle)).toEqual(newest(middle));
  });

  it('are the mean of the two in the middle', () => {
    const [few, many] = [
      { errors: 20, count: 1_000 },
      { errors: 60, count: 1_400 },
    ];
    expect(newest(few, many)).toEqual(newest({ errors: 40, count: 1_200 }));
    expect(newest({ errors: 900, count: 1_000 }, few, { errors: 0, count: 10 }, many)).toEqual(
      newest(few, many),
    );
  });

  it('are unknown where one in the middle is: then values are judged alone', () => {
    const known = { errors: 30, count: 1_000 };
    expect(newest(known, null)?.expected).not.toEqual(newest(known, known)?.expected);
  });
});

it('a slow rise of the last level is told with its place', () => {
  const wobble = (i: number): number => 1 + 0.02 * ((i * 7) % 5) - 0.04;
  const rising = points(30, 100).map((one, i) => ({ ...one, value: 100 * wobble(i) * 1.004 ** i }));
  const { drift } = analysed(rising);
  expect(drift).toMatchObject({ ...place, verdict: 'worse' });
  expect(drift?.perRun).toBeCloseTo(0.004, 3);
  expect(analysed(points(30, 100)).drift).toBeNull();
});
