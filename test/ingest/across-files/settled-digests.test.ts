import { expect, test } from 'vitest';
import { inspectTexts } from '../inspect-text.ts';

const heyCsv = (n: number, ms: number): string =>
  `response-time,DNS+dialup,DNS,Request-write,Response-delay,Response-read,status-code,offset\n${Array.from(
    { length: n },
    (_, i) => `${ms / 1_000},0.0001,0,0,${ms / 1_000},0,200,${i / 100}`,
  ).join('\n')}\n`;

test('several files that name no endpoint are rows by file name, without a rate of all', async () => {
  const { endpoints, total } = await inspectTexts({
    'login.csv': heyCsv(100, 20),
    'cart.csv': heyCsv(50, 40),
  });
  expect(endpoints.map(({ endpoint, count }) => [endpoint, count])).toEqual([
    ['login.csv', 100],
    ['cart.csv', 50],
  ]);
  expect(total).toMatchObject({ count: 150, requestsPerSecond: null });
});

test('times in the names of files are no part of endpoints, so that the next run has the same ones', async () => {
  const { endpoints } = await inspectTexts({
    'cart_20261102100000.csv': heyCsv(100, 20),
    'login-2026-11-02T10-20-00.csv': heyCsv(50, 40),
    '2026-11-02T10-40-00.csv': heyCsv(40, 60),
    'cart_20261102103000.csv': heyCsv(30, 80),
  });
  expect(endpoints.map(({ endpoint, count }) => [endpoint, count])).toEqual([
    ['cart.csv', 100],
    ['login.csv', 50],
    ['hey', 40],
    ['cart.csv #2', 30],
  ]);
});

const aggregate = `Label,# Samples,Average,Median,90% Line,95% Line,99% Line,Min,Max,Error %,Throughput,Received KB/sec,Sent KB/sec
Cart,50,174,174,194,197,199,150,199,0.000%,5.00000,1.00,1.00
Pay,50,349,349,389,394,398,300,398,4.000%,5.00000,1.00,1.00
TOTAL,100,261,249,389,394,398,150,398,2.000%,9.60000,1.00,1.00
`;

test('tables of tests with other counts are two tests: rows of one name go by their files', async () => {
  const other = aggregate
    .replace('Cart,50,', 'Cart,51,')
    .replace('TOTAL,100,', 'TOTAL,101,')
    .replace('Pay,', 'Buy,');
  const two = await inspectTexts({ 'a.csv': aggregate, 'b.csv': other });
  expect(two.total).toMatchObject({ count: 201, requestsPerSecond: null });
  expect(two.endpoints.map(({ endpoint }) => endpoint)).toEqual([
    'Cart (a.csv)',
    'Pay',
    'Cart (b.csv)',
    'Buy',
  ]);
  const dated = await inspectTexts({ 'a-2026-11-02.csv': aggregate, 'b-1793613612345.csv': other });
  expect(dated.endpoints.map(({ endpoint }) => endpoint)).toEqual(
    two.endpoints.map(({ endpoint }) => endpoint),
  );
});

test('one summary twice, in two formats of its tool, counts once', async () => {
  const rounded = aggregate.replace('174,174,194,197,199', '174,175,194,197,199');
  const { files, total } = await inspectTexts({ 'a.csv': aggregate, 'b.csv': rounded });
  expect(files[1]?.warnings.map(({ code }) => code)).toEqual([]);
  expect(total.count).toBe(200);
  const summary = `Label,# Samples,Average,Min,Max,Std. Dev.,Error %,Throughput,Received KB/sec,Sent KB/sec,Avg. Bytes
Cart,50,174,150,199,14.58,0.000%,5.00000,1.00,1.00,10.0
Pay,50,349,300,398,29.15,4.000%,5.00000,1.00,1.00,10.0
TOTAL,100,261,150,398,90.00,2.000%,9.60000,1.00,1.00,10.0
`;
  const both = await inspectTexts({ 'aggregate.csv': aggregate, 'summary.csv': summary });
  expect(both.total).toMatchObject({ count: 100, errors: 2, requestsPerSecond: 9.6 });
  expect(both.files[1]?.warnings.map(({ code }) => code)).toEqual(['repeated-summary']);
});

test('names that are not UTF-8 stay apart, and the file says what it was read as', async () => {
  const head =
    'Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,Min Response Time,Max Response Time,Average Content Size,Requests/s,Failures/s,50%,95%\n';
  const row = (name: readonly number[], count: number): Buffer =>
    Buffer.concat([
      Buffer.from('GET,'),
      Buffer.from(name),
      Buffer.from(`,${count},0,20,25,5,200,100,${count / 10},0,20,70\n`),
    ]);
  // Two names of two characters each in GBK.
  const bytes = Buffer.concat([
    Buffer.from(head),
    row([0xb5, 0xc7, 0xc2, 0xbc], 100),
    row([0xb6, 0xa9, 0xb5, 0xa5], 300),
  ]);
  const { endpoints, files, total } = await inspectTexts({ 'run_stats.csv': bytes });
  expect(endpoints.map(({ count }) => count)).toEqual([100, 300]);
  expect(total.count).toBe(400);
  expect(files[0]?.warnings[0]).toMatchObject({ code: 'not-utf8' });
  expect(files[0]?.warnings[0]?.message).toContain('line 2');
});

const jmhText = (mode: string, unit: string, score: string): string =>
  `Benchmark          Mode  Cnt     Score     Error  Units\nCart.add          ${mode}    4  ${score} ±   9.000  ${unit}\nCart.sort         ${mode}    4  ${score} ±   9.000  ${unit}\n`;
const jmhJson = (mode: string, unit: string, score: number): string =>
  JSON.stringify(
    ['org.shop.Cart.add', 'org.shop.Cart.sort'].map((benchmark) => ({
      ...{ jmhVersion: '1.37', benchmark, mode, threads: 1, forks: 1, jdkVersion: '21' },
      primaryMetric: {
        ...{ score, scoreError: 9, scoreConfidence: [score - 9, score + 9], scorePercentiles: {} },
        ...{ scoreUnit: unit, rawData: [[score - 3, score - 1, score + 1, score + 3]] },
      },
    })),
  );

test("JMH's text beside its JSON: benchmarks go by their full names and count once", async () => {
  const rates = await inspectTexts({
    'out.txt': jmhText('thrpt', 'ops/s', '1234.568'),
    'out.json': jmhJson('thrpt', 'ops/s', 1_234.5678),
  });
  expect(rates.measures.map(({ name, n }) => [name, n])).toEqual([
    ['org.shop.Cart.add', 4],
    ['org.shop.Cart.sort', 4],
  ]);
  expect(rates.files[0]?.warnings.map(({ code }) => code)).toEqual(['repeated-summary']);
  const times = await inspectTexts({
    'out.txt': jmhText('avgt', 'ms/op', '12.346'),
    'out.json': jmhJson('avgt', 'ms/op', 12.345_6),
  });
  expect(new Set(times.endpoints.map(({ endpoint }) => endpoint))).toEqual(
    new Set(['org.shop.Cart.add', 'org.shop.Cart.sort']),
  );
  const other = await inspectTexts({
    'out.txt': jmhText('thrpt', 'ops/s', '617.284'),
    'out.json': jmhJson('thrpt', 'ops/s', 1_234.5678),
  });
  expect(other.measures).toHaveLength(4);
});
