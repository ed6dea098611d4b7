import { expect, it } from 'vitest';
import { commentarySchema } from '../../../src/model/documents/commentary.ts';
import { checkFrontmatterElements } from '../../../src/report/mdx/frontmatter-elements.ts';

const found = (words: object): unknown[] =>
  checkFrontmatterElements(commentarySchema.parse(words), {
    file: 'run.mdx',
    lineOfText: (path, text) => path.length * 10 + text.length,
  }).map(({ severity, path, found: text, line }) => [severity, path, text, line]);

it('finds components in all texts of the frontmatter, with their place', () => {
  expect(found({ summary: 'It is <Value metric="response.p95" /> long.', meetsRequirements: true })).toEqual([
    ['error', 'summary', '<Value>', 16],
  ]);
  expect(
    found({ notes: ['Fine.', '<Claim text="a"/>'], anomalies: [{ text: 'See <Value/> and <Claim />.' }] }),
  ).toEqual([
    ['error', 'anomalies.0.text', '<Value>', 36],
    ['error', 'anomalies.0.text', '<Claim>', 36],
    ['error', 'notes.1', '<Claim>', 26],
  ]);
});

it('leaves code, HTML and unknown names alone', () => {
  expect(found({ summary: 'Write `<Value />`, <b>, <Unknown /> or <Values />.' })).toEqual([]);
});
