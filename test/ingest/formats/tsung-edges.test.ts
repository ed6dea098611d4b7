import { describe, expect, it } from 'vitest';
import type { Inspection } from '../../../src/model/documents/inspection.ts';
import { inspectText } from '../inspect-text.ts';

const log = (...intervals: { timestamp: number; samples: object[] }[]): string =>
  `{"stats": [\n${intervals.map((one) => JSON.stringify(one)).join(',\n')}\n`;
const of = async (...intervals: { timestamp: number; samples: object[] }[]): Promise<Inspection> =>
  inspectText(log(...intervals));

const first = {
  timestamp: 1_763_632_800,
  samples: [{ name: 'users', value: 0, max: 0 }],
};
const second = {
  timestamp: 1_763_632_810,
  samples: [
    { name: 'users', value: 4, max: 5 },
    { name: 'request', value: 20, mean: 30, max: 90, min: 10, global_mean: 0, global_count: 0 },
    { name: 'http_200', value: 18, total: 18 },
    { name: 'http_404', value: 2, total: 2 },
  ],
};
const third = {
  timestamp: 1_763_632_820,
  samples: [
    { name: 'users', value: 3, max: 8 },
    { name: 'request', value: 60, mean: 50, max: 200, min: 5, global_mean: 30, global_count: 20 },
    { name: 'page', value: 10, mean: 80, max: 300, min: 20, global_mean: 40, global_count: 30 },
    { name: 'tr_login', value: 5, mean: 7, max: 9, min: 6, global_mean: 0, global_count: 0 },
    { name: 'http_200', value: 58, total: 76 },
    { name: 'http_399', value: 1, total: 1 },
    { name: 'http_400', value: 1, total: 1 },
    { name: 'error_connect_refused', value: 3, total: 3 },
    { name: 'error_abort', value: 2, total: 2 },
  ],
};

describe('a log of tsung', () => {
  it('adds up what the last lines state, by hand', async () => {
    const found = await of(first, second, third);
    expect(found.files[0]).toMatchObject({ format: 'tsung-json', rows: 3, refused: { count: 0 } });
    expect([found.startedAt, found.durationSeconds]).toEqual(['2025-11-20T10:00:00.000Z', 20]);
    // 20 + 60 answered and 3 refused connections in 20 s; (30 x 20 + 50 x 60) / 80 = 45.
    expect(found.endpoints).toMatchObject([
      {
        endpoint: '*',
        count: 83,
        errors: 6,
        errorTypes: [
          { type: 'connect_refused', count: 3 },
          { type: '404', count: 2 },
          { type: '400', count: 1 },
        ],
        requestsPerSecond: 4.15,
        latencyMs: { source: 'reported', min: 5, max: 200, mean: 45, p50: null },
      },
    ]);
    expect(found.total).toMatchObject({ count: 83, errors: 6, maxUsers: 8 });
    // (40 x 30 + 80 x 10) / 40 = 50.
    expect(found.transactions).toMatchObject([
      { endpoint: 'page', count: 40, errors: null, latencyMs: { mean: 50, min: 20, max: 300 } },
      { endpoint: 'tr_login', count: 5, errors: null, latencyMs: { mean: 7, min: 6, max: 9 } },
    ]);
    expect(found.files[0]!.warnings).toMatchObject([
      { code: 'aborted-sessions', message: '2 sessions were aborted and are not requests.' },
    ]);
  });

  it('says so of one session that was aborted', async () => {
    const one = { timestamp: 1_763_632_810, samples: [{ name: 'error_abort', value: 1, total: 1 }] };
    expect((await of(first, one)).files[0]!.warnings[0]?.message).toBe(
      '1 session was aborted and is not a request.',
    );
  });

  it('of one interval has no length and no rate', async () => {
    const found = await of(second);
    expect(found.durationSeconds).toBe(0);
    expect(found.endpoints).toMatchObject([{ count: 20, errors: 2, requestsPerSecond: null }]);
  });

  it('of no answered request has no response times', async () => {
    const found = await of(first, { timestamp: 1_763_632_805, samples: [] });
    expect(found.endpoints).toMatchObject([{ count: 0, errors: 0, latencyMs: null, requestsPerSecond: 0 }]);
    expect(found.total.maxUsers).toBe(0);
  });

  it('that was cut or closed is read as far as it goes', async () => {
    const text = log(first, second, third);
    const cut = await inspectText(text.slice(0, -40));
    expect(cut.files[0]).toMatchObject({ rows: 3, refused: { count: 1, first: [{ line: 4 }] } });
    expect(cut.total.count).toBe(20);
    const closed = await inspectText(`${text.trimEnd()}]}\n`);
    expect(closed.files[0]).toMatchObject({ rows: 3, refused: { count: 0 } });
    expect(closed.total.count).toBe(83);
  });
});
