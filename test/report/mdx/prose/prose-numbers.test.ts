import { describe, expect, it } from 'vitest';
import { at } from '../../../../src/model/checked.ts';
import { noCommentary } from '../../../../src/model/documents/commentary.ts';
import { parseMdx } from '../../../../src/report/mdx/parse-mdx.ts';
import { checkProseNumbers } from '../../../../src/report/mdx/prose/prose-numbers.ts';
import { makeReports, makeRun } from '../../../history/make-run.ts';

const [report] = makeReports([makeRun({ day: 1, endpoints: { pay: { p50: 100 }, list: { p50: 20 } } })]);

const found = (conclusion: string): (string | null)[] =>
  checkProseNumbers(
    { ...at([report], 0)!, commentary: { ...noCommentary, conclusion } },
    parseMdx('', 'run.mdx'),
    { file: 'run.mdx', bodyLine: 1, lineOfText: () => 3 },
  ).map(({ found: text }) => text ?? null);

describe('a number in prose', () => {
  it('is a response time if its clause names an endpoint', () => {
    expect(found('The endpoint pay answers in 987 ms.')).toEqual(['987 ms']);
    expect(found('The endpoint pay answers in 100 ms.')).toEqual([]);
    expect(found('It answers in 987 ms.')).toEqual([]);
  });

  it('is a percentile that its clause names, of any endpoint', () => {
    expect(found('The 95th percentile is 987 ms.')).toEqual(['987 ms']);
    expect(found('The 95th percentile of list is 40 ms.')).toEqual([]);
    expect(found('The 95th percentile of list is 200 ms.')).toEqual(['200 ms']);
  });
});

describe('a decimal comma in prose', () => {
  const [small] = makeReports([makeRun({ day: 1, endpoints: { pay: { p50: 1.5 }, list: { p50: 1_204 } } })]);
  const warned = (conclusion: string): (string | null)[] =>
    checkProseNumbers(
      { ...at([small], 0), commentary: { ...noCommentary, conclusion } } as never,
      parseMdx('', 'run.mdx'),
      { file: 'run.mdx', bodyLine: 1, lineOfText: () => 3 },
    ).map(({ found: text }) => text ?? null);

  it('is read as one, so that right values raise no alarm and wrong ones do', () => {
    expect(warned('Der Median von pay ist 1,5 ms.')).toEqual([]);
    expect(warned('Der Median von pay ist 1,8 ms.')).toEqual(['1,8 ms']);
  });

  it('may mean thousands before three digits, in both styles', () => {
    for (const text of ['1,204 ms', '1.204 ms', '1,204 s', '1.204 s'])
      expect(warned(`Der Median von list ist ${text}.`), text).toEqual([]);
    expect(warned('Der Median von list ist 1.300 ms.')).toEqual(['1.300 ms']);
  });
});

it('lines of a text count from 1', () => {
  const { problems } = parseMdx('Text.\n\nimport a from "b";\n', 'page.mdx');
  expect(problems.map(({ line }) => line)).toEqual([3]);
  expect(parseMdx('import a from "b";', 'page.mdx', 7).problems.map(({ line }) => line)).toEqual([7]);
});
