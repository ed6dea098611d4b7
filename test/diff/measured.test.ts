import { describe, expect, it } from 'vitest';
import { measuredTheSame, measuredText } from '../../src/diff/measured.ts';
import { unjudged } from '../../src/diff/unjudged.ts';
import { endpointsApart } from '../../src/diff/vanished.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import type { RunReport } from '../../src/model/run-report.ts';
import { makeReports, makeRun, type RunSpec } from '../history/make-run.ts';

const run = (rest: Partial<RunSpec> = {}): RunMeasures =>
  makeRun({
    day: 1,
    memory: { Import: { base: 100, peak: 200, final: 150 } },
    cpu: 40,
    measures: { 'measure.rate': { value: 9 } },
    ...rest,
  });

describe('what two runs of one id measured', () => {
  const isSame = (change: (one: RunMeasures) => Partial<RunMeasures>): boolean => {
    const base = run({
      manifest: { commit: 'c1', version: '1', branch: 'main', system: { cpu: '8 cores' } },
    });
    return measuredTheSame(base, { ...base, ...change(base) }, defaultProject);
  };
  const row =
    (change: object) =>
    ({ response }: RunMeasures): Partial<RunMeasures> => ({
      response: response.map((one) => ({ ...one, ...change })),
    });
  const latency =
    (change: object) =>
    ({ response }: RunMeasures): Partial<RunMeasures> => ({
      response: response.map((one) => ({
        ...one,
        latencyMs: one.latencyMs && { ...one.latencyMs, ...change },
      })),
    });
  const manifest =
    (change: object) =>
    (one: RunMeasures): Partial<RunMeasures> => ({
      manifest: { ...one.manifest, ...change },
    });

  it('is the same whatever is said about it', () => {
    expect(isSame(() => ({}))).toBe(true);
    expect(isSame(manifest({ title: 'Another', notes: 'x' }))).toBe(true);
    expect(isSame(row({ label: 'Pay', files: ['run.digest.json'] }))).toBe(true);
    expect(isSame(manifest({ system: { cpu: '8 cores', runtime: '25' } }))).toBe(true);
  });

  it.each([
    ['startedAt', '2026-11-02T10:00:00Z'],
    ['commit', 'c2'],
    ['version', '2'],
    ['branch', 'x'],
    ['session', 's'],
    ['pair', 'p'],
    ['system', { cpu: '4 cores' }],
    ['environment', { server: 'b' }],
  ])('differs by %s', (key, value) => {
    expect(isSame(manifest({ [key]: value }))).toBe(false);
  });

  it.each(['count', 'errors', 'endpoint', 'scenario'])('differs by the %s of a row', (key) => {
    expect(isSame(row({ [key]: 'other' }))).toBe(false);
  });

  it('differs by extremes and means, to twelve digits', () => {
    for (const key of ['min', 'max', 'mean']) {
      expect([key, isSame(latency({ [key]: 123.5 }))]).toEqual([key, false]);
      expect([key, isSame(latency({ [key]: null }))]).toEqual([key, false]);
    }
    // The mean of the run is 110 ms.
    expect(isSame(latency({ mean: 110 * (1 + 1e-10) }))).toBe(false);
    expect(isSame(latency({ mean: 110 * (1 + 1e-14) }))).toBe(true);
  });

  it('has percentiles within one percent, as a digest gives them', () => {
    // The median of the run is 100 ms, its 99th percentile 300 ms.
    expect(isSame(latency({ p50: 101 }))).toBe(true);
    expect(isSame(latency({ p50: 101.1 }))).toBe(false);
    expect(isSame(latency({ p50: 99.1 }))).toBe(true);
    expect(isSame(latency({ p50: 98.9 }))).toBe(false);
    expect(isSame(latency({ p99: 310 }))).toBe(false);
    expect(isSame(latency({ p95: null }))).toBe(false);
    expect(isSame(latency({ p90: 1 }))).toBe(true);
  });

  it('differs by memory, processor use and measures', () => {
    const of = (rest: Partial<RunSpec>): string => measuredText(run(rest), defaultProject);
    const base = of({});
    expect(of({})).toBe(base);
    expect(of({ memory: { Import: { base: 100, peak: 201, final: 150 } } })).not.toBe(base);
    expect(of({ memory: { Import: { base: 101, peak: 200, final: 150 } } })).not.toBe(base);
    expect(of({ memory: { Import: { base: 100, peak: 200, final: 151 } } })).not.toBe(base);
    expect(of({ cpu: 41 })).not.toBe(base);
    expect(of({ measures: { 'measure.rate': { value: 10 } } })).not.toBe(base);
  });
});

describe('endpoints that only one of two runs has', () => {
  const report = (...names: readonly string[]): RunReport =>
    makeReports([
      makeRun({ day: 1, endpoints: Object.fromEntries(names.map((name) => [name, { p50: 5 }])) }),
    ])[0]!;

  it('vanished or appeared; none without a base', () => {
    expect(endpointsApart(report('a', 'b'), report('b', 'c'))).toEqual({ vanished: ['a'], appeared: ['c'] });
    expect(endpointsApart(null, report('a'))).toEqual({ vanished: [], appeared: [] });
  });

  it('are those of measures, too, of benchmarks', () => {
    const withMeasure = (kind: 'benchmark' | 'load'): RunReport => {
      const [one] = makeReports([
        makeRun({
          day: 1,
          endpoints: { a: { p50: 5 } },
          measures: { 'measure.x': { value: 1, endpoint: 'b' }, 'measure.y': { value: 1 } },
        }),
      ]) as [RunReport];
      return { ...one, measures: { ...one.measures, kind } };
    };
    expect(endpointsApart(withMeasure('benchmark'), report('a')).vanished).toEqual(['b', 'measure.y']);
    expect(endpointsApart(withMeasure('load'), report('a')).vanished).toEqual([]);
  });
});

describe('what the base could judge and a run cannot', () => {
  const clauses = (
    head: RunMeasures,
    baseline: RunMeasures | null,
    base: readonly RunMeasures[],
    others: readonly RunMeasures[] = [],
  ): string[] => unjudged(head, baseline, { base, others, project: defaultProject });
  const at = (day: number, rest: Partial<RunSpec> = {}): RunMeasures => makeRun({ day, ...rest });

  it('is nothing of a first run, or of one that is compared', () => {
    expect(clauses(at(2), null, [])).toEqual([]);
    expect(clauses(at(2), at(1), [at(1)])).toEqual([]);
  });

  it('is nothing of a run whose kind the base has not measured', () => {
    const benchmarks = { ...at(2), kind: 'benchmark' as const, metricValues: at(2).metricValues.slice(0, 1) };
    const load = { ...at(1), metricValues: at(1).metricValues.slice(1) };
    expect(clauses(benchmarks, null, [load])).toEqual([]);
  });

  it('is a run without a baseline by what it states', () => {
    expect(clauses(at(0), null, [at(1)])).toEqual(['it is dated before every comparable run of the base']);
    expect(clauses({ ...at(2), startedAt: null, orderedBy: null }, null, [at(1)])).toEqual([
      'it has no date, so it is compared with no run of the base',
    ]);
    expect(clauses(at(2, { manifest: { baseline: 'gone' } }), null, [at(1)])).toEqual([
      'its `baseline` names gone, which is no earlier run of the base',
    ]);
  });

  it('is a run that records less of its environment than the latest one', () => {
    const base = at(1, { manifest: { system: { cpu: '8 cores', os: 'a' } } });
    expect(clauses(at(2), null, [base])).toEqual([
      'it does not record cpu, os, which run-001 does, so it is compared with no run',
    ]);
    // Another recorded environment passes.
    expect(clauses(at(2, { manifest: { system: { cpu: '4 cores', os: 'a' } } }), null, [base])).toEqual([]);
  });

  it('is a run whose scenarios have new names', () => {
    const base = at(1, { scenario: 'shop', endpoints: { a: { p50: 1 }, b: { p50: 1 } } });
    const renamed = (...names: readonly string[]): RunMeasures =>
      at(2, { scenario: 'store', endpoints: Object.fromEntries(names.map((name) => [name, { p50: 1 }])) });
    expect(clauses(renamed('a', 'b'), null, [base])).toEqual([
      'its scenarios (store) are new, and those of run-001 (shop) have no data',
    ]);
    // Half of the endpoints are enough.
    expect(clauses(renamed('a', 'x'), null, [base])).toHaveLength(1);
    expect(clauses(renamed('x', 'y'), null, [base])).toEqual([]);
    expect(clauses(renamed('a', 'b'), null, [base], [at(2, { id: 'other', scenario: 'shop' })])).toEqual([]);
  });

  it('is a scenario or an endpoint of the baseline that has no data', () => {
    const two = (rest: Partial<RunSpec>, extra: Partial<RunSpec>): RunMeasures => {
      const [first, second] = [makeRun({ day: 1, ...rest }), makeRun({ day: 1, ...extra })];
      return {
        ...first,
        scenarios: [...first.scenarios, ...second.scenarios],
        response: [...first.response, ...second.response],
      };
    };
    const base = two(
      { scenario: 'a', endpoints: { pay: { p50: 1 }, list: { p50: 1 } } },
      { scenario: 'b', endpoints: { pay: { p50: 1 }, list: { p50: 1 } } },
    );
    const gone = clauses(at(2, { scenario: 'a', endpoints: { pay: { p50: 1 }, list: { p50: 1 } } }), base, [
      base,
    ]);
    expect(gone).toContain('scenario b of run-001 has no data');
    const part = {
      ...two(
        { scenario: 'a', endpoints: { pay: { p50: 1 }, list: { p50: 1 } } },
        { scenario: 'b', endpoints: { pay: { p50: 1 } } },
      ),
      id: 'head',
    };
    expect(clauses(part, base, [base])).toContain('endpoint list of run-001 has no data in b');
  });

  it('is a run whose pair is no other new run', () => {
    expect(clauses(at(2, { manifest: { pair: 'x' } }), at(1), [at(1)])).toEqual([
      'its `pair` names x, which is no other new run of another build',
    ]);
  });
});
