import { describe, expect, it } from 'vitest';
import { diffPublicRuns, publicRun } from '../../src/diff/public-run.ts';
import { diffRuns, diffTwoRuns } from '../../src/diff/diff-runs.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { RunReport } from '../../src/model/run-report.ts';
import { runJson, type RunJson } from '../../src/report/run-json.ts';
import { dice, makeReports, makeRun, noisy, type RunSpec } from '../history/make-run.ts';

const next = dice(5);

/** Twenty stretches of time around a value, each with the noise of a calm machine. */
const stretches = (value: number): number[] => Array.from({ length: 20 }, () => noisy(value, next));

const report = (day: number, median: number, rest: Partial<RunSpec> = {}): RunReport =>
  makeReports([
    makeRun({
      day,
      endpoints: {
        pay: { p50: median, errors: 4, batches: { p50: stretches(median), p95: stretches(median * 2) } },
        search: { p50: 60, batches: { p50: stretches(60), p95: stretches(120) } },
      },
      memory: { Indexing: { base: 100, peak: 300, final: 120 } },
      manifest: { version: `1.${day}`, system: { cpu: '8 cores' } },
      ...rest,
    }),
  ])[0]!;

/** Through text, as the browser gets it. */
const asPublic = (one: RunReport): RunJson => JSON.parse(JSON.stringify(runJson(one))) as RunJson;

const before = report(1, 100);
const after = report(2, 140);

describe('a run by its public data', () => {
  it('has the figures of the run that reports compare', () => {
    const values = (run: RunReport['measures']): string[] =>
      run.metricValues
        .filter(({ metric }) => metric !== 'apdex')
        .map(({ metric, scenario, endpoint, value, n }) =>
          JSON.stringify([metric, scenario, endpoint, value, n]),
        );
    expect(values(publicRun(asPublic(before)))).toEqual(values(before.measures));
  });

  it('has its measures, of an endpoint or of the whole run', () => {
    const measured = report(3, 100, {
      measures: { 'measure.size': { value: 4, unit: 'MB' }, 'measure.rate': { value: 9, endpoint: 'pay' } },
    });
    expect(
      publicRun(asPublic(measured)).measures.map(({ metric, endpoint, value }) => [metric, endpoint, value]),
    ).toEqual([
      ['measure.size', undefined, 4],
      ['measure.rate', 'pay', 9],
    ]);
  });

  it('has the version, the commit and the load model that the run states, and no others', () => {
    const stated = report(4, 100, {
      manifest: { version: '2', commit: 'abc', scenarios: [{ id: 'shop', users: 10, loadModel: 'open' }] },
    });
    expect(publicRun(asPublic(stated)).manifest).toMatchObject({ version: '2', commit: 'abc' });
    const silent = publicRun(asPublic(report(5, 100, { manifest: {} }))).manifest;
    expect(silent).not.toHaveProperty('version');
    expect(silent).not.toHaveProperty('commit');
    expect(silent.scenarios?.[0]).not.toHaveProperty('loadModel');
  });

  it('has the readings of measures that have some', () => {
    const measured = report(6, 100, {
      measures: { 'measure.a': { value: 2, readings: [1, 2, 3] }, 'measure.b': { value: 9 } },
    });
    const [first, second] = publicRun(asPublic(measured)).measures;
    expect(first?.readings).toEqual([1, 2, 3]);
    expect(second).not.toHaveProperty('readings');
  });

  it('is ordered by its start, if it has one', () => {
    const json = asPublic(before);
    expect(publicRun(json).orderedBy).toBe('startedAt');
    expect(publicRun({ ...json, startedAt: null }).orderedBy).toBeNull();
  });

  it('has the comparison with its baseline, as the diff states it; null without a baseline', () => {
    const day = (n: number, median: number): RunSpec => ({ day: n, endpoints: { pay: { p50: median } } });
    const reports = makeReports(
      [...Array.from({ length: 8 }, (_, i) => day(i, noisy(100, next))), day(8, 200)].map(makeRun),
    );
    expect(asPublic(reports[0]!).comparison).toBeNull();
    const { comparison } = asPublic(reports[8]!);
    expect(comparison?.base).toBe('run-007');
    const [diff] = diffRuns(reports.slice(0, 8), reports, defaultProject, []).runs;
    expect(comparison?.metrics).toEqual(JSON.parse(JSON.stringify(diff?.metrics)));
    expect(comparison?.metrics).toContainEqual(
      expect.objectContaining({
        metric: 'response.p50',
        endpoint: 'pay',
        base: expect.any(Number) as number,
        head: 200,
        verdict: 'worse',
      }),
    );
  });

  it('keeps pooled samples apart from endpoints, but where there is nothing else', () => {
    const json = asPublic(before);
    const whole = { ...json.response[0]!, endpoint: '*' };
    expect(publicRun({ ...json, response: [...json.response, whole] }).pooled).toHaveLength(1);
    expect(publicRun({ ...json, response: [whole] })).toMatchObject({
      pooled: [],
      response: [{ endpoint: '*' }],
    });
  });
});

describe('a diff in the browser', () => {
  it('says what the command says of the two runs alone', () => {
    const [own] = diffTwoRuns(before, after, [before, after], defaultProject, []).runs;
    const open = diffPublicRuns(asPublic(before), asPublic(after), defaultProject);
    const told = ({ metrics }: { metrics: readonly object[] }): string[] =>
      metrics.map((metric) =>
        JSON.stringify(metric, (_, value: unknown) =>
          typeof value === 'number' ? Number(value.toPrecision(4)) : value,
        ),
      );
    expect(told(open)).toEqual(told(own!));
    expect({ ...open, metrics: [], words: [] }).toEqual({
      ...own!,
      metrics: [],
      words: [],
      vanished: undefined,
      appeared: undefined,
    });
    const pay = open.metrics.find(({ metric, endpoint }) => metric === 'response.p50' && endpoint === 'pay');
    expect(pay).toMatchObject({ verdict: 'worse', certainty: 'suspected', base: 100, head: 140 });
  });

  it('shows no change between two runs of the same data', () => {
    const twin = report(3, 100, { data: 'same' });
    const again = { ...twin, id: 'other' };
    const { metrics } = diffPublicRuns(asPublic(twin), asPublic(again), defaultProject);
    expect(metrics.length).toBeGreaterThan(5);
    expect(metrics.filter(({ verdict }) => verdict === 'worse' || verdict === 'better')).toEqual([]);
  });

  it('compares nothing across environments, and says why', () => {
    const moved = report(4, 140, { manifest: { system: { cpu: '4 cores' } } });
    const diff = diffPublicRuns(asPublic(before), asPublic(moved), defaultProject);
    expect(diff).toMatchObject({ comparable: false, verdict: 'cannot-tell' });
    expect(diff.reasons[0]).toBe('cpu differs: 8 cores → 4 cores');
    expect(diff.configuration).toContainEqual({ key: 'system.cpu', from: '8 cores', to: '4 cores' });
  });
});
