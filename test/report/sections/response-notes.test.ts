import { describe, expect, it } from 'vitest';
import type { ResponseRow } from '../../../src/model/run-measures.ts';
import type { RunReport } from '../../../src/model/run-report.ts';
import { estimatorNote, responseCaption } from '../../../src/report/sections/response-notes.ts';
import { makeReports, makeRun } from '../../history/make-run.ts';

const [row] = makeRun({ day: 1, endpoints: { pay: { p50: 100 } } }).response as [ResponseRow];
const of = (source: 'exact' | 'histogram' | 'reported', over: Partial<ResponseRow> = {}): ResponseRow => ({
  ...row,
  latencyMs: row.latencyMs && { ...row.latencyMs, source },
  ...over,
});

describe('the note on how percentiles were computed', () => {
  const exact = 'Percentiles are Hyndman-Fan 7 over all samples.';

  it('has a sentence for each kind of source', () => {
    expect(estimatorNote([of('exact')])).toBe(exact);
    expect(estimatorNote([of('reported'), of('exact'), of('exact')])).toBe(
      `${exact} Values reported by a tool cannot be verified.`,
    );
    expect(estimatorNote([of('histogram')])).toMatch(/^Marked percentiles .* error\.$/);
    expect(estimatorNote([{ ...row, latencyMs: null }])).toBe('');
  });

  it('says of which requests times are where some failed', () => {
    const failing = of('exact', { errors: 5, count: 100, timedCount: 100 });
    const unanswered = of('exact', { label: 'Pay', errors: 5, count: 1_100, timedCount: 1_095 });
    const named = 'Times of Pay are of the 1,095 answered requests out of 1,100.';
    expect(estimatorNote([failing])).toBe(`${exact} Failed requests are included.`);
    expect(estimatorNote([unanswered])).toBe(`${exact} ${named}`);
    expect(estimatorNote([unanswered, failing])).toBe(`${exact} Failed requests are included. ${named}`);
    expect(
      estimatorNote([
        { ...failing, errors: 0 },
        { ...failing, errors: null },
      ]),
    ).toBe(exact);
    expect(estimatorNote([{ ...failing, latencyMs: null }])).toBe('');
    expect(estimatorNote([{ ...unanswered, count: null }])).toBe(`${exact} Failed requests are included.`);
  });
});

describe('the caption of response times', () => {
  it('says what the rows are, and from what changes are', () => {
    const runs = [makeRun({ day: 1 }), makeRun({ day: 2, endpoints: { pay: { p50: 300 } } })];
    const [first, second] = makeReports(runs) as [RunReport, RunReport];
    expect(responseCaption(first)).toMatch(/ per [a-z]+, slowest first\.$/);
    expect(responseCaption(second)).toMatch(/, slowest first\. Change: from .*, with its 95% interval\.$/);
    const twice = [...first.measures.response, { ...row, scenario: 'other' }];
    expect(responseCaption({ ...first, measures: { ...first.measures, response: twice } })).toMatch(
      /slowest first in each scenario\.$/,
    );
  });
});
