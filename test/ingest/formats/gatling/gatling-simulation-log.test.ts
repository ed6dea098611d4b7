import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { groupFiles, readSet } from '../../../../src/ingest/read-files.ts';
import { inspectFixture } from '../../inspect-fixture.ts';
import { inspectTexts } from '../../inspect-text.ts';

describe('a log of 3.4 or later, with CR LF', async () => {
  const { files, endpoints, transactions, total, startedAt, durationSeconds } =
    await inspectFixture('gatling/v3.11.log');

  test('every line is a row, those of assertions and errors included', () => {
    expect(files[0]).toMatchObject({
      format: 'gatling-simulation-log',
      tool: 'Gatling',
      toolVersion: '3.11.5',
      rows: 19,
      error: null,
    });
    expect(files[0]!.warnings).toMatchObject([{ code: 'script-errors' }]);
  });

  test('a failure is a KO, its message the type of error, without the address of the host', () => {
    const home = endpoints.find((row) => row.endpoint === 'home');
    // 100 and 10 ms; the third one never ended, so it counts without a response time.
    expect(home).toMatchObject({
      scenario: null,
      count: 3,
      errors: 2,
      latencyMs: { source: 'exact', min: 10, max: 100, mean: 55, p50: 55 },
      latencyOkMs: { min: 100, max: 100 },
    });
    expect(home!.errorTypes.toSorted((a, b) => (a.type < b.type ? -1 : 1))).toEqual([
      { type: 'KO', count: 1 },
      { type: 'j.n.ConnectException: Connection refused', count: 1 },
    ]);
  });

  test('a name in two groups stands for two requests, as in the report; one without a name is told so', () => {
    expect(endpoints.map((row) => [row.endpoint, row.count, row.errors])).toEqual([
      ['home', 3, 2],
      ['Browse / Details / item 1', 1, 0],
      ['Browse / item 1', 1, 1],
      ['(no name)', 1, 0],
    ]);
  });

  test('groups are transactions with their response time, not the time with pauses', () => {
    expect(transactions.map((row) => [row.endpoint, row.latencyMs!.max, row.errors])).toEqual([
      ['Browse / Details', 300, 0],
      ['Browse', 350, 1],
    ]);
  });

  test('the run spans first start to last end; users are counted from their starts and ends', () => {
    expect(startedAt).toBe('2026-11-20T10:00:00.000Z');
    // The last start is at 5 s.
    expect(durationSeconds).toBe(5);
    expect(total).toEqual({ count: 6, errors: 3, requestsPerSecond: 1.2, maxUsers: 2 });
  });

  test('rows that are broken are refused with line and reason', () => {
    expect(files[0]!.refused).toEqual({
      count: 4,
      first: [
        { line: 16, reason: 'the end "1795168806000" must be a time after the start' },
        { line: 17, reason: 'a REQUEST row must contain start, end and OK or KO' },
        { line: 18, reason: 'the row is of no known type (RUN, USER, REQUEST, GROUP, ERROR or ASSERTION)' },
        { line: 19, reason: 'a USER row must say START or END in a field of its own' },
      ],
    });
  });
});

describe.each([
  ['2.0', '2.0', 6],
  ['2.1', '2.1.7', 6],
  ['2.2', '2.2.5', 7],
])('a log of %s', (name, toolVersion, rows) => {
  test('names the scenario of each request, wherever its fields stand', async () => {
    const { files, endpoints, transactions, total } = await inspectFixture(`gatling/v${name}.log`);
    expect(files[0]).toMatchObject({ toolVersion, rows, refused: { count: 0 } });
    expect(endpoints).toMatchObject([
      { scenario: 'Buyers', endpoint: 'home', count: 1, errors: 0, latencyMs: { max: 100 } },
      { scenario: 'Buyers', endpoint: 'item', count: 1, errors: 0, latencyMs: { max: 300 } },
    ]);
    expect(transactions).toMatchObject([{ scenario: 'Buyers', endpoint: 'Browse', latencyMs: { max: 300 } }]);
    expect(total.maxUsers).toBe(1);
  });
});

test('a log of 3.0 has a user before the groups; a request may be called OK', async () => {
  const { endpoints, transactions } = await inspectFixture('gatling/v3.0.log');
  expect(endpoints).toMatchObject([
    { scenario: null, endpoint: 'home', count: 1, errors: 0 },
    { endpoint: 'OK', count: 1, errors: 1, errorTypes: [{ type: 'found 503', count: 1 }] },
  ]);
  expect(transactions).toMatchObject([{ endpoint: 'Browse', errors: 1, latencyMs: { max: 300 } }]);
});

test('requests of the warm-up are counted as left out, also those of names that come up in it alone', async () => {
  const diskPath = resolve(import.meta.dirname, '../../../fixtures/raw/gatling/v3.11.log');
  const { sets } = await groupFiles([{ diskPath, shownPath: 'v3.11.log', format: null }]);
  // home at 0 s, item 1 at 1 and 2 s start before 3 s.
  const fromMs = 1795168803000;
  const digest = await readSet(sets[0]!, { timeZone: null, startedAtMs: null }, { fromMs });
  expect(digest.leftOut).toBe(3);
  expect(digest.endpoints.map((row) => [row.endpoint, row.count])).toEqual([
    ['home', 2],
    ['(no name)', 1],
  ]);
});

test('a binary log is recognised and refused with what to give instead', async () => {
  const { files } = await inspectFixture('gatling/binary.log');
  expect(files[0]!.error).toMatchObject({ code: 'binary-log' });
  expect(files[0]!.error!.message).toContain('Gatling 3.14.0');
  expect(files[0]!.error!.hint).toContain('stats.json');
});

test('a log without a request says so', async () => {
  const { files } = await inspectFixture('gatling/nothing.log');
  expect(files[0]!.error).toMatchObject({ code: 'no-requests' });
});

test('a binary log does not lose the text logs beside it', async () => {
  const { files, total } = await inspectFixture('gatling/v3.0.log', 'gatling/binary.log');
  expect(files.map((file) => file.error)).toEqual([null, null]);
  expect(files[1]!.warnings).toMatchObject([{ code: 'binary-log' }]);
  expect(total.count).toBe(2);
});

describe('names in groups', () => {
  const start = 1795168800000;
  const log = (
    ...requests: readonly (readonly [groups: string, name: string, durationMs: number])[]
  ): string =>
    [
      `RUN\tshop.Checkout\tcheckout\t${start}\t \t3.11.5`,
      ...requests.map(([groups, name, ms]) => `REQUEST\t${groups}\t${name}\t${start}\t${start + ms}\tOK\t `),
      '',
    ].join('\n');
  const slowest = async (texts: Readonly<Record<string, string>>): Promise<unknown[]> =>
    (await inspectTexts(texts)).endpoints.map((row) => [row.endpoint, row.count, row.latencyMs!.max]);

  test('one in a group and one outside are two; a name in one group alone stays as it is', async () => {
    const text = log(
      ['', 'search', 10],
      ['Browse', 'search', 20],
      ['Browse', 'item', 30],
      ['Browse', 'item', 40],
    );
    expect(await slowest({ 'simulation.log': text })).toEqual([
      ['search', 1, 10],
      ['Browse / search', 1, 20],
      ['item', 2, 40],
    ]);
  });

  test('logs of several generators are one test', async () => {
    const texts = {
      'a.log': log(['Browse', 'item', 10]),
      'b.log': log(['Buy', 'item', 20], ['Browse', 'item', 30]),
    };
    expect(await slowest(texts)).toEqual([
      ['Browse / item', 2, 30],
      ['Buy / item', 1, 20],
    ]);
  });
});
