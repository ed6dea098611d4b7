import { describe, expect, it } from 'vitest';
import { diffRuns } from '../../src/diff/diff-runs.ts';
import { diffSchema, type DiffRun } from '../../src/model/documents/diff.ts';
import type { Manifest } from '../../src/model/documents/manifest.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import { dice, makeReports, makeRun, noisy, type EndpointSpec, type RunSpec } from '../history/make-run.ts';

const next = dice(3);
const calm = (): Record<string, EndpointSpec> => ({
  pay: { p50: noisy(100, next) },
  browse: { p50: noisy(20, next) },
});
const slow = { pay: { p50: 300 }, browse: { p50: 20 } };

/** A run with its manifest's facts about the scenario in its measures, as a real one has them. */
function run(day: number, manifest: Manifest = {}, rest: Partial<RunSpec> = {}): RunMeasures {
  const made = makeRun({
    day,
    manifest: { commit: `c${day}`, ...manifest },
    endpoints: calm(),
    requestsPerSecond: noisy(50, next),
    ...rest,
  });
  const stated = manifest.scenarios?.find(({ id }) => id === 'shop');
  const warmupSeconds = stated?.warmupSeconds ?? null;
  return { ...made, scenarios: made.scenarios.map((one) => ({ ...one, warmupSeconds })) };
}

const history = (manifest: Manifest = {}, rest: Partial<RunSpec> = {}): RunMeasures[] =>
  Array.from({ length: 8 }, (_, day) => run(day, manifest, rest));

/** The entry of a run that a branch adds to the base. */
function entryOf(base: readonly RunMeasures[], head: RunMeasures, ...others: RunMeasures[]): DiffRun {
  const all = [...base, ...others, head].toSorted((a, b) =>
    (a.startedAt ?? '').localeCompare(b.startedAt ?? ''),
  );
  const { runs } = diffSchema.parse(diffRuns(makeReports(base), makeReports(all), defaultProject, []));
  const entry = runs.find((one) => one.head === head.id);
  expect(entry).toBeDefined();
  return entry!;
}

const shop = (facts: object): Manifest => ({ scenarios: [{ id: 'shop', ...facts }] });

describe('a workload that no run of the base has', () => {
  it.each([
    ['a new parameter', {}, { parameters: { x: 1 } }, 'parameter x is recorded only in this run: 1'],
    ['another parameter', { parameters: { x: 0 } }, { parameters: { x: 1 } }, 'parameter x differs: 0 → 1'],
    ['no parameter', { parameters: { x: 0 } }, {}, 'parameter x is not recorded in this run; it was 0'],
    ['other users', { users: 10 }, { users: 20 }, 'users differs: 10 → 20'],
    [
      'another load model',
      { loadModel: 'open' },
      { loadModel: 'closed' },
      'load model differs: open → closed',
    ],
  ])('is named: %s', (_, before, after, difference) => {
    const { base, unjudged } = entryOf(history(shop(before)), run(9, shop(after), { endpoints: slow }));
    expect(base).toBeNull();
    expect(unjudged).toEqual([
      `its workload is that of no run of the base (the latest is run-007: shop: ${difference})`,
    ]);
  });

  it('is no fault where the base has it, or where users are only stated for the first time', () => {
    const both = [...history(shop({ users: 10 })).slice(0, 7), run(7, shop({ users: 20 }))];
    expect(entryOf(both, run(9, shop({ users: 10 }))).unjudged).toBeUndefined();
    expect(entryOf(history(), run(9, shop({ users: 10 }))).unjudged).toBeUndefined();
  });

  it('is named if it excludes more as warm-up than the baseline', () => {
    const base = history(shop({ warmupSeconds: 5 }));
    expect(entryOf(base, run(9, shop({ warmupSeconds: 50 }))).unjudged).toEqual([
      'its `warmupSeconds` excludes 50 s of shop, those of run-007 5 s',
    ]);
    expect(entryOf(base, run(9, shop({ warmupSeconds: 2 }))).unjudged).toBeUndefined();
  });
});

describe('the environment of a run', () => {
  const base = history({ system: { cpu: 'EPYC', os: 'Debian' } });

  it('is no fault if it is another recorded one', () => {
    expect(entryOf(base, run(9, { system: { cpu: 'M4', os: 'Debian' } })).unjudged).toBeUndefined();
    expect(entryOf(base, run(9, { system: { cpu: 'M4' } })).unjudged).toBeUndefined();
  });

  it('is named if it is only recorded in part', () => {
    expect(entryOf(base, run(9, { system: { cpu: 'EPYC' } })).unjudged).toEqual([
      'it does not record os, which run-007 does, so it is compared with no run',
    ]);
  });
});

it('names readings that the baseline has and the run has not', () => {
  const memory = { load: { base: 100, peak: 200, final: 110 } };
  const measures = {
    'measure.ops': { value: 100 },
    'measure.size': { value: 1, direction: 'unknown' as const },
  };
  const { unjudged } = entryOf(
    history({}, { memory, cpu: 40, measures }),
    run(9, {}, { memory: { rest: { base: 100, peak: 900, final: 110 } } }),
  );
  expect(unjudged).toEqual([
    'Peak memory of load was measured in run-007 and is not here',
    'Average CPU in shop was measured in run-007 and is not here',
    'measure.ops was measured in run-007 and is not here',
  ]);
});

it('scenarios of other names are the former ones, unless a new run has those', () => {
  const renamed = run(9, {}, { id: 'renamed', scenario: 'store', endpoints: slow });
  expect(entryOf(history(), renamed).unjudged).toEqual([
    'its scenarios (store) are new, and those of run-007 (shop) have no data',
  ]);
  expect(entryOf(history(), renamed, run(9.5, {}, { id: 'beside' })).unjudged ?? []).toEqual([]);
});

describe('a regression against the latest runs of the base', () => {
  const median = (entry: DiffRun): string | undefined =>
    entry.unseen?.find(({ metric, endpoint }) => metric === 'response.p50' && endpoint === 'pay')?.text;

  it.each([
    ['baseline', { baseline: 'run-000' }, 9, 'its `baseline` is run-000'],
    ['commit', { commit: 'c2' }, 1.5, 'its build is also that of run-002, and it is dated before run-007'],
    ['date', {}, 1.5, 'it is dated before run-007'],
  ])('counts whatever the run states as its %s', (_, manifest, day, why) => {
    const entry = entryOf(history(), run(day, manifest, { endpoints: slow }));
    expect(median(entry)).toMatch(
      /^Median response time of pay in shop regressed compared with run-007: \S+ → 300\sms, \S+% \(/,
    );
    expect(median(entry)).toContain(`(${why})`);
  });

  it('is not told twice if the own comparison with the same run has it', () => {
    const entry = entryOf(history(), run(9, { commit: 'c2' }, { endpoints: slow }));
    expect(entry.base).toBe('run-007');
    expect(
      entry.metrics.find(({ metric, endpoint }) => metric === 'response.p50' && endpoint === 'pay'),
    ).toMatchObject({ verdict: 'worse', certainty: 'confirmed' });
    expect(median(entry)).toBeUndefined();
  });

  it('is not told of a run of the same moment', () => {
    expect(
      median(entryOf(history(), run(7, { commit: 'twin' }, { id: 'twin', endpoints: slow }))),
    ).toBeUndefined();
  });

  it('counts beside fewer pairs than confirm anything', () => {
    const partner = run(8.5, { commit: 'base', pair: 'run-009' }, { endpoints: slow });
    expect(median(entryOf(history(), run(9, {}, { endpoints: slow }), partner))).toContain(
      '(it has fewer pairs than the 4 that confirm a change)',
    );
  });

  it('is found in the newest run of the same workload, if the baseline has another', () => {
    const night = (day: number, users: number, endpoints = calm()): RunMeasures => {
      const own = { scenarios: [{ id: 'night', parameters: { users } }] };
      const one = run(day, own);
      const two = makeRun({ day, manifest: own, scenario: 'night', endpoints });
      return {
        ...one,
        scenarios: [...one.scenarios, ...two.scenarios],
        response: [...one.response, ...two.response],
        throughput: [...one.throughput, ...two.throughput],
        metricValues: [...one.metricValues, ...two.metricValues],
      };
    };
    const base = Array.from({ length: 8 }, (_, day) => night(day, day === 7 ? 2 : 1));
    const entry = entryOf(base, night(9, 1, slow));
    expect(entry.base).toBe('run-007');
    expect(entry.unjudged).toBeUndefined();
    expect(median(entry)).toContain('of pay in night regressed compared with run-006');
    expect(median(entry)).toContain('(night is not comparable in run-007)');
  });

  it('is not looked for where the run states nothing of the kind, nor found where nothing regressed', () => {
    expect(entryOf(history(), run(9, {}, { endpoints: slow })).unseen).toBeUndefined();
    expect(entryOf(history(), run(9, { baseline: 'run-000', commit: 'c2' })).unseen).toBeUndefined();
  });
});
