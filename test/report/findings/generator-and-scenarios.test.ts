import { describe, expect, it } from 'vitest';
import type { ResponseRow, RunMeasures } from '../../../src/model/run-measures.ts';
import type { FindingInput } from '../../../src/report/findings/rule.ts';
import { manyErrors } from '../../../src/report/findings/many-errors.ts';
import { shortOfLoad } from '../../../src/report/findings/short-of-load.ts';
import { targetMissed } from '../../../src/report/findings/target-missed.ts';
import { unevenScenarios } from '../../../src/report/findings/uneven-scenarios.ts';
import { makeRun } from '../../history/make-run.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const find = (
  rule: typeof manyErrors,
  measures: RunMeasures,
  rest: object = {},
): ReturnType<typeof manyErrors.find> =>
  rule.find({ measures, scenarios: [], digests: [], targets: [], ...rest } as unknown as FindingInput);

describe('an endpoint that is far slower in one scenario', () => {
  const row = (scenario: string, p95: number, half: number, endpoint = 'pay'): ResponseRow => {
    const [one] = makeRun({ day: 1, scenario, endpoints: { [endpoint]: { p50: p95 / 2, p95 } } }).response;
    return { ...one!, intervals: { p95: { lower: p95 - half, upper: p95 + half } } };
  };
  const found = (
    response: readonly ResponseRow[],
    users: Readonly<Record<string, number>> = {},
  ): ReturnType<typeof manyErrors.find> => {
    const run = makeRun({ day: 1 });
    const throughput = Object.entries(users).map(([scenario, maxUsers]) => ({
      ...run.throughput[0]!,
      scenario,
      maxUsers,
    }));
    return find(unevenScenarios, { ...run, response, throughput });
  };

  it('is told three times and 20 ms apart, at the near ends of both intervals', () => {
    const [one, ...others] = found([row('calm', 100, 0), row('busy', 300, 0)]);
    expect(others).toEqual([]);
    expect(plain(one!.title)).toBe(
      'pay takes 3 times as long in busy as in calm: 95% of requests finish within 300 ms instead of 100 ms',
    );
    expect(one).toMatchObject({ scenario: 'busy', endpoint: 'pay', coincides: [] });
    expect(one!.evidence).toHaveLength(2);
    expect(found([row('calm', 100, 0), row('busy', 299, 0)])).toEqual([]);
    expect(found([row('calm', 100, 1), row('busy', 301, 1)])).toEqual([]);
    expect(found([row('calm', 100, 1), row('busy', 304, 1)])).toHaveLength(1);
    // 10 and 30 ms are 20 ms apart, 9.9 and 29.8 are not.
    expect(found([row('calm', 10, 0), row('busy', 30, 0)])).toHaveLength(1);
    expect(found([row('calm', 9.9, 0), row('busy', 29.8, 0)])).toEqual([]);
    expect(found([row('calm', 100, 0), row('calm', 900, 0)])).toEqual([]);
    expect(found([row('calm', 100, 0), { ...row('busy', 900, 0), intervals: {} }])).toEqual([]);
  });

  it('is told once a slow scenario, with the worst endpoint and the users', () => {
    const rows = [
      row('calm', 100, 0),
      row('busy', 400, 0),
      row('calm', 10, 0, 'list'),
      row('busy', 90, 0, 'list'),
    ];
    const [one, ...others] = found(rows, { calm: 5, busy: 50 });
    expect(others).toEqual([]);
    expect(one!.endpoint).toBe('list');
    expect(one!.evidence.at(-1)).toMatchObject({ label: 'Endpoints affected', value: 2 });
    expect(one!.coincides).toEqual(['50 users in busy, 5 in calm']);
    expect(found(rows, { calm: 5, busy: 5 })[0]!.coincides).toEqual([]);
  });
});

describe('a generator with fewer users than stated', () => {
  const found = (
    users: number | null,
    most: number | null,
    loadModel: 'closed' | 'open' | null = 'closed',
  ): number => {
    const run = makeRun({ day: 1 });
    return find(shortOfLoad, {
      ...run,
      scenarios: run.scenarios.map((one) => ({ ...one, users, loadModel })),
      throughput: run.throughput.map((one) => ({ ...one, maxUsers: most })),
    }).length;
  };

  it('is told below 90% of them', () => {
    expect([found(100, 89), found(100, 90), found(100, null), found(null, 5), found(100, 5, null)]).toEqual([
      1, 0, 0, 0, 0,
    ]);
    expect(found(100, 5, 'open')).toBe(0);
  });
});

describe('many errors', () => {
  const errors = (rest: object): ReturnType<typeof manyErrors.find> => {
    const run = makeRun({ day: 1, endpoints: { pay: { p50: 1, errors: 30 }, list: { p50: 1, errors: 40 } } });
    const row = {
      scenario: 'shop',
      count: 1_000,
      errors: 70,
      rate: 0.07,
      interval: { lower: 0.05, upper: 0.09 },
      types: ['500', '502', '503', '504'].map((type, i) => ({ type, count: 20 - i })),
      source: 'counted' as const,
      files: [],
      ...rest,
    };
    return find(manyErrors, { ...run, errors: [row] });
  };

  it('are told with the endpoint that has most of them, and three of their types', () => {
    const [one] = errors({});
    expect(one).toMatchObject({ severity: 'high', scenario: 'shop' });
    expect(plain(one!.title)).toMatch(/^7\.00% of the requests fail/);
    expect(one!.evidence.map(({ label, value }) => [label, value])).toEqual([
      ['Errors', 70],
      ['Requests', 1_000],
      ['Most affected', 'list (40 errors)'],
      ['“500”', 20],
      ['“502”', 19],
      ['“503”', 18],
    ]);
    expect(one!.lookAt).toBe('Check the types of the errors and when they occurred.');
    expect(errors({ types: [] })[0]!.lookAt).toContain('the file does not contain their types');
  });

  it('are ten or more, surely above 1%', () => {
    expect([errors({ errors: 10 }).length, errors({ errors: 9 }).length]).toEqual([1, 0]);
    const lower = (bound: number): number => errors({ interval: { lower: bound, upper: 0.2 } }).length;
    expect([lower(0.0101), lower(0.01)]).toEqual([1, 0]);
    expect([errors({ interval: null }), errors({ count: null }), errors({ rate: null })]).toEqual([
      [],
      [],
      [],
    ]);
    const severity = (rate: number): string | undefined => errors({ rate })[0]?.severity;
    expect([severity(0.05), severity(0.049)]).toEqual(['high', 'medium']);
  });
});

describe('a missed target', () => {
  const missed = (rest: object): ReturnType<typeof manyErrors.find>[number] => {
    const target = {
      id: 'fast',
      label: 'Fast',
      metric: 'response.p95',
      scenario: 'shop',
      endpoint: 'pay',
      bound: { op: 'below', value: 500 },
      achieved: 650,
      interval: null,
      margin: -0.3,
      verdict: 'not met',
      failing: [{}, {}],
      judged: 5,
      ...rest,
    };
    return find(targetMissed, makeRun({ day: 1 }), { targets: [target, { ...target, verdict: 'met' }] })[0]!;
  };

  it('is told with its value, how far it is beyond the bound, and how many miss it', () => {
    const one = missed({});
    expect(one).toMatchObject({ severity: 'high', scenario: 'shop', endpoint: 'pay' });
    expect(plain(one.title)).toMatch(/^Target Fast not met by .*: 650 ms \(target: below 500 ms\)$/);
    expect(one.evidence).toMatchObject([
      { value: 650, unit: 'ms' },
      { label: 'Beyond the bound', value: '+30%' },
      { label: 'Not met', value: '2 of 5' },
    ]);
    expect([missed({ margin: -0.25 }).severity, missed({ margin: -0.24 }).severity]).toEqual([
      'high',
      'medium',
    ]);
    expect(missed({ margin: null }).evidence).toHaveLength(2);
    const bounded = missed({ achieved: null, interval: { lower: null, upper: 48 } });
    expect(plain(String(bounded.evidence[0]!.value))).toMatch(/^below 48/);
  });

  it('suggests where to look by its metric', () => {
    expect(missed({}).lookAt).toMatch(/^Find out where .* spends its time\.$/);
    expect(missed({ metric: 'errors.rate' }).lookAt).toBe(
      'Check the types of the errors and when they occurred.',
    );
    expect(missed({ metric: 'memory.peak', endpoint: 'Import' }).lookAt).toBe(
      'Find out what Import retains.',
    );
    expect(missed({ metric: 'cpu.average' }).lookAt).toBeNull();
    expect(missed({ endpoint: null }).lookAt).toBeNull();
  });
});
