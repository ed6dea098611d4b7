import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { k6Target } from '../../../src/ingest/formats/k6/k6-samples.ts';
import {
  awaitCalls,
  JmeterLabel,
  JmeterThread,
  proveByFollower,
} from '../../../src/ingest/formats/jmeter/jmeter-nesting.ts';
import { at } from '../../../src/model/checked.ts';
import type { Inspection } from '../../../src/model/documents/inspection.ts';
import { inspectFixture } from '../inspect-fixture.ts';
import { inspectText, inspectTexts } from '../inspect-text.ts';

// Expected values are those that the texts show.
const raw = (file: string): string =>
  readFileSync(join(import.meta.dirname, '../../fixtures/raw', file), 'utf8');
const codes = ({ files }: Inspection): string[] =>
  files.flatMap(({ warnings }) => warnings.map(({ code }) => code));

describe('vegeta', () => {
  const report = (requests: number, status: Record<string, number>): string =>
    JSON.stringify({
      ...(JSON.parse(raw('vegeta/report.json')) as object),
      requests,
      status_codes: status,
      ...(requests === 0 && { earliest: '0001-01-01T00:00:00Z' }),
    });

  it('has no start and no times without a request, and both with one', async () => {
    const none = await inspectText(report(0, {}));
    expect([none.files[0]?.error, none.startedAt, none.endpoints[0]?.latencyMs]).toEqual([null, null, null]);
    expect(none.endpoints).toMatchObject([{ count: 0, errors: 0 }]);
    const one = await inspectText(report(1, { 200: 1 }));
    expect(one.startedAt).toBe('2026-11-20T10:00:00.250Z');
    expect(one.endpoints[0]?.latencyMs).not.toBeNull();
  });

  it('has no rate where an old version prints none', async () => {
    const found = await inspectText(`Requests      [total]                           2
Duration      [total, attack, wait]             1s, 1s, 1ms
Latencies     [min, mean, 50, 90, 95, 99, max]  1ms, 2ms, 2ms, 3ms, 3ms, 3ms, 3ms
Bytes In      [total, mean]                     92000, 46.00
Bytes Out     [total, mean]                     0, 0.00
Success       [ratio]                           100.00%
Status Codes  [code:count]                      200:2
`);
    expect(found.files[0]).toMatchObject({ format: 'vegeta-report-text', error: null });
    expect(found.endpoints).toMatchObject([{ count: 2, errors: 0 }]);
  });
});

it('Gatling: a count of requests alone is no statistics', async () => {
  for (const json of ['{"numberOfRequests": {"total": 3}}', '{"percentiles1": {"total": 3}}'])
    expect((await inspectText(json)).files[0]?.error?.code).toBe('unknown-format');
});

it('Artillery: a status is a failure from 400 on', async () => {
  const failed = async (code: number): Promise<unknown> =>
    (await inspectText(raw('artillery/v2.json').replaceAll('codes.404', `codes.${code}`))).endpoints.find(
      ({ endpoint }) => endpoint === '/orders',
    )?.errorTypes;
  expect(await failed(400)).toEqual([{ type: '400', count: 6 }]);
  expect(await failed(399)).toEqual([]);
});

describe('nGrinder', () => {
  const [header = '', first = ''] = raw('ngrinder/output.csv').split('\n');

  it('has times of all tests where none failed, and no others', async () => {
    const { endpoints } = await inspectText(`${header}\n${first}\n`);
    expect(endpoints[0]).toMatchObject({ count: 20, errors: 0, latencyMs: { mean: 100 }, latencyOkMs: null });
  });

  it('rejects a row that is cut', async () => {
    const { files } = await inspectText(`${header}\n${first}\n2026-11-20 10:00:02,10,60\n`);
    expect(files[0]).toMatchObject({ rows: 2, refused: { count: 1, first: [{ line: 3 }] } });
  });
});

describe('autocannon', () => {
  const { '4xx': _, '5xx': __, ...old } = JSON.parse(raw('autocannon/v4.json')) as Record<string, unknown>;

  it('counts responses without 2xx as failed where it does not divide them', async () => {
    const { endpoints } = await inspectText(JSON.stringify({ ...old, non2xx: 50 }));
    expect(endpoints).toMatchObject([{ count: 1000, errors: 50 }]);
  });

  it('says nothing of corrected times where nothing was answered', async () => {
    const parts = old as { requests: object; latency: object };
    const found = await inspectText(
      JSON.stringify({ ...old, non2xx: 0, requests: { ...parts.requests, total: 0 } }),
    );
    expect(found.files[0]?.format).toBe('autocannon-json');
    expect(codes(found)).not.toContain('corrected-latency');
  });

  it('is known by percentiles in all three parts', async () => {
    const parts = { latency: {}, requests: {}, throughput: {} };
    expect((await inspectText(JSON.stringify({ ...parts, non2xx: 0 }))).files[0]?.error?.code).toBe(
      'unknown-format',
    );
  });

  it('prints how many requests had no response', async () => {
    const text = `${raw('autocannon/console.txt').trimEnd()}\n3 errors (1 timeouts)\n`;
    const { endpoints } = await inspectText(text);
    // 1,904 and 89 responses, and 3 requests without one.
    expect(endpoints).toMatchObject([{ count: 1_996, errors: 92 }]);
    expect(endpoints[0]?.errorTypes).toContainEqual({ type: 'no response', count: 3 });
  });
});

it('YCSB: an operation that always failed', async () => {
  const { endpoints } = await inspectText(
    `[OVERALL], RunTime(ms), 10000\n[OVERALL], Throughput(ops/sec), 0.4\n[READ], Operations, 1\n[READ], AverageLatency(us), 5\n[SCAN-FAILED], Operations, 3\n[SCAN-FAILED], AverageLatency(us), 1000\n`,
  );
  expect(endpoints).toContainEqual(expect.objectContaining({ endpoint: 'SCAN', count: 3, errors: 3 }));
});

it('oha: times in "sec" are seconds', async () => {
  expect((await inspectFixture('oha/console.txt')).endpoints[0]?.latencyMs).toMatchObject({
    min: 10,
    max: 250,
  });
  const text = raw('oha/console.txt').replaceAll(' secs', ' sec');
  expect((await inspectText(text)).endpoints[0]?.latencyMs).toMatchObject({ min: 10, max: 250, mean: 40 });
});

it('requests.csv: a 0 in the column ok is a failure', async () => {
  const row = (second: number, ok: string): string => `2026-11-20T10:00:0${second}Z,pay,12,${ok}\n`;
  const { endpoints } = await inspectTexts({
    'requests.csv': `timestamp,endpoint,duration_ms,ok\n${row(0, '1')}${row(1, '0')}${row(2, 'no')}${row(3, 'YES')}`,
  });
  expect(endpoints).toMatchObject([{ count: 4, errors: 2 }]);
});

it('k6: any status above 0 is a type of error, and 0 is none', () => {
  const tags = { name: 'rpc', status: '1', error: 'dial: i/o timeout', error_code: '1050' };
  expect(k6Target(tags).errorType).toBe('1');
  expect(k6Target({ ...tags, status: '0' }).errorType).not.toBe('0');
  expect(k6Target({ status: '0', error_code: '1050' }).errorType).toBe('error 1050');
});

describe('JMeter', () => {
  it('proves transactions by calls that start inside them', () => {
    const label = new JmeterLabel('Checkout');
    const after = (startMs: number): number => {
      const thread = new JmeterThread();
      awaitCalls(thread, label, 1_000, 2_000);
      const before = label.provenTransactions;
      proveByFollower(thread, startMs);
      return label.provenTransactions - before;
    };
    expect([999, 1_000, 1_999, 2_000, 2_500].map(after)).toEqual([0, 1, 1, 0, 0]);
  });

  it('reads texts of samples of other classes up to 2,000 characters', async () => {
    const sample = (label: string): string =>
      `<web.Sample><startTime>1795168800000</startTime><elapsedTime>5</elapsedTime><success>true</success><label>${label}</label><responseCode>200</responseCode></web.Sample>`;
    const long = 'x'.repeat(2_000);
    const { endpoints } = await inspectText(
      `<?xml version="1.0"?>\n<testResults version="1.2">\n${sample(`${long}a`)}\n${sample(`${long}b`)}\n</testResults>\n`,
    );
    expect(endpoints.map(({ count }) => count)).toEqual([2]);
  });

  it('finds the rows of another file in one that names no thread', async () => {
    const row = (i: number, thread: string): string =>
      `${1_795_168_800_003 + 37 * i},${20 + i},Pay,200,${thread}true`;
    const rows = (thread: string): string => Array.from({ length: 40 }, (_, i) => row(i, thread)).join('\n');
    const { total } = await inspectTexts({
      'a.jtl': `timeStamp,elapsed,label,responseCode,threadName,success\n${rows('U 1-1,')}\n`,
      'b.jtl': `timeStamp,elapsed,label,responseCode,success\n${rows('')}\n`,
    });
    expect(total.count).toBe(40);
  });
});

it('no text and no JSON is a fault of a format’s own check', async () => {
  for (const text of [
    'hello\n',
    'null\n',
    '1\n',
    '"x"\n',
    '[]\n',
    '{}\n',
    '[null]\n',
    '{"data": null}\n',
    '<a/>\n',
  ]) {
    const { error } = at((await inspectText(text)).files, 0);
    expect(`${error?.message} ${error?.hint}`, text).not.toContain('fault of Perfolio');
  }
});
