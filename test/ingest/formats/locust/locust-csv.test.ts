import { EndpointRows } from '../../../../src/ingest/formats/locust/endpoint-rows.ts';
import { describe, expect, test } from 'vitest';
import { groupFiles, readSet } from '../../../../src/ingest/read-files.ts';
import { inspectFixture } from '../../inspect-fixture.ts';
import { inspectText, inspectTexts } from '../../inspect-text.ts';
import { reportedLatency } from '../../latency.ts';

const set = (run: string, ...kinds: string[]): string[] => kinds.map((kind) => `locust/${run}_${kind}.csv`);

describe('the files of one run', async () => {
  const inspection = await inspectFixture(...set('shop', 'stats', 'stats_history', 'failures', 'exceptions'));

  test('are read as endpoints of type and name, without the aggregate', () => {
    expect(inspection.endpoints).toMatchObject([
      {
        endpoint: 'GET /items',
        count: 120,
        errors: 3,
        requestsPerSecond: 6,
        latencyMs: {
          source: 'reported',
          min: 12.5,
          max: 310.75,
          mean: 48.25,
          stddev: null,
          p50: 41,
          p90: 90,
          p95: 120,
          p99: 280,
          p999: 310,
        },
        latencyOkMs: null,
      },
      { endpoint: 'POST /items', count: 40, errors: 0, latencyMs: { p50: 75 } },
      { endpoint: 'GET /find?q=[a, "b"]', count: 10, errors: 10 },
      { endpoint: 'grpc /items', count: 1, errors: 0 },
    ]);
    expect(inspection.total).toEqual({ count: 171, errors: 13, requestsPerSecond: 8.55, maxUsers: 10 });
  });

  test('name errors without quotes around them and without hosts', () => {
    expect(inspection.endpoints.map((one) => one.errorTypes)).toEqual([
      [
        { type: "ConnectionRefusedError(111, 'Connection refused')", count: 2 },
        { type: "HTTPError('500 Server Error: Internal Server Error')", count: 1 },
      ],
      [],
      [{ type: "HTTPError('429 Client Error: Too Many Requests',)", count: 10 }],
      [],
    ]);
    expect(JSON.stringify(inspection)).not.toContain('10.0.0.7');
  });

  test('count all their rows, and exceptions of the script as a measure', () => {
    expect(inspection.files.map((file) => [file.format, file.rows, file.refused.count])).toEqual([
      ['locust-csv', 5, 0],
      ['locust-csv', 5, 0],
      ['locust-csv', 3, 0],
      ['locust-csv', 2, 0],
    ]);
    expect(inspection.measures).toMatchObject([{ name: 'Script exceptions', value: 7 }]);
    expect(inspection.startedAt).toBe('2023-11-14T22:13:20.000Z');
    expect(inspection.durationSeconds).toBe(20);
  });
});

async function timelineOf(...paths: string[]): Promise<readonly unknown[]> {
  const { sets } = await groupFiles(
    paths.map((path) => ({ diskPath: `test/fixtures/raw/${path}`, shownPath: path, format: null })),
  );
  const digest = await readSet(sets[0]!, { timeZone: null, startedAtMs: null });
  const all = digest.timeline.filter(({ endpoint }) => endpoint === '*');
  return all.map(({ atMs, requestsPerSecond, errorsPerSecond, users, p50, p95 }) => [
    (atMs - 1_700_000_000_000) / 1_000,
    requestsPerSecond,
    errorsPerSecond,
    users,
    p50,
    p95,
  ]);
}

test('the timeline takes rates from the totals, and no percentiles since the start', async () => {
  expect(await timelineOf('locust/shop_stats_history.csv')).toEqual([
    [0, null, null, 0, null, null],
    [1, 10, 0, 5, null, null],
    [3, 16, 1, 10, null, null],
    [20, 129 / 17, 11 / 17, 10, null, null],
  ]);
});

test('with full history percentiles are of the last seconds and belong to the timeline', async () => {
  expect(await timelineOf('locust/full_stats_history.csv')).toEqual([
    [0, null, null, 1, null, null],
    [1, 8, 1, 2, 30, 50],
  ]);
  const { endpoints } = await inspectFixture('locust/full_stats_history.csv');
  expect(endpoints).toMatchObject([
    {
      endpoint: 'GET /a',
      count: 12,
      errors: 1,
      latencyMs: { min: 10, max: 55, mean: 26, p50: 25, p95: null },
    },
  ]);
});

test('a full history without the row of all requests has percentiles of the last seconds too', async () => {
  // --csv-full-history, of which someone kept one endpoint: its totals have no percentile but the median.
  const text = [
    'Timestamp,User Count,Type,Name,Requests/s,Failures/s,50%,95%,Total Request Count,Total Failure Count,Total Median Response Time,Total Average Response Time,Total Min Response Time,Total Max Response Time,Total Average Content Size',
    '1700000000,1,GET,/a,0,0,20,40,4,0,20,22,10,45,800',
    '1700000001,1,GET,/a,4,0,30,50,12,1,25,26,10,55,800',
    '',
  ].join('\n');
  const { endpoints } = await inspectText(text);
  expect(endpoints).toMatchObject([
    { endpoint: 'GET /a', count: 12, errors: 1, latencyMs: { p50: 25, p95: null, max: 55 } },
  ]);
});

test('with full history each endpoint has a course of its own', async () => {
  const { sets } = await groupFiles([
    {
      diskPath: 'test/fixtures/raw/locust/full_stats_history.csv',
      shownPath: 'full_stats_history.csv',
      format: null,
    },
  ]);
  const { timeline } = await readSet(sets[0]!, { timeZone: null, startedAtMs: null });
  expect(timeline.filter(({ endpoint }) => endpoint !== '*')).toMatchObject([
    { endpoint: 'GET /a', users: 1, requestsPerSecond: null },
    { endpoint: 'GET /a', users: 2, requestsPerSecond: 8, errorsPerSecond: 1, p95: 50 },
  ]);
});

test('rows of an endpoint are selected around changes of the users, and each ten seconds', () => {
  const rows = new EndpointRows();
  const usersAt = (second: number): number => (second < 3 ? second + 1 : second < 41 ? 5 : 9);
  const row = (second: number, users: number | null) => ({
    atMs: second * 1_000,
    users,
    count: second,
    errors: 0,
    p50: 1,
    p95: 2,
  });
  for (let second = 0; second <= 45; second++) rows.add(row(second, usersAt(second)));
  // The last second is there twice; in the second row the users are gone.
  rows.add(row(45, 0));
  expect(rows.selected().map(({ atMs, users }) => [atMs / 1_000, users])).toEqual([
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 5],
    [10, 5],
    [20, 5],
    [30, 5],
    [40, 5],
    [41, 9],
    [45, 9],
  ]);
});

test('a history without rows of endpoints alone gives its last totals as one row', async () => {
  const { endpoints, files } = await inspectFixture('locust/shop_stats_history.csv');
  expect(endpoints).toMatchObject([
    { endpoint: '*', count: 171, errors: 13, latencyMs: { max: 310.75, mean: 53.9, p50: 45, p95: 140 } },
  ]);
  expect(files[0]?.warnings).toMatchObject([{ code: 'only-aggregate' }]);
});

test('reads the two files of Locust up to 0.12 together', async () => {
  const { endpoints, total } = await inspectFixture(...set('old', 'requests', 'distribution'));
  expect(endpoints).toMatchObject([
    {
      endpoint: 'GET /a',
      count: 30,
      errors: 2,
      latencyMs: { mean: 17, p50: 15, p90: 31, p99: 90, p999: null },
    },
    { endpoint: 'PUT /a', count: 10, errors: 0, latencyMs: { mean: 45, p50: 40, p95: 88 } },
  ]);
  expect(total).toEqual({ count: 40, errors: 2, requestsPerSecond: 2, maxUsers: null });
});

test('percentiles of an old distribution alone come without errors and rates', async () => {
  const { endpoints } = await inspectFixture('locust/old_distribution.csv');
  expect(endpoints).toMatchObject([
    {
      endpoint: 'GET /a',
      count: 30,
      errors: null,
      requestsPerSecond: null,
      latencyMs: { min: null, p50: 15 },
    },
    { endpoint: 'PUT /a', count: 10 },
  ]);
});

test('a lone aggregate is the row of all requests, its percentiles those that were chosen', async () => {
  const { endpoints, files } = await inspectFixture('locust/chosen_stats.csv');
  expect(endpoints).toMatchObject([
    { endpoint: '*', count: 8, errors: 1, latencyMs: { p50: 12, p90: 18, p95: null, p99: null, p999: 20 } },
  ]);
  expect(files[0]?.warnings).toMatchObject([{ code: 'only-aggregate' }]);
});

test('a run without requests has no response times, and says so', async () => {
  const { endpoints, files } = await inspectFixture('locust/idle_stats.csv');
  expect(endpoints).toMatchObject([{ endpoint: '*', count: 0, latencyMs: null }]);
  expect(files[0]).toMatchObject({ rows: 1, warnings: [{ code: 'no-requests' }] });
});

test('failures alone do not say how many requests there were', async () => {
  const { endpoints, files } = await inspectFixture('locust/shop_failures.csv');
  expect(endpoints.map(({ endpoint, count, errors }) => [endpoint, count, errors])).toEqual([
    ['GET /items', null, 3],
    ['GET /find?q=[a, "b"]', null, 10],
  ]);
  expect(files[0]?.warnings).toMatchObject([{ code: 'no-stats' }]);
});

describe('a file without rows measures zero', () => {
  test('of script exceptions', async () => {
    const { measures } = await inspectText('Count,Message,Traceback,Nodes\r\n');
    expect(measures).toMatchObject([{ name: 'Script exceptions', unit: 'count', value: 0, n: 1 }]);
  });

  test('of script exceptions, which add up over several tests of a run', async () => {
    const head = 'Count,Message,Traceback,Nodes\r\n';
    const { measures } = await inspectTexts({
      'a_exceptions.csv': `${head}2,KeyError,trace,local\r\n`,
      'b_exceptions.csv': head,
    });
    expect(measures.map(({ name, value }) => [name, value])).toEqual([
      ['Script exceptions', 2],
      ['Script exceptions', 0],
    ]);
  });

  test('of failures, if the statistics are missing', async () => {
    const { endpoints } = await inspectText('Method,Name,Error,Occurrences,First Occurrence\r\n');
    expect(endpoints).toMatchObject([{ endpoint: '*', count: null, errors: 0, latencyMs: null }]);
  });
});

test('refuses a row whose count is not a number', async () => {
  const { files } = await inspectText(
    'Type,Name,Request Count,Failure Count,Median Response Time\nGET,/a,many,0,5\n\nGET,/b,2,0,5\n',
  );
  expect(files[0]).toMatchObject({
    rows: 2,
    refused: { count: 1, first: [{ line: 2, reason: '`Request Count` must be a count, got "many"' }] },
  });
});

test('labels that differ only past a thousand characters stay apart', async () => {
  const long = `/${'x'.repeat(1_200)}`;
  const { endpoints } = await inspectText(
    `Type,Name,Request Count,Failure Count,Median Response Time\nGET,${long}a,1,0,5\nGET,${long}b,1,0,5\n`,
  );
  expect(endpoints).toHaveLength(2);
});

const oldHistory = (rows: string): string =>
  `"Timestamp","User Count","Type","Name","Requests/s","Failures/s","50%","95%","99%","100%","Total Request Count","Total Failure Count","Total Median Response Time","Total Average Response Time","Total Min Response Time","Total Max Response Time","Total Average Content Size"\n${rows}`;

test('the history of Locust 0.14 to 1.1 has percentiles of the last seconds; its total median is of the run', async () => {
  const { endpoints } = await inspectText(
    oldHistory(`"1700000000","5","","Aggregated",5.00,0.00,40,80,88,88,10,0,45,50,9,88,700
"1700000010","5","","Aggregated",5.00,0.00,12,15,16,16,60,1,40,42,9,88,700
`),
  );
  expect(endpoints[0]).toMatchObject({ count: 60, errors: 1 });
  expect(endpoints[0]?.latencyMs).toEqual(reportedLatency({ min: 9, max: 88, mean: 42, p50: 40 }));
});

test('users of a second that comes twice are the most of both rows', async () => {
  const { total, endpoints } = await inspectText(
    oldHistory(`"1700000000","50","","Aggregated",5.00,0.00,40,80,88,88,10,0,45,50,9,88,700
"1700000001","50","","Aggregated",5.00,0.00,40,80,88,88,20,0,45,50,9,88,700
"1700000001","0","","Aggregated",5.00,0.00,40,80,88,88,21,0,45,50,9,88,700
`),
  );
  expect([total.maxUsers, endpoints[0]?.count]).toEqual([50, 21]);
});
