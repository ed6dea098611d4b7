import { describe, expect, it } from 'vitest';
import { diffRuns, diffTwoRuns } from '../../src/diff/diff-runs.ts';
import { diffVerdict, quietVerdictText } from '../../src/diff/diff-verdict.ts';
import { diffSchema, type Diff } from '../../src/model/documents/diff.ts';
import { projectSchema } from '../../src/model/documents/project.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import { commentarySchema } from '../../src/model/documents/commentary.ts';
import { dice, makeReports, makeRun, noisy, type RunSpec } from '../history/make-run.ts';

const next = dice(2);
const project = projectSchema.parse({
  targets: [{ id: 'busy', metric: 'throughput.requestsPerSecond', above: 40 }],
});
const at = (day: number, rest: Partial<RunSpec> = {}): RunMeasures =>
  makeRun({
    day,
    manifest: { commit: `c${day}` },
    endpoints: { pay: { p50: noisy(100, next) }, browse: { p50: noisy(20, next) } },
    requestsPerSecond: noisy(50, next),
    ...rest,
  });
const main = Array.from({ length: 10 }, (_, day) => at(day));
const base = makeReports(main, { project });
const diffOf = (...added: RunMeasures[]): Diff =>
  diffSchema.parse(diffRuns(base, makeReports([...main, ...added], { project }), project, []));

describe('diffRuns', () => {
  it('has an entry for each run that the base has not, in order', () => {
    const { runs } = diffOf(at(12), at(11));
    expect(runs.map(({ base: from, head }) => [from, head])).toEqual([
      ['run-009', 'run-011'],
      ['run-009', 'run-012'],
    ]);
  });

  it('has none for equal runs, whatever the order of keys in their manifests', () => {
    const [first, ...rest] = main;
    const turned = { ...first!, manifest: { branch: 'main', commit: 'x' } };
    const same = { ...first!, manifest: { commit: 'x', branch: 'main' } };
    const report = (one: RunMeasures): ReturnType<typeof makeReports> => makeReports([one, ...rest]);
    expect(diffRuns(report(turned), report(same), project, []).runs).toEqual([]);
  });

  it('tells targets that change state', () => {
    const [run] = diffOf(at(11, { requestsPerSecond: 20 })).runs;
    expect(run!.targets).toMatchObject([
      { id: 'busy', base: 'met', head: 'not met', margin: -0.5, bound: { op: 'above' }, headValue: 20 },
    ]);
    expect(run!.metrics.find(({ metric }) => metric === 'throughput.requestsPerSecond')).toMatchObject({
      verdict: 'worse',
      endpoint: null,
    });
  });

  it('is mixed where something is better and something worse', () => {
    const endpoints = { pay: { p50: 150 }, browse: { p50: 12 } };
    expect(diffOf(at(11, { endpoints })).verdict).toBe('mixed');
  });

  it('is the same only where every interval says so', () => {
    expect(diffVerdict(['same', 'same'])).toBe('same');
    expect(diffVerdict(['same', 'no-change-shown', 'cannot-tell'])).toBe('no-change-shown');
    expect(diffVerdict(['cannot-tell'])).toBe('cannot-tell');
    expect(diffVerdict(['worse', 'same'])).toBe('worse');
    expect(diffVerdict(['better', 'same'])).toBe('better');
    expect(diffVerdict(['mixed', 'worse'])).toBe('mixed');
  });

  it('has words for the metrics without a change', () => {
    const of = (...verdicts: Diff['verdict'][]): string =>
      quietVerdictText(verdicts.map((verdict) => ({ verdict })));
    expect(of('worse', 'same', 'better')).toBe('unchanged');
    expect(of('worse', 'cannot-tell')).toBe('inconclusive');
    expect(of('better')).toBe('no change detected');
  });

  it('states changes of error rates as shares of the base, and none from zero', () => {
    const failing = (errors: number): Partial<RunSpec> => ({
      endpoints: { pay: { p50: 100, errors }, browse: { p50: 20 } },
    });
    const some = makeReports(Array.from({ length: 8 }, (_, day) => at(day, failing(10))));
    const head = makeReports([...some.map(({ measures }) => measures), at(20, failing(60))]);
    const rate = diffRuns(some, head, project, []).runs[0]!.metrics.find(
      ({ metric, endpoint }) => metric === 'errors.rate' && endpoint === 'pay',
    )!;
    // 60 / 2,000 against 10 / 2,000.
    expect(rate).toMatchObject({ base: 0.005, head: 0.03, relative: 0.03 / 0.005 - 1, verdict: 'worse' });
    const fromZero = diffOf(at(11, failing(60))).runs[0]!.metrics.find(
      ({ metric, endpoint }) => metric === 'errors.rate' && endpoint === 'pay',
    )!;
    expect(fromZero).toMatchObject({ base: 0, head: 0.03, relative: null, unit: 'points', verdict: 'worse' });
    // About 3 points, whatever the dispersion that widens the interval.
    const [lower, upper] = fromZero.interval!;
    expect(lower).toBeGreaterThan(0.005);
    expect(upper).toBeLessThan(0.09);
  });

  it('cannot tell a run without a comparable baseline, and says why', () => {
    const [run] = diffOf(at(11, { manifest: { system: { cpu: 'other' } } })).runs;
    expect(run).toMatchObject({ base: null, comparable: false, verdict: 'cannot-tell', metrics: [] });
    expect(run!.reasons[0]).toContain('cpu is recorded only in this run: other');
  });

  it('names findings that are new or gone, and words that changed', () => {
    const finding = (id: string): RunMeasures['findings'][number] => ({
      id,
      rule: id,
      kind: 'anomaly',
      severity: 'low',
      title: `There is ${id}`,
      scenario: null,
      endpoint: null,
      evidence: [],
      impact: null,
      window: null,
      coincides: [],
      lookAt: null,
    });
    const before = [...main.slice(0, 9), { ...main[9]!, findings: [finding('a'), finding('b')] }];
    const after = at(11, { findings: [finding('b'), finding('c')] });
    const words = new Map([['run-011', commentarySchema.parse({ conclusion: 'Fine.' })]]);
    const [run] = diffRuns(makeReports(before), makeReports([...before, after], { words }), project, []).runs;
    expect(run!.findings).toEqual({
      new: [{ id: 'c', text: 'There is c' }],
      gone: [{ id: 'a', text: 'There is a' }],
    });
    expect(run!.words).toEqual([{ id: 'conclusion', text: 'Fine.' }]);
  });
});

describe('diffTwoRuns', () => {
  it('compares any two runs, with the history that the base had', () => {
    const all = makeReports([...main, at(11, { requestsPerSecond: 20 })], { project });
    const [run] = diffTwoRuns(all[6]!, all[10]!, all, project, []).runs;
    const change = run!.metrics.find(({ metric }) => metric === 'throughput.requestsPerSecond')!;
    expect(change).toMatchObject({ basis: 'history of 7 runs', verdict: 'worse' });
  });

  it('says what keeps two runs from being compared', () => {
    const all = makeReports([...main, at(11, { manifest: { system: { os: 'b' } } })], { project });
    const diff = diffTwoRuns(all[9]!, all[10]!, all, project, []);
    expect(diff.runs[0]).toMatchObject({ comparable: false, verdict: 'cannot-tell' });
    expect(new Set(diff.runs[0]!.metrics.map(({ verdict }) => verdict))).toEqual(new Set(['cannot-tell']));
  });
});
