import { describe, expect, it } from 'vitest';
import { basisText } from '../../src/model/text/basis.ts';
import { contextOf } from '../../src/history/context.ts';
import { ledgerOf } from '../../src/history/work/ledger.ts';
import type { Annotation } from '../../src/model/documents/annotations.ts';
import { defaultProject, projectSchema } from '../../src/model/documents/project.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import type { MetricChange, RunContext } from '../../src/model/run-report.ts';
import { commentarySchema, type Commentary } from '../../src/model/documents/commentary.ts';
import { dice, makeRun, noisy, type RunSpec } from './make-run.ts';

const next = dice(11);
const calm = (day: number, factor = 1, rest: Partial<RunSpec> = {}): RunMeasures =>
  makeRun({
    day,
    manifest: { commit: `c${day}` },
    endpoints: {
      pay: { p50: noisy(100, next) * factor, p95: noisy(200, next) * factor },
      browse: { p50: noisy(20, next), p95: noisy(50, next) },
    },
    requestsPerSecond: noisy(50, next),
    ...rest,
  });
const history = Array.from({ length: 12 }, (_, day) => calm(day));

const context = (
  run: RunMeasures,
  earlier: readonly RunMeasures[] = history,
  annotations: Annotation[] = [],
  words = new Map<string, Commentary>(),
): RunContext => contextOf(run, earlier, words, defaultProject, annotations);

const changeOf = ({ changes }: RunContext, metric: string, endpoint: string | null): MetricChange =>
  changes.find((one) => one.metric === metric && one.endpoint === endpoint)!;

describe('contextOf', () => {
  it('calls a change that stands out of the history, and only that', () => {
    const { changes, baseline } = context(calm(12, 1.3));
    const called = changes.filter(({ verdict }) => verdict === 'worse' || verdict === 'better');
    expect(called.map(({ metric, endpoint }) => `${metric} ${endpoint ?? ''}`)).toEqual([
      'response.p50 pay',
      'response.p95 pay',
      'response.p99 pay',
    ]);
    expect(called[0]).toMatchObject({
      verdict: 'worse',
      certainty: 'confirmed',
      basis: { evidence: 'history of 12 runs' },
    });
    expect(baseline?.id).toBe('run-011');
  });

  it('confirms nothing where half of the repeats stand where the base stood', () => {
    const build = (day: number, p50: number): RunMeasures =>
      makeRun({ day, manifest: { commit: 'new' }, endpoints: { pay: { p50, p95: 200 } } });
    const steady = Array.from({ length: 12 }, (_, day) =>
      makeRun({
        day,
        manifest: { commit: `c${day}` },
        endpoints: { pay: { p50: 100 + (day % 3), p95: 200 } },
      }),
    );
    const told = (repeats: readonly number[]): Partial<MetricChange> => {
      const builds = repeats.map((p50, i) => build(20 + i, p50));
      return changeOf(context(builds.at(-1)!, [...steady, ...builds.slice(0, -1)]), 'response.p50', 'pay');
    };
    expect(told([100, 101, 200, 210]).certainty).not.toBe('confirmed');
    const repeated = [100, 101, 200].map((p50, i) => build(20 + i, p50));
    expect(context(repeated.at(-1)!, [...steady, ...repeated.slice(0, -1)]).repeats).toBe(2);
    expect(context(steady.at(-1)!, steady.slice(0, -1)).repeats).toBe(0);
    expect(told([190, 195, 200, 210])).toMatchObject({
      certainty: 'confirmed',
      basis: { evidence: 'history of 12 runs', details: ['4 of 4 repeats above the level'] },
    });
  });

  it('shows no change for the same data under another id', () => {
    const last = history.at(-1)!;
    const { changes } = context({ ...last, id: 'again', startedAt: '2026-12-24T00:00:00.000Z' });
    expect(new Set(changes.map(({ verdict }) => verdict))).toEqual(new Set(['no-change-shown']));
  });

  it('does not call again what the baseline already had', () => {
    const jumped = [...history, calm(12, 1.3)];
    const { verdict } = changeOf(context(calm(13, 1.3), jumped), 'response.p50', 'pay');
    expect(['worse', 'better']).not.toContain(verdict);
  });

  it('caps one run against one at suspected, from their stretches of time', () => {
    const stretches = (level: number): number[] => Array.from({ length: 20 }, () => noisy(level, next));
    const single = (day: number, level: number): RunMeasures =>
      makeRun({
        day,
        endpoints: { pay: { p50: level, batches: { p50: stretches(level), p95: [] } } },
      });
    const change = changeOf(context(single(2, 150), [single(1, 100)]), 'response.p50', 'pay');
    expect(change).toMatchObject({ verdict: 'worse', certainty: 'suspected', relative: 0.5 });
  });

  it('cannot tell aggregates of one run from another', () => {
    const change = changeOf(context(calm(2, 1.5), [calm(1)]), 'response.p50', 'pay');
    expect([change.verdict, change.certainty]).toEqual(['cannot-tell', null]);
  });

  it('cannot tell a percentile of too few samples', () => {
    const small = (day: number): RunMeasures =>
      makeRun({ day, endpoints: { pay: { p50: noisy(100, next), count: 100 } } });
    const some = Array.from({ length: 8 }, (_, day) => small(day));
    const change = changeOf(context(small(8), some), 'response.p99', 'pay');
    expect(change.verdict).toBe('cannot-tell');
    expect(basisText(change.basis)).toBe('100 samples are too few for this percentile: it needs 299');
  });

  it('says which of the two runs lacks a metric', () => {
    const { changes } = context(calm(12, 1, { endpoints: { pay: { p50: 100 }, refund: { p50: 30 } } }));
    const why = (endpoint: string): string | undefined =>
      changes.find((one) => one.metric === 'response.p50' && one.endpoint === endpoint)?.basis.evidence;
    expect(why('refund')).toBe('not measured in the baseline');
    expect(why('browse')).toBe('not measured in this run');
  });

  it('compares shares by their difference', () => {
    const failing = calm(12, 1, { endpoints: { pay: { p50: 100, p95: 200, errors: 40 } } });
    const change = changeOf(context(failing), 'errors.rate', 'pay');
    // 40 of 2,000 against none: 2 points.
    expect(change).toMatchObject({ base: 0, head: 0.02, relative: 0.02, verdict: 'worse' });
  });

  it('lets no share fall below 0', () => {
    const failing = (day: number, errors: number): RunMeasures =>
      calm(day, 1, { endpoints: { pay: { p50: 100, p95: 200, errors } } });
    const runs = [...Array(12).keys()].map((day) => failing(day, 400 + 20 * (day % 3)));
    const change = changeOf(context(failing(12, 0), runs), 'errors.rate', 'pay');
    // The base's 440 of 2,000 and none: 22 points, and no interval goes further.
    expect(change).toMatchObject({ base: 0.22, head: 0, relative: -0.22, verdict: 'better' });
    expect(change.interval!.lower).toBe(-0.22);
  });

  it('compares an error rate with its present level, not with what was before', () => {
    const failing = (day: number, errors: number): RunMeasures =>
      calm(day, 1, { endpoints: { pay: { p50: 100, p95: 200, errors } } });
    const runs = [...Array(12).keys()].map((day) => failing(day, day < 6 ? 0 : 400));
    const change = changeOf(context(failing(12, 0), runs), 'errors.rate', 'pay');
    expect(change).toMatchObject({ verdict: 'better', basis: { evidence: 'history of 6 runs' } });
  });

  it('calls no change that rounding of reported values can make', () => {
    const printed = (day: number, value: number): RunMeasures => {
      const run = calm(day);
      const figures = run.metricValues.map((figure) =>
        figure.metric === 'response.p50' && figure.endpoint === 'browse'
          ? { ...figure, value, interval: null, tolerance: 0.5, source: 'reported' as const }
          : figure,
      );
      return { ...run, metricValues: figures };
    };
    const runs = [4, 4, 4, 4, 4, 4, 4, 4].map((value, day) => printed(day, value));
    const verdictOf = (value: number): string =>
      changeOf(context(printed(8, value), runs), 'response.p50', 'browse').verdict;
    // The interval of 4 to 3 excludes 0, so it is no proof of no change either.
    expect([verdictOf(3), verdictOf(2)]).toEqual(['cannot-tell', 'better']);
    const rounded = changeOf(context(printed(8, 3), runs), 'response.p50', 'browse');
    expect(rounded.basis.reasons).toEqual([
      { id: 'rounding', text: 'its values are rounded, or counted in buckets, by more than they differ' },
    ]);
    expect(rounded.settle).toBeUndefined();
  });

  it('does not take figures that print alike for figures without spread', () => {
    const shown = (day: number, value: number, tolerance: number | null): RunMeasures => {
      const run = calm(day);
      const figures = run.metricValues.map((figure) =>
        figure.metric === 'response.p50' && figure.endpoint === 'browse'
          ? { ...figure, value, interval: null, tolerance }
          : figure,
      );
      return { ...run, metricValues: figures };
    };
    const verdictOf = (tolerance: number | null): string => {
      const runs = [0, 1, 2, 3, 4].map((day) => shown(day, 6, tolerance));
      return changeOf(context(shown(5, 7, tolerance), runs), 'response.p50', 'browse').verdict;
    };
    // ln(7 / 6) over 0.5 / 6 / sqrt 3 x sqrt(1 + 1 / 5), if the tool rounds to whole milliseconds: t = 2.92 with 4 degrees
    // of freedom, p = 0.043 among many comparisons.
    expect([verdictOf(null), verdictOf(0.5)]).toEqual(['worse', 'cannot-tell']);
  });

  it('takes values of a histogram for known to half a bucket only', () => {
    const fromHistogram = (day: number, value: number): RunMeasures => {
      const run = calm(day);
      const metricValues = run.metricValues.map((one) =>
        one.metric === 'response.p50' && one.endpoint === 'browse'
          ? { ...one, value, interval: null, source: 'histogram' as const, relativeError: 0.005 }
          : one,
      );
      return { ...run, metricValues };
    };
    // All fell into one bucket: the true values may differ by 0.5% to both sides each.
    const runs = [0, 1, 2, 3, 4, 5, 6, 7].map((day) => fromHistogram(day, 200));
    const { interval } = changeOf(context(fromHistogram(8, 200), runs), 'response.p50', 'browse');
    // At least t of 7 degrees of freedom (2.365) times 0.005 / sqrt 3 x sqrt(1 + 1 / 8); the run effect costs some more.
    expect(interval!.upper).toBeGreaterThan(0.0072);
    expect(interval!.lower).toBeLessThan(-0.0072);
    expect(interval!.upper! - interval!.lower!).toBeLessThan(0.03);
    const next = changeOf(context(fromHistogram(8, 202), runs), 'response.p50', 'browse');
    expect(next).toMatchObject({ verdict: 'same' });
  });

  it('takes repeats on other days for sessions of their own', () => {
    const repeats = (builds: number): RunMeasures[] =>
      Array.from({ length: 2 * builds }, (_, i) => calm(i, 1, { manifest: { commit: `${i >> 1}` } }));
    const basis = (builds: number): string =>
      changeOf(context(calm(90), repeats(builds)), 'response.p50', 'pay').basis.evidence;
    expect([basis(12), basis(4)]).toEqual(['history of 24 runs', 'history of 8 runs']);
  });

  it('takes five repeats of the only build before for its spread', () => {
    const repeated = Array.from({ length: 5 }, (_, i) => calm(i, 1, { manifest: { commit: 'same' } }));
    const change = changeOf(context(calm(7, 1.4), repeated), 'response.p50', 'pay');
    expect(change).toMatchObject({ basis: { evidence: 'history of 5 runs' }, verdict: 'worse' });
  });

  it('compares three repeats with three', () => {
    const three = (from: number, commit: string, factor: number): RunMeasures[] =>
      [0, 1, 2].map((i) => calm(from + i, factor, { manifest: { commit } }));
    const [base, head] = [three(1, 'a', 1), three(4, 'b', 1.5)];
    const first = makeRun({ ...specOf(head[2]!), day: 7, manifest: { commit: 'b', baseline: 'run-003' } });
    const change = changeOf(context(first, [...base, ...head]), 'response.p50', 'pay');
    expect(basisText(change.basis)).toBe('history of 3 runs; 4 of 4 repeats above the level');
    expect(change.verdict).toBe('worse');
  });

  it('starts anew where people said so', () => {
    const annotations: Annotation[] = [{ action: 'reset', run: 'run-009', reason: 'new machine' }];
    const change = changeOf(context(calm(12, 1.3), history, annotations), 'response.p50', 'pay');
    expect(basisText(change.basis)).toBe('history of 3 runs');
  });

  it('takes repeats within an hour for one session, whose spread between builds is unknown', () => {
    const build = (commit: string, day: number, factor: number): RunMeasures[] =>
      [0, 1, 2].map((i) => calm(day + i / 288, factor, { id: `${commit}-${i}`, manifest: { commit } }));
    const [base, head] = [build('a', 1, 1), build('b', 2, 1.5)];
    const change = changeOf(context(head.at(-1)!, [...base, ...head.slice(0, -1)]), 'response.p50', 'pay');
    expect(change).toMatchObject({ verdict: 'worse', certainty: 'suspected' });
    expect(basisText(change.basis)).toBe(
      '3 runs against 3, made in 1 session; 3 of 3 repeats above the level',
    );
  });

  it('says how the spread divides into repeats and sessions', () => {
    const runs = [1, 2, 3, 4, 5, 6].flatMap((day) =>
      [0, 1, 2].map((i) => calm(day + i / 288, 1, { id: `c${day}-${i}`, manifest: { commit: `c${day}` } })),
    );
    const { basis } = changeOf(context(calm(9), runs), 'response.p50', 'pay');
    expect(basisText(basis)).toMatch(
      /^history of 18 runs in 6 sessions; \d+% of the run-to-run variance is between repeats, \d+% between sessions$/,
    );
  });

  it('uses the smallest effect that the project asks for', () => {
    const project = projectSchema.parse({ comparison: { minimumEffect: { 'response.p50': 0.5 } } });
    const { changes } = contextOf(calm(12, 1.3), history, new Map(), project, []);
    const change = changes.find(({ metric, endpoint }) => metric === 'response.p50' && endpoint === 'pay');
    expect(change?.verdict).toBe('same');
  });

  it('tells the step that led to the present level', () => {
    const stepped = [...history, ...Array.from({ length: 8 }, (_, i) => calm(12 + i, 1.4))];
    const { changePoints } = context(calm(20, 1.4), stepped);
    const step = changePoints.find(
      ({ metric, endpoint }) => metric === 'response.p50' && endpoint === 'pay',
    )!;
    expect(step).toMatchObject({
      run: 'run-012',
      lastBefore: 'run-011',
      certainty: 'confirmed',
      verdict: 'worse',
    });
    expect(step.relative).toBeCloseTo(0.4, 1);
  });

  it('says nothing of what came after the run', () => {
    const before = context(history[5]!, history.slice(0, 5));
    expect(JSON.stringify(before)).not.toMatch(/run-00[6-9]|run-01/);
  });
});

const specOf = (run: RunMeasures): RunSpec => ({
  day: 0,
  endpoints: Object.fromEntries(
    run.response.map(({ endpoint, latencyMs }) => [endpoint, { p50: latencyMs!.p50!, p95: latencyMs!.p95! }]),
  ),
});

describe('the ledger', () => {
  const advice = (rest: object): Commentary =>
    commentarySchema.parse({
      recommendations: [
        {
          id: 'cache',
          priority: 'high',
          text: 'Cache the price list.',
          expectedImpact: { metric: 'response.p50', endpoint: 'pay', change: -0.3 },
          ...rest,
        },
      ],
    });

  it('measures what a done recommendation gained', () => {
    const words = new Map([['run-003', advice({ status: 'done', doneIn: 'run-012' })]]);
    const runs = [...history, calm(12, 0.85)];
    const [entry] = ledgerOf({ runs, words, project: defaultProject, annotations: [] });
    expect(entry).toMatchObject({ status: 'done', verdict: 'less than expected' });
    expect(entry!.measured!).toBeCloseTo(-0.15, 1);
    const { ledger } = context(runs.at(-1)!, history, [], words);
    expect(ledger.map(({ verdict }) => verdict)).toEqual(['less than expected']);
  });

  it('states the effect as the report of the run that has the change does, whatever is repeated later', () => {
    const words = new Map([['run-003', advice({ doneIn: 'run-012' })]]);
    const [done, ...repeats] = [12, 13, 14].map((day) => {
      const run = calm(day, 0.85);
      return { ...run, manifest: { version: '2' } };
    });
    const own = context(done!, history, [], words).ledger.map(({ measuredInterval }) => measuredInterval);
    expect(own).toHaveLength(1);
    const runs = [...history, done!, ...repeats];
    const entries = ledgerOf({ runs, words, project: defaultProject, annotations: [] });
    expect(entries.map(({ measuredInterval }) => measuredInterval)).toEqual(own);
    const latest = context(repeats[1]!, runs.slice(0, -1), [], words).lastFix;
    expect(latest?.measuredInterval).toEqual(own[0]);
  });

  it('knows as expected, opposite and no effect apart', () => {
    const words = new Map([['run-003', advice({ doneIn: 'run-012' })]]);
    const verdicts = [0.7, 1.3, 1].map((factor) => {
      const runs = [...history, calm(12, factor)];
      return ledgerOf({ runs, words, project: defaultProject, annotations: [] })[0]!.verdict;
    });
    expect(verdicts).toEqual(['as expected', 'opposite', 'no effect shown']);
  });

  it('holds a recommendation open until the run that has it', () => {
    const words = new Map([['run-003', advice({ status: 'done', doneIn: 'run-012' })]]);
    const { ledger } = context(history[8]!, history.slice(0, 8), [], words);
    expect(ledger).toMatchObject([{ from: 'run-003', status: 'open', doneIn: null, measured: null }]);
    expect(JSON.stringify(ledger)).not.toContain('run-012');
    expect(context(calm(13), [...history, calm(12)], [], words).ledger).toEqual([]);
  });

  it('counts what a later run says of the same id, and inherits the expected impact by it', () => {
    const done = commentarySchema.parse({
      recommendations: [{ id: 'cache', priority: 'high', text: 'Cache prices.', doneIn: 'run-012' }],
    });
    const words = new Map([
      ['run-003', advice({})],
      ['run-012', done],
    ]);
    const runs = [...history, calm(12, 0.6)];
    const entries = ledgerOf({ runs, words, project: defaultProject, annotations: [] });
    const asExpected = { status: 'done', doneIn: 'run-012', verdict: 'as expected' };
    expect(entries).toMatchObject([
      { from: 'run-003', ...asExpected },
      { from: 'run-012', ...asExpected },
    ]);
    const at12 = context(runs.at(-1)!, history, [], words);
    // The run that implements it did not recommend it first.
    expect(at12.own.map(({ from }) => from)).toEqual(['run-003']);
    expect(at12).toMatchObject({ own: [asExpected], ledger: [], lastFix: asExpected });
    expect(context(history[8]!, history.slice(0, 8), [], words).ledger).toMatchObject([{ status: 'open' }]);
    expect(context(history[3]!, history.slice(0, 3), [], words).own).toMatchObject([
      { status: 'open', doneIn: null },
    ]);
    expect(context(calm(13), runs, [], words)).toMatchObject({ own: [], ledger: [], lastFix: asExpected });
  });

  it('does not open again what a run between states without a status', () => {
    const words = new Map([
      ['run-003', advice({ doneIn: 'run-012' })],
      ['run-005', advice({})],
    ]);
    const runs = [...history, calm(12, 0.6)];
    const entries = ledgerOf({ runs, words, project: defaultProject, annotations: [] });
    expect(entries.map(({ status }) => status)).toEqual(['done', 'done']);
    words.set('run-012', advice({}));
    expect(context(runs.at(-1)!, history, [], words).own).toMatchObject([{ status: 'done' }]);
  });

  it('opens again what a run after it states as open', () => {
    const words = new Map([
      ['run-003', advice({ doneIn: 'run-005' })],
      ['run-008', advice({})],
    ]);
    const entries = ledgerOf({ runs: history, words, project: defaultProject, annotations: [] });
    expect(entries.map(({ status }) => status)).toEqual(['open', 'open']);
  });
});
