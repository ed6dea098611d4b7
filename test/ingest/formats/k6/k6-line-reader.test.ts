import { describe, expect, it } from 'vitest';
import { K6CustomMetrics } from '../../../../src/ingest/formats/k6/k6-custom.ts';
import { K6LineReader } from '../../../../src/ingest/formats/k6/k6-line-reader.ts';
import { K6Samples } from '../../../../src/ingest/formats/k6/k6-samples.ts';
import type { RawFile } from '../../../../src/ingest/files/raw-file.ts';
import { FileAccount } from '../../../../src/ingest/record/file-account.ts';
import { Recorder } from '../../../../src/ingest/record/recorder.ts';

interface Read {
  /** Endpoint, end (ms after the first moment) and duration of each request. */
  readonly requests: readonly unknown[];
  readonly errors: number | null | undefined;
  readonly users: number | null | undefined;
  readonly transactions: readonly string[];
  readonly measures: readonly (readonly [string, number, number])[];
  readonly accepted: number;
  readonly refused: readonly string[];
  /** Texts that went through JSON.parse. */
  readonly parsed: readonly string[];
}

/** Runs with a note of what is parsed as JSON. */
function noteParsed(run: () => void): string[] {
  const { parse } = JSON;
  const parsed: string[] = [];
  JSON.parse = (text: string) => {
    parsed.push(text);
    return parse(text) as unknown;
  };
  try {
    run();
  } finally {
    JSON.parse = parse;
  }
  return parsed;
}

const firstMs = Date.UTC(2026, 10, 20, 10);

/** Reads lines where they lie in one buffer, as the lines of a file do. */
async function read(...lines: readonly string[]): Promise<Read> {
  const recorder = new Recorder();
  const samples = new K6Samples(recorder);
  const custom = new K6CustomMetrics();
  const account = new FileAccount({ notUtf8: null } as unknown as RawFile, 'k6-ndjson', 'k6');
  const reader = new K6LineReader(samples, custom, account);
  const bytes = Buffer.from(lines.join('\n') + '\n');
  const parsed = noteParsed(() => {
    let start = 0;
    for (const [i, line] of lines.entries()) {
      const end = start + Buffer.byteLength(line);
      reader.line(bytes, start, end, i + 1, false);
      start = end + 1;
    }
  });
  samples.end();
  custom.record(recorder);
  const { endpoints, transactions, measures } = await recorder.digest();
  return {
    requests: endpoints.map((row) => [row.endpoint, (row.lastEndMs ?? NaN) - firstMs, row.latency?.max]),
    errors: endpoints[0]?.errors,
    users: endpoints[0]?.maxUsers,
    transactions: transactions.map(({ endpoint }) => endpoint),
    measures: measures.map(({ name, value, n }) => [name, value, n]),
    accepted: account.accepted,
    refused: account.firstRefused.map(({ line, reason }) => `${line}: ${reason}`),
    parsed,
  };
}

/** A line as k6 writes it. */
const point = (metric: string, value: unknown, tags = '{}', time = '2026-11-20T10:00:01Z'): string =>
  `{"metric":"${metric}","type":"Point","data":{"time":"${time}","value":${String(value)},"tags":${tags}}}`;
/** The same with the metric at the end, as older versions wrote it. */
const older = (metric: string, value: unknown, tags = '{}', time = '2026-11-20T10:00:01Z'): string =>
  `{"type":"Point","data":{"time":"${time}","value":${String(value)},"tags":${tags}},"metric":"${metric}"}`;

const tags = '{"name":"say \\"}{\\" \\\\","status":"200","expected_response":"true"}';

describe('lines as k6 writes them', () => {
  it('are read where they lie: only tags are parsed, once for equal ones', async () => {
    const found = await read(
      point('vus', 7),
      point('http_req_duration', 12.5, tags),
      point('http_req_duration', 250, tags, '2026-11-20T12:00:02.5+02:00'),
      point('http_req_failed', 1, tags),
      point('http_req_waiting', 3, tags),
    );
    expect(found).toMatchObject({
      requests: [['say "}{" \\', 2_500, 250]],
      errors: 0,
      users: 7,
      accepted: 5,
      refused: [],
      parsed: [tags],
    });
  });

  it('are read the same in any other layout', async () => {
    const newer = [point('vus', 7), point('http_req_duration', 12.5, tags), point('orders', 4)];
    const spaced = newer.map((line) => JSON.stringify(JSON.parse(line), null, 1).replaceAll('\n', ' '));
    const { parsed, ...expected } = await read(...newer);
    expect(parsed).toEqual([tags]);
    expect(expected.measures[0]).toEqual(['orders', 4, 1]);
    expect(await read(...spaced)).toMatchObject(expected);
    const last = [older('vus', 7), older('http_req_duration', 12.5, tags), older('orders', 4)];
    expect(await read(...last)).toMatchObject(expected);
  });

  it.each([
    ['the type', point('http_req_duration', 12.5, tags).replace('"type"', ' "type"')],
    ['the value', point('http_req_duration', 12.5, tags).replace('"value"', ' "value"')],
    ['the tags', point('http_req_duration', 12.5, tags).replace('"tags"', ' "tags"')],
    ['the end of the tags', point('http_req_duration', 12.5, tags).replace('{"name"', ' {"name"')],
  ])('may have a space before %s', async (_, line) => {
    expect((await read(line)).requests).toEqual([['say "}{" \\', 1_000, 12.5]]);
  });

  it('are read by their keys alone', async () => {
    const line = point('http_req_duration', 5, tags);
    expect((await read(line.replace('"value"', '"vAlue"'))).refused).toEqual([
      '1: `data.value` must be a number',
    ]);
    expect((await read(line.replace('"tags"', '"tAgs"'))).requests).toEqual([['*', 1_000, 5]]);
    expect((await read(point('orders', 5).replace('"value"', '"vAlue"'))).measures).toEqual([]);
    expect(await read(point('bus', 5))).toMatchObject({ users: undefined });
    expect((await read(point('bus', 5))).measures[0]).toEqual(['bus', 5, 1]);
  });

  it('may have a value of zero', async () => {
    expect((await read(point('http_req_duration', 0))).requests).toEqual([['*', 1_000, 0]]);
    expect((await read(point('http_req_duration', 0.5))).requests).toEqual([['*', 1_000, 0.5]]);
  });

  it('take the outcome of a request from the line after it, if its tags say nothing', async () => {
    const open = '{"name":"pay","status":"200"}';
    expect(await read(point('http_req_duration', 5, open), point('http_req_failed', 1, open))).toMatchObject({
      errors: 1,
    });
    expect(await read(point('http_req_duration', 5, open), point('http_req_failed', 0, open))).toMatchObject({
      errors: 0,
    });
  });

  it('of groups are transactions', async () => {
    const group = '{"group":"::checkout"}';
    expect(await read(point('http_req_duration', 5), point('group_duration', 90, group))).toMatchObject({
      transactions: ['checkout'],
    });
  });

  it('may lack tags', async () => {
    const lines = [point('vus', 3, 'null'), point('http_req_duration', 5, 'null')];
    expect(await read(...lines)).toMatchObject({ users: 3, requests: [['*', 1_000, 5]], refused: [] });
  });

  it('may be empty', async () => {
    expect(await read('', '')).toMatchObject({ accepted: 0, refused: [] });
  });
});

describe('metrics that are no requests', () => {
  it('of k6 itself are not parsed, wherever their name is', async () => {
    const lines = [
      point('http_req_blocked', 1, tags),
      older('http_req_blocked', 1, tags),
      older('vus_max', 9),
    ];
    expect(await read(...lines)).toMatchObject({ accepted: 3, measures: [], parsed: [] });
  });

  it('of the script are measures, read without parsing as k6 writes them', async () => {
    expect(await read(point('orders', 2, tags), point('orders', 4.5, tags))).toMatchObject({
      accepted: 2,
      measures: expect.arrayContaining([
        ['orders', 3.25, 2],
        ['orders max', 4.5, 2],
      ]) as unknown,
      parsed: [],
    });
  });

  it('of the script have the kind that k6 states', async () => {
    const define = '{"type":"Metric","data":{"name":"orders","type":"counter"},"metric":"orders"}';
    expect((await read(define, point('orders', 2), point('orders', 3))).measures).toEqual([['orders', 5, 2]]);
    expect((await read(define, older('orders', 2), older('orders', 3))).measures).toEqual([['orders', 5, 2]]);
  });

  it('of the script count only with a number', async () => {
    const lines = [older('orders', '"2"'), older('orders', 'null'), older('orders', 3)];
    expect((await read(...lines)).measures[0]).toEqual(['orders', 3, 1]);
    expect((await read('{"type":"Point","metric":"orders","data":null}')).measures).toEqual([]);
    expect(
      (await read('{"type":"Metric","metric":"orders","data":null}', lines[2] ?? '')).measures[0],
    ).toEqual(['orders', 3, 1]);
    expect((await read('{"type":"Metric","metric":5,"data":{"type":"counter"}}')).refused).toEqual([]);
  });
});

describe('lines that are refused', () => {
  it.each([
    ['{"metric":"vus"', 'the line is not a whole JSON object'],
    ['{"metric":"vus","type":"Point"}}', 'the line is not a JSON object'],
    ['{"metric":"http_req_duration}', 'the line is not a JSON object'],
    ['"metric":"vus_max"}', 'the line is not a JSON object'],
    ['{"type":"Event","metric":"vus","data":{}}', '`type` must be Metric or Point'],
    ['{"type":"Point","metric":5,"data":{}}', '`metric` must be a name'],
    ['{"type":"Point","metric":"vus","data":5}', '`data` must be an object'],
    ['{"type":"Point","data":null,"metric":"vus"}', '`data` must be an object'],
    [point('vus', 1, '{}', '2026-11-20T10:00:00'), '`data.time` must be a time with its zone'],
    [
      '{"type":"Point","metric":"vus","data":{"time":5,"value":1}}',
      '`data.time` must be a time with its zone',
    ],
    [point('vus', '"1"'), '`data.value` must be a number'],
    [point('vus', -1), '`data.value` of vus must be a number from 0 up, got -1'],
  ])('%s', async (line, reason) => {
    expect(await read(line)).toMatchObject({ accepted: 0, refused: [`1: ${reason}`] });
  });

  it('do not reach into the line after them', async () => {
    const next = point('vus', 4);
    expect(await read(point('vus', 3).slice(0, -8) + '}', next)).toMatchObject({ accepted: 1 });
  });
});
