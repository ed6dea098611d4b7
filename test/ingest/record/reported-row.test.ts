import { describe, expect, it } from 'vitest';
import {
  possibleRow,
  reportedEndpoint,
  reportedLatency,
  type ReportedRow,
} from '../../../src/ingest/record/reported-row.ts';

const row = (rest: Partial<ReportedRow> = {}): ReportedRow => ({
  endpoint: 'pay',
  count: 10,
  errors: 0,
  latency: { mean: 5 },
  ...rest,
});

function possible(rest: Partial<ReportedRow>): { row: ReportedRow; warnings: string[] } {
  const warnings: string[] = [];
  const kept = possibleRow(row(rest), (code, message) => warnings.push(`${code}: ${message}`));
  return { row: kept, warnings };
}

describe('a row that a tool printed', () => {
  it('may have failed completely, but has no more errors than requests', () => {
    expect(possible({ errors: 10 })).toMatchObject({ row: { errors: 10 }, warnings: [] });
    expect(possible({ errors: 11 })).toMatchObject({
      row: { count: 10, errors: null },
      warnings: [
        'contradicting-counts: The file counts more errors (11) than requests (10) of "pay": its errors are left out.',
      ],
    });
    expect(possible({ count: null, errors: 11 })).toMatchObject({ row: { errors: 11 }, warnings: [] });
  });

  it('has no time longer than a century', () => {
    // 100 Julian years of 365.25 days.
    const century = 3_155_760_000_000;
    expect(possible({ latency: { max: century } }).warnings).toEqual([]);
    expect(possible({ latency: { mean: 5, p99: century + 1, max: century + 1 } })).toMatchObject({
      row: { latency: { mean: 5, p99: null, max: null } },
      warnings: [
        'impossible-times: The file reports times of "pay" of more than a century (p99, max): they are left out.',
      ],
    });
  });

  it('has the times of its successes of as many as did not fail', () => {
    const ok = (rest: Partial<ReportedRow>): unknown =>
      reportedEndpoint(row({ latencyOk: { mean: 4 }, ...rest })).latencyOk?.count;
    expect(ok({ errors: 3 })).toBe(7);
    expect([ok({ errors: null }), ok({ count: null })]).toEqual([null, null]);
  });

  it('has times of all requests, unless the tool timed fewer', () => {
    const timed = (rest: Partial<ReportedRow>): unknown => reportedEndpoint(row(rest)).latency?.count;
    expect([timed({}), timed({ timed: 8 }), timed({ timed: null })]).toEqual([10, 8, null]);
  });

  it('has times if any of them is printed; a standard deviation alone is none', () => {
    expect(reportedLatency({ stddev: 3 }, 10)).toBeNull();
    for (const one of [{ min: 0 }, { max: 0 }, { mean: 0 }, { p999: 0 }])
      expect(reportedLatency(one, 10)).not.toBeNull();
  });
});
