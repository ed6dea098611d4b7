import { describe, expect, it } from 'vitest';
import type { MetricValue } from '../../../src/model/metrics/metric-value.ts';
import type { Problem } from '../../../src/model/problem.ts';
import type { RunReport } from '../../../src/model/run-report.ts';
import { checkClaim, checkValue } from '../../../src/report/mdx/check-claims.ts';
import { namedValues, valuePlace, valueText } from '../../../src/report/mdx/named-value.ts';
import { parseMdx } from '../../../src/report/mdx/parse-mdx.ts';
import { bodyClauses } from '../../../src/report/mdx/prose/prose-clauses.ts';
import { makeReports, makeRun } from '../../history/make-run.ts';

const value = (rest: Partial<MetricValue> = {}): MetricValue =>
  ({
    metric: 'response.p95',
    scenario: 'shop',
    endpoint: 'pay',
    value: 200,
    interval: { lower: 190, upper: 210 },
    tolerance: null,
    ...rest,
  }) as MetricValue;

const [made] = makeReports([makeRun({ day: 1 })]) as [RunReport];
const reportOf = (...metricValues: readonly MetricValue[]): RunReport => ({
  ...made,
  measures: { ...made.measures, metricValues: [...metricValues] },
});
const check = (markup: string, ...values: readonly MetricValue[]): Problem[] => {
  const [element] = parseMdx(markup, 'a.mdx').elements;
  const of = element!.name === 'Value' ? checkValue : checkClaim;
  return of(element!, { report: reportOf(...values), file: 'a.mdx', suggest: () => null });
};
const messages = (problems: readonly Problem[]): [string, string][] =>
  problems.map(({ severity, message }) => [severity, message.replaceAll('\u00a0', ' ')]);

describe('a claim', () => {
  const claim = (bound: string): string =>
    `<Claim metric="response.p95" endpoint="pay" ${bound}>fast</Claim>`;

  it('holds where the whole interval is within its bound', () => {
    expect(check(claim('below={211}'), value())).toEqual([]);
    expect(check(claim('atMost={210}'), value())).toEqual([]);
    expect(check(claim('above={189}'), value())).toEqual([]);
    expect(check(claim('atLeast={190}'), value())).toEqual([]);
  });

  it('is not proven where the interval contains the bound, and contradicts the data beyond it', () => {
    expect(messages(check(claim('below={205}'), value()))).toEqual([
      [
        'warning',
        expect.stringMatching(
          /^The claim that response\.p95 of pay in shop is below 205 ms is not proven: measured 200 ms/,
        ) as string,
      ],
    ]);
    expect(messages(check(claim('below={200}'), value()))).toEqual([
      [
        'error',
        'The claim that response.p95 of pay in shop is below 200 ms contradicts the data: measured 200 ms.',
      ],
    ]);
    expect(messages(check(claim('below={205}'), value({ interval: null })))).toEqual([]);
    expect(check(claim('below={205}'), value({ interval: { lower: 190, upper: null } }))).toHaveLength(1);
    expect(check(claim('above={195}'), value({ interval: { lower: null, upper: 210 } }))).toHaveLength(1);
  });

  it('is checked in each scenario, and cannot be without a value', () => {
    expect(check(claim('below={150}'), value(), value({ scenario: 'other' }))).toHaveLength(2);
    expect(messages(check(claim('below={150}')))).toEqual([
      ['error', 'The claim on response.p95 cannot be checked: this run has no such value.'],
    ]);
    expect(check('<Claim metric="response.p95">fast</Claim>', value())).toEqual([]);
  });
});

describe('a value in a sentence', () => {
  it('is exactly one value of the run', () => {
    expect(check('<Value metric="response.p95" endpoint="pay" />', value())).toEqual([]);
    const twice = check(
      '<Value metric="response.p95" endpoint="pay" />',
      value(),
      value({ scenario: 'other' }),
    );
    expect(messages(twice)).toEqual([
      [
        'error',
        '<Value> prints nothing: 2 values match: pay in shop; pay in other. Name one with scenario and endpoint.',
      ],
    ]);
    expect(messages(check('<Value metric="response.p95" />'))).toEqual([
      ['error', '<Value> prints nothing: This run has no 95th percentile response time at this place.'],
    ]);
    expect(valueText([], { metric: 'no.such' })).toEqual({ error: 'Unknown metric "no.such".' });
    const many = Array.from({ length: 8 }, (_, i) => value({ scenario: `s${i}` }));
    const shown = valueText(many, { metric: 'response.p95', endpoint: 'pay' });
    expect('error' in shown && [shown.error.includes('s5'), shown.error.includes('s6')]).toEqual([
      true,
      false,
    ]);
  });

  it('is of all requests without an endpoint, and of no transaction', () => {
    const all = value({ endpoint: '*' });
    const buy = value({ endpoint: 'buy', isTransaction: true });
    const of = (...values: readonly MetricValue[]): (string | null)[] =>
      namedValues(values, { metric: 'response.p95' }).map(({ endpoint }) => endpoint);
    expect([of(value(), all, buy), of(value(), buy), of(value({ endpoint: null }), value())]).toEqual([
      ['*'],
      ['pay'],
      [null],
    ]);
    expect(namedValues([value()], { metric: 'response.p95', scenario: 'other' })).toEqual([]);
    expect([
      valuePlace(value()),
      valuePlace(all),
      valuePlace(value({ scenario: null, endpoint: null })),
    ]).toEqual(['pay in shop', 'all requests in shop', 'the run']);
  });
});

describe('clauses of a page', () => {
  const clauses = (body: string, firstLine = 10): [string, unknown][] =>
    bodyClauses(parseMdx(body, 'a.mdx'), firstLine).map((clause) => [
      clause.text,
      clause.placeOf(clause.text.length - 1),
    ]);

  it('end at punctuation, and know the place of each character', () => {
    expect(clauses('One 5 ms. Two: three')).toEqual([
      ['One 5 ms', { line: 10, column: 8 }],
      [' Two', { line: 10, column: 13 }],
      [' three', { line: 10, column: 20 }],
    ]);
    expect(clauses('a\n\nfirst\nsecond **bold** x', 1)).toEqual([
      ['a', { line: 1, column: 1 }],
      ['first\nsecond bold x', { line: 4, column: 17 }],
    ]);
    expect(clauses('version 1.2.3 is')).toHaveLength(1);
  });

  it('are of paragraphs, headings and lists, not of tables, code or claims', () => {
    const body = [
      '# Head',
      '',
      '- item',
      '',
      '| t | u |',
      '| - | - |',
      '| 1 | 2 |',
      '',
      '```',
      'code',
      '```',
      '',
      'a `b` c',
    ].join('\n');
    expect(clauses(body).map(([text]) => text)).toEqual(['Head', 'item', 'a b c']);
    expect(clauses('with <Value metric="x" /> inside')[0]![0]).toBe('with \ufffc inside');
  });
});
