import { expect, test } from 'vitest';
import type { Inspection } from '../../../../src/model/documents/inspection.ts';
import { inspectText } from '../../inspect-text.ts';
import { reportedLatency } from '../../latency.ts';

/** Expected values are those that JMH printed, times the milliseconds of their unit. */
const measures = ({ measures: all }: Inspection): unknown[] =>
  all.map(({ name, unit, direction, value }) => [name, unit, direction, value]);

const result = (mode: string, unit: string, more: object = {}): object => ({
  benchmark: 'demo.Lookup.find',
  mode,
  primaryMetric: { score: 1000, scoreUnit: unit, rawData: [[400, 800, 1200, 1600]], ...more },
});

test('mode sample: percentiles of single calls, not of the means of iterations', async () => {
  const scorePercentiles = {
    '0.0': 180,
    '50.0': 240,
    '90.0': 300,
    '95.0': 420,
    '99.0': 9000,
    '99.9': 60_000,
    '99.99': 70_000,
    '100.0': 90_000,
  };
  const { endpoints } = await inspectText(JSON.stringify([result('sample', 'ns/op', { scorePercentiles })]));
  expect(endpoints[0]).toMatchObject({ count: null, errors: null });
  expect(endpoints[0]?.latencyMs).toEqual(
    reportedLatency({
      mean: 0.001,
      min: 0.00018,
      p50: 0.00024,
      p90: 0.0003,
      p95: 0.00042,
      p99: 0.009,
      p999: 0.06,
      max: 0.09,
    }),
  );
});

test('the unit decides before the mode, with either micro sign', async () => {
  const found = await inspectText(
    JSON.stringify([
      result('avgt', 'ops/s'),
      result('avgt', 'µs/op', { rawData: [[2, 4]] }),
      result('thrpt', 'ops/ms'),
      result('avgt', 'things'),
      result('thrpt', 'things'),
    ]),
  );
  expect(found.endpoints.map((one) => one.latencyMs?.mean)).toEqual([0.003]);
  expect(found.measures.map(({ unit, direction }) => [unit, direction])).toEqual([
    ['ops/s', 'higher'],
    ['ops/ms', 'higher'],
    ['things', 'lower'],
    ['things', 'higher'],
  ]);
});

const csv = `"Benchmark","Mode","Threads","Samples","Score","Score Error (99.9%)","Unit","Param: size"\r
"demo.Copy.run","thrpt",1,5,2950.500000,11.100000,"ops/s",1\r
"demo.Copy.run","thrpt",1,5,1475.250000,NaN,"ops/s",10\r
"demo.Copy.run:·gc.alloc.rate.norm","thrpt",1,5,48.000000,0.100000,"B/op",1\r
"demo.Copy.slow","avgt",4,5,0.250000,0.010000,"ms/op",\r
"demo.Copy.pick","sample",1,1200,800.000000,3.000000,"ns/op",\r
"demo.Copy.pick:pick·p0.50","sample",1,1,700.000000,NaN,"ns/op",\r
"demo.Copy.pick:pick·p0.999","sample",1,1,2500.000000,NaN,"ns/op",\r
"demo.Copy.pick:p1.00","sample",1,1,4000.000000,NaN,"ns/op",\r
"demo.Copy.lost","avgt",1,5,NaN,NaN,"ms/op",\r
`;

test('CSV: times per operation, measures, percentiles of single calls, a score that is not a number', async () => {
  const found = await inspectText(csv);
  expect(found.files[0]).toMatchObject({ format: 'jmh-csv', rows: 9, refused: { count: 1 } });
  expect(measures(found)).toEqual([
    ['demo.Copy.run [size=1]', 'ops/s', 'higher', 2950.5],
    ['demo.Copy.run [size=10]', 'ops/s', 'higher', 1475.25],
    ['demo.Copy.run [size=1]: gc.alloc.rate.norm', 'B/op', 'lower', 48],
  ]);
  expect(found.endpoints.map((one) => [one.endpoint, one.count, one.latencyMs])).toEqual([
    ['demo.Copy.slow', null, reportedLatency({ mean: 0.25 })],
    ['demo.Copy.pick', 1200, reportedLatency({ mean: 0.0008, p50: 0.0007, p999: 0.0025, max: 0.004 })],
  ]);
});

test('CSV with semicolons, from a machine with decimal commas', async () => {
  const found = await inspectText(
    '"Benchmark";"Mode";"Threads";"Samples";"Score";"Score Error (99,9%)";"Unit"\r\n"a.B.c";"thrpt";1;5;2950,500000;11,100000;"ops/s"\r\n',
  );
  expect(measures(found)).toEqual([['a.B.c', 'ops/s', 'higher', 2950.5]]);
});

const text = `# Run complete. Total time: 00:01:40

Benchmark                              (kind)  (size)   Mode   Cnt     Score     Error  Units
Copy.run                                 heap       1  thrpt     5  2950.500 ±  11.100  ops/s
Copy.run:·gc.alloc.rate                  heap       1  thrpt     5     0.500 ±   0.001  MB/sec
Copy.slow                                 N/A     N/A   avgt          0.250            ms/op
Copy.tiny                                 N/A     N/A   avgt     5      ≈ 10⁻⁶            s/op
Copy.pick                                 N/A     N/A sample  1200   800.000 ±   3.000  us/op
Copy.pick:pick·p0.95                      N/A     N/A sample         950.000            us/op

Benchmark result is saved to result.json
`;

test('the text table: parameters by column, empty columns, a score printed as a power of ten is rejected', async () => {
  const found = await inspectText(text);
  expect(found.files[0]).toMatchObject({ format: 'jmh-text', rows: 6, refused: { count: 1 } });
  expect(measures(found)).toEqual([
    ['Copy.run [kind=heap, size=1]', 'ops/s', 'higher', 2950.5],
    ['Copy.run [kind=heap, size=1]: gc.alloc.rate', 'MB/sec', 'lower', 0.5],
  ]);
  expect(found.endpoints.map((one) => [one.endpoint, one.count, one.latencyMs])).toEqual([
    ['Copy.slow', null, reportedLatency({ mean: 0.25 })],
    ['Copy.pick', 1200, reportedLatency({ mean: 0.8, p95: 0.95 })],
  ]);
});
