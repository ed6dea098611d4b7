import { describe, expect, it } from 'vitest';
import { emptyDigest } from '../../src/ingest/repeats/empty-digest.ts';
import { settledDigests } from '../../src/ingest/across-files/settled-digests.ts';
import type { Digest, Measure } from '../../src/model/documents/digest.ts';
import { projectSchema } from '../../src/model/documents/project.ts';
import { measureRows } from '../../src/report/measure/measure-rows.ts';

const measure = (name: string, unit: string, value: number, rest: Partial<Measure> = {}): Measure => ({
  name,
  unit,
  value,
  n: 1,
  direction: 'unknown',
  ...rest,
});

const source = (file: string, format: string): Digest['sources'][number] => ({
  ...{ file, format, sha256: '', bytes: 1, tool: 'k6', toolVersion: null, rows: 1, isCutAtEnd: false },
  refused: { count: 0, first: [] },
  warnings: [],
});

const digest = (file: string, measures: Measure[], format = 'k6-summary-export'): Digest => ({
  ...emptyDigest([source(file, format)]),
  measures,
});

const shown = (digests: readonly Digest[], project: object = {}): [string, string, number][] =>
  measureRows(settledDigests(digests), projectSchema.parse(project), 'data/r1').rows.map(
    ({ metric, unit, value }) => [metric, unit, value],
  );

describe('measures of a run', () => {
  it('of one name are not pooled across units that cannot be converted', () => {
    const all = [digest('a.json', [measure('cpu', 'cores', 2), measure('cpu', '%', 90)])];
    expect(shown(all)).toEqual([
      ['measure.cpu', 'cores', 2],
      ['measure.cpu-percent', '%', 90],
    ]);
    const { problems } = measureRows(all, projectSchema.parse({}), 'data/r1');
    expect(problems).toMatchObject([{ severity: 'warning', file: 'data/r1' }]);
    expect(problems[0]?.message).toBe(
      'Different measures would all be measure.cpu: "cpu" in cores is measure.cpu, "cpu" in % is measure.cpu-percent.',
    );
  });

  it('converted to the unit of the project keep fifteen digits: 1.001 s are 1,001 ms', () => {
    expect(1.001 * 1_000).not.toBe(1_001);
    const pause = measure('pause', 's', 1.001, { n: 2, readings: [1.001, 2] });
    const project = projectSchema.parse({ measures: [{ match: ['pause'], unit: 'ms', minimumEffect: 0.2 }] });
    const { rows } = measureRows([digest('a.json', [pause])], project, 'data/r1');
    expect(rows).toMatchObject([{ value: 1_001, unit: 'ms', readings: [1_001, 2_000], minimumEffect: 0.2 }]);
  });

  it('of several files are one: counts add up, others are averaged by how many values they have', () => {
    const rows = (...some: readonly Partial<Measure>[]) =>
      measureRows(
        some.map((one, i) => digest(`${i}.json`, [measure('queue', '', one.value ?? 0, one)])),
        projectSchema.parse({}),
        'data/r1',
      ).rows;
    expect(rows({ value: 10, n: 3 }, { value: 20, n: 1 })).toMatchObject([
      { value: 12.5, n: 4, files: ['0.json', '1.json'] },
    ]);
    expect(rows({ value: 10, isTotal: true }, { value: 20, isTotal: true })).toMatchObject([{ value: 30 }]);
    expect(rows({ value: 10, isTotal: true }, { value: 20 })).toMatchObject([{ value: 15, n: 2 }]);
    expect(rows({ value: 10, n: 0 }, { value: 20, n: 0 })).toMatchObject([{ value: 10, n: 0 }]);
    const [both] = rows({ value: 2, n: 2, readings: [1, 3] }, { value: 5, readings: [5] });
    expect(both).toMatchObject({ value: 3, readings: [1, 3, 5] });
    const [partly] = rows({ value: 2, n: 2, readings: [1, 3] }, { value: 5 });
    expect(partly).not.toHaveProperty('readings');
  });

  it('of different names with the same letters stay apart, whatever their order', () => {
    const [slash, space] = [measure('cache/hit', '', 1), measure('cache hit', '', 3)];
    const expected = [
      ['measure.cache-hit', '', 3],
      ['measure.cache-hit-2', '', 1],
    ];
    expect(shown([digest('a.json', [slash, space])]).sort()).toEqual(expected);
    expect(shown([digest('a.json', [space, slash])]).sort()).toEqual(expected);
  });

  it('of long names with the same beginning stay apart', () => {
    const names = ['x', 'y'].map((end) => `${'long '.repeat(20)}${end}`);
    const ids = shown([
      digest(
        'a.json',
        names.map((name, i) => measure(name, '', i)),
      ),
    ]);
    expect(new Set(ids.map(([id]) => id)).size).toBe(2);
  });

  it('that are counts of several files of one kind add up, others do not', () => {
    const file = (name: string, orders: number, busy: number): Digest =>
      digest(name, [measure('orders', 'count', orders, { isTotal: true }), measure('busy', '', busy)]);
    expect(shown([file('a.json', 5, 3), file('b.json', 7, 5)])).toEqual([
      ['measure.orders', 'count', 12],
      ['measure.busy-a-json', '', 3],
      ['measure.busy-b-json', '', 5],
    ]);
  });

  it('that convert are in one unit', () => {
    expect(
      shown([
        digest('a.json', [
          measure('parse: wait', 'ms', 1_500, { endpoint: 'parse', what: 'wait' }),
          measure('load: wait', 's', 2, { endpoint: 'load', what: 'wait' }),
        ]),
      ]),
    ).toEqual([
      ['measure.wait', 'ms', 1_500],
      ['measure.wait', 'ms', 2_000],
    ]);
  });

  it('of a k6 log count once where its summary is beside it', () => {
    const orders = measure('orders', 'count', 5, { isTotal: true });
    const row = {
      ...{ scenario: null, endpoint: '*', count: 10, errors: 0, errorTypes: [], latencyOk: null },
      ...{ latencyFailed: null, reportedRequestsPerSecond: null, slices: null, maxUsers: null },
    };
    const log = {
      ...digest('k6.ndjson', [orders], 'k6-ndjson'),
      endpoints: [{ ...row, latency: null, firstStartMs: 0, lastEndMs: 10 }],
    };
    const summary = {
      ...digest('summary.json', [orders, measure('busy', '', 3)]),
      endpoints: [{ ...row, latency: null, firstStartMs: null, lastEndMs: null }],
    };
    expect(shown([log, summary])).toEqual([
      ['measure.orders', 'count', 5],
      ['measure.busy', '', 3],
    ]);
  });
});
