import { expect, it } from 'vitest';
import { checkElements } from '../../../src/report/mdx/check-commentary.ts';
import { parseMdx } from '../../../src/report/mdx/parse-mdx.ts';

const found = (body: string): unknown[] =>
  checkElements(parseMdx(body, 'run.mdx'), 'run.mdx', () => 'Try again.').map(({ message, line, hint }) => [
    message,
    line,
    hint,
  ]);

it('a section is placed once; values may stand anywhere', () => {
  expect(found('<Report />\n\n<CpuUsage />\n')).toEqual([]);
  expect(found('<Report />\n\n<CpuUsage />\n\n<CpuUsage />\n\n<CpuUsage />\n')).toEqual([
    ['<CpuUsage> is placed twice.', 5, 'Place each section once.'],
    ['<CpuUsage> is placed twice.', 7, 'Place each section once.'],
  ]);
  const value = '<Value metric="response.p95" />';
  expect(found(`${value} and ${value}\n`)).toEqual([]);
});

it('a component is known, and HTML is Markdown', () => {
  expect(found('<Unknown />\n')).toEqual([['Unknown component <Unknown>.', 1, 'Try again.']]);
  expect(found('<div />\n')).toEqual([['Unknown component <div>.', 1, 'Use Markdown instead of HTML.']]);
});
