import { describe, expect, it } from 'vitest';
import { at } from '../../../../src/model/checked.ts';
import { noCommentary } from '../../../../src/model/documents/commentary.ts';
import { parseMdx } from '../../../../src/report/mdx/parse-mdx.ts';
import { checkStatedBounds } from '../../../../src/report/mdx/prose/check-stated-bounds.ts';
import { makeReports, makeRun } from '../../../history/make-run.ts';

// The 95th percentiles are 578 and 40 ms, and 2% of the requests to pay failed, none of those to list.
const endpoints = { pay: { p50: 200, p95: 578, errors: 40 }, list: { p50: 20, p95: 40 } };
const [report] = makeReports([makeRun({ day: 1, endpoints })]);
const [one] = makeReports([makeRun({ day: 1, endpoints: { pay: endpoints.pay } })]);
const place = { file: 'run.mdx', bodyLine: 10, lineOfText: () => 3 };

const found = (body: string, of = at([one], 0)!): (readonly [string | null, number | null])[] =>
  checkStatedBounds(of, parseMdx(body, 'run.mdx'), place).map(({ found: text, line }) => [
    text ?? null,
    line,
  ]);
const isFound = (body: string, of = at([one], 0)!): boolean => found(body, of).length > 0;

describe('a sentence that states a bound', () => {
  it('is contradicted if the only value is beyond it', () => {
    expect(found('The run was calm.\n\np95 stays below 500 ms.')).toEqual([['p95 stays below 500 ms', 12]]);
    for (const text of [
      'The 95th percentile is under 0.5 s.',
      'The p95 response time remains well below 500 ms.',
      'All went well. p95 of `pay` stays below 500 ms.',
      'The error rate stays below 1%.',
      '<ResponseTime>\n\np95 stays below 500 ms.\n\n</ResponseTime>',
    ])
      expect(isFound(text), text).toBe(true);
  });

  it('is left alone if it is right', () => {
    for (const text of [
      'p95 stays below 600 ms.',
      'The median is below 500 ms.',
      'The error rate is below 3%.',
    ])
      expect(isFound(text), text).toBe(false);
  });

  it('is left alone if it may mean another value of the run', () => {
    const both = at([report], 0)!;
    expect(isFound('p95 stays below 500 ms.', both)).toBe(false);
    expect(isFound('p95 stays below 30 ms.', both)).toBe(true);
    expect(isFound('p95 of pay stays below 500 ms.', both)).toBe(true);
    expect(isFound('p95 of list stays below 500 ms.', both)).toBe(false);
    expect(isFound('p95 of search stays below 30 ms.', both)).toBe(false);
  });

  it('is left alone if it says more, or what should be', () => {
    for (const text of [
      'p95 should stay below 500 ms.',
      'p95 must stay below 500 ms.',
      'Target: p95 stays below 500 ms.',
      'We want two things. p95 stays below 500 ms.',
      'The agreement has one part. p95 stays below 500 ms.',
      'p95 stays below 500 ms at 50 users.',
      'At night, p95 stays below 500 ms.',
      'p95 stays below 500 ms if the cache is warm.',
      'p95 is not below 500 ms.',
      'p95 stayed below 500 ms.',
      'Is p95 below 500 ms?',
      '## Targets\n\np95 stays below 500 ms.',
      'What we asked:\n\np95 stays below 500 ms.',
      '- p95 stays below 500 ms',
      '> p95 stays below 500 ms.',
      '## p95 stays below 500 ms',
      '<PerformanceComparedToTarget>\n\np95 stays below 500 ms.\n\n</PerformanceComparedToTarget>',
    ])
      expect(isFound(text), text).toBe(false);
  });

  it('is left alone below a heading of aims, whatever is between the two', () => {
    for (const text of [
      '## Targets\n\n### Response times\n\np95 stays below 500 ms.',
      '## Targets\n\n<ResponseTime>\n\np95 stays below 500 ms.\n\n</ResponseTime>',
      '## Targets\n\n<ResponseTime>\n\n### Response times\n\np95 stays below 500 ms.\n\n</ResponseTime>',
    ])
      expect(isFound(text), text).toBe(false);
    expect(isFound('### Targets\n\nNone.\n\n## Response times\n\np95 stays below 500 ms.')).toBe(true);
  });

  it('is left alone if it may mean a part of the run', () => {
    for (const text of [
      'p95 stays below 500 ms. Then the database fails.',
      'This is the first hour. p95 stays below 500 ms.',
      '## Ramp-up\n\np95 stays below 500 ms.',
      '## 100 users\n\np95 stays below 500 ms.',
    ])
      expect(isFound(text), text).toBe(false);
  });

  it('has a bound in the unit of the metric, without what binary fractions add', () => {
    const hintOf = (body: string): string | null | undefined =>
      checkStatedBounds(at([one], 0)!, parseMdx(body, 'run.mdx'), place)[0]?.hint;
    // 0.7 x 0.01 is 0.006999999999999999 in double precision.
    expect(hintOf('The error rate stays below 0.7%.')).toContain('below={0.007}');
  });

  it('is found in title, summary and conclusion, too', () => {
    const conclusion = 'Good.\n\np95 stays below 500 ms.';
    const of = { ...at([one], 0)!, commentary: { ...noCommentary, conclusion } };
    const [first] = checkStatedBounds(of, parseMdx('', 'run.mdx'), place);
    expect(first).toMatchObject({ severity: 'warning', line: 3, path: 'conclusion' });
    expect(first!.message).toBe(
      '"p95 stays below 500 ms" is contradicted by the data: the 95th percentile response time of pay in shop is 578\u00a0ms.',
    );
  });
});
