import { describe, expect, it } from 'vitest';
import { levelStart, type LevelStart } from '../../src/history/alerts/level-sessions.ts';
import type { TrendChangePoint, TrendPoint } from '../../src/model/trend.ts';

/** A run of a session, with its value. */
interface Told {
  readonly run: string;
  readonly session: number;
  readonly value: number;
  readonly environment?: number;
  readonly isIgnored?: boolean;
}

const pointOf = ({ run, value, environment = 0, isIgnored = false }: Told): TrendPoint => ({
  run,
  slug: run,
  startedAt: `start of ${run}`,
  version: null,
  commit: null,
  value,
  bounds: null,
  source: 'exact',
  environment,
  isIgnored,
  ignoredBecause: null,
});

const change = (index: number, run: string, before: number, after: number): TrendChangePoint => ({
  metric: 'response.p50',
  scenario: 'shop',
  endpoint: 'pay',
  run,
  lastBefore: '',
  before,
  after,
  relative: null,
  interval: null,
  certainty: 'confirmed',
  verdict: 'worse',
  index,
  runsBefore: 1,
  runsAfter: 1,
  status: 'open',
  reason: null,
  link: null,
});

/** Where the level of the first of some changes begins. */
function startOf(told: readonly Told[], ...changes: readonly TrendChangePoint[]): LevelStart | null {
  const [first] = changes;
  if (first === undefined) throw new Error('There is a change.');
  const sessions = new Map(told.map(({ run, session }) => [run, session]));
  return levelStart({ points: told.map(pointOf), changePoints: [...changes] }, first, sessions);
}

describe('a session is on a new level', () => {
  const isOn = (value: number, before: number, after: number): boolean =>
    startOf(
      [
        { run: 'a', session: 0, value: before },
        { run: 'b', session: 1, value },
      ],
      change(1, 'b', before, after),
    ) !== null;

  it('beyond the geometric mean of both levels', () => {
    expect([isOn(201, 100, 400), isOn(200, 100, 400), isOn(199, 100, 400)]).toEqual([true, false, false]);
    expect([isOn(199, 400, 100), isOn(200, 400, 100), isOn(201, 400, 100)]).toEqual([true, false, false]);
    expect([isOn(0.21, 0.1, 0.4), isOn(0.19, 0.1, 0.4)]).toEqual([true, false]);
  });

  it('beyond the middle where one of them is 0', () => {
    expect([isOn(51, 0, 100), isOn(50, 0, 100), isOn(49, 0, 100)]).toEqual([true, false, false]);
    expect([isOn(49, 100, 0), isOn(51, 100, 0)]).toEqual([true, false]);
    expect([isOn(21, -20, 60), isOn(19, -20, 60)]).toEqual([true, false]);
  });
});

describe('a level', () => {
  const before: readonly Told[] = [
    { run: 'a', session: 0, value: 100 },
    { run: 'b', session: 1, value: 100 },
  ];

  it('begins with the session in which most of it is new, and is shown by the next one', () => {
    const told = [
      { run: 'c', session: 2, value: 100 },
      { run: 'd', session: 2, value: 200 },
      { run: 'e', session: 2, value: 200 },
      { run: 'f', session: 3, value: 200 },
    ];
    expect(startOf([...before, ...told], change(3, 'd', 100, 200))).toEqual({
      since: 'c',
      base: 'b',
      secondSession: 'start of f',
    });
  });

  it('ends with the next change of its own environment alone', () => {
    const other = { session: 2, environment: 1 };
    const told = [
      ...before,
      { run: 'c', session: 3, value: 200 },
      { run: 'x', ...other, value: 10 },
      { run: 'y', ...other, value: 50 },
      { run: 'd', session: 4, value: 200 },
    ];
    const start = { since: 'c', base: 'b', secondSession: 'start of d' };
    const own = change(2, 'c', 100, 200);
    expect(startOf(told, own, change(4, 'y', 10, 50))).toEqual(start);
    const back = [...told, { run: 'e', session: 5, value: 100 }, { run: 'f', session: 6, value: 200 }];
    expect(
      startOf(back.with(5, { run: 'd', session: 4, value: 100 }), own, change(5, 'd', 200, 100)),
    ).toEqual({
      ...start,
      secondSession: null,
    });
  });

  it('counts no run that is left out', () => {
    const told = [
      ...before,
      { run: 'c', session: 2, value: 900, isIgnored: true },
      { run: 'd', session: 3, value: 200 },
    ];
    expect(startOf(told, change(3, 'd', 100, 200))?.base).toBe('b');
  });
});
