import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const longest = 35;
const documents = ['README.md', 'docs/commands.md', 'docs/github.md', 'docs/pull-requests.md'];

/** The sentences of a Markdown text: code blocks, tables and headings left out, each list item on its own. */
function sentencesOf(markdown: string): string[] {
  return markdown
    .replace(/^( *)```[^]*?^\1```$/gm, '\n\n')
    .replace(/^(?:#|\||!\[).*$/gm, '\n')
    .replace(/`[^`\n]+`/g, 'code')
    .replace(/\]\([^)]*\)/g, ']')
    .split(/\n\s*\n|\n(?= *(?:-|\d+\.) )/)
    .flatMap((paragraph) =>
      paragraph
        .trim()
        .replace(/\s+/g, ' ')
        .split(/(?<=[.!?:])\s+(?=[A-Z[(_"c*])/),
    )
    .filter((sentence) => sentence.trim() !== '');
}

const wordsIn = (sentence: string): number =>
  sentence.split(/\s+/).filter((word) => /[A-Za-z]/.test(word)).length;

it.each(documents)('%s has no sentence over 35 words and an average below 20', (path) => {
  const sentences = sentencesOf(readFileSync(join(import.meta.dirname, '..', path), 'utf8'));
  expect(sentences.length).toBeGreaterThan(15);
  expect(sentences.filter((sentence) => wordsIn(sentence) > longest)).toEqual([]);
  const words = sentences.reduce((sum, sentence) => sum + wordsIn(sentence), 0);
  expect(words / sentences.length).toBeLessThan(20);
});

it('splits sentences, list items and paragraphs, and ignores code', () => {
  expect(sentencesOf('# Head\n\nOne `a. b` two. Three\nfour.\n\n- five\n- six\n\n```\nseven\n```\n')).toEqual(
    ['One code two.', 'Three four.', '- five', '- six'],
  );
});
