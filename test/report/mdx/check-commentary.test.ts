import { describe, expect, it } from 'vitest';
import { checkElements, checkSectionsPlaced } from '../../../src/report/mdx/check-commentary.ts';
import { parseMdx } from '../../../src/report/mdx/parse-mdx.ts';
import { sectionRules } from '../../../src/report/sections/section-registry.ts';
import { componentName } from '../../../src/report/sections/sections-of.ts';

const said = (claim: string): { message: string; hint: string | null; line: number | null }[] =>
  checkElements(parseMdx(claim, 'run.mdx', 5), 'run.mdx', () => null).map(({ message, hint, line }) => ({
    message,
    hint,
    line,
  }));

describe('the bound of a claim', () => {
  it.each([
    ['below="10"', 'The bound `below` must be a number in braces, got the text "10".', 'Write below={10}.'],
    [
      'atMost="500 ms"',
      'The bound `atMost` must be a number in braces, got the text "500 ms".',
      'Write only the number, in the unit of the metric, such as atMost={500}.',
    ],
    [
      'above',
      'The bound `above` must be a number in braces, got true.',
      'Write only the number, in the unit of the metric, such as above={500}.',
    ],
    [
      '',
      '<Claim> needs exactly one bound.',
      'Give one of below, atMost, above, atLeast as a number, such as below={500}.',
    ],
    [
      'below={1} above={2}',
      '<Claim> needs exactly one bound.',
      'Give one of below, atMost, above, atLeast as a number, such as below={500}.',
    ],
  ])('%s', (bound, message, hint) => {
    expect(said(`It is <Claim metric="response.p95" ${bound}>fast</Claim>.`)).toEqual([
      { message, hint, line: 5 },
    ]);
  });

  it('is a number in braces, and nothing is said of it', () =>
    expect(said('It is <Claim metric="response.p95" below={10}>fast</Claim>.')).toEqual([]));
});

describe('a page that does not place all sections', () => {
  const messages = (body: string): string[] =>
    checkSectionsPlaced(parseMdx(body, 'run.mdx'), 'run.mdx').map(({ message }) => message);
  const all = sectionRules.map(({ id }) => `<${componentName(id)} />`);
  const without = (count: number): string =>
    all
      .filter((one) => one !== '<ResponseTime />')
      .slice(count)
      .join('\n\n');

  it('counts those that are missing beside the response times', () => {
    expect(messages(without(0))).toEqual([
      '1 section of the report is missing from the page, among them the response times.',
    ]);
    expect(messages(without(1))).toEqual([
      '2 sections of the report are missing from the page, among them the response times.',
    ]);
  });

  it('is left alone if it places the response times or the report', () => {
    expect(messages('<ResponseTime />')).toEqual([]);
    expect(messages('<Report />')).toEqual([]);
  });
});
