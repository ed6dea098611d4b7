import { describe, expect, it } from 'vitest';
import { checkElements } from '../../../src/report/mdx/check-commentary.ts';
import { parseMdx } from '../../../src/report/mdx/parse-mdx.ts';
import { draftCommentary } from '../../../src/commands/new/draft-commentary.ts';
import { parseCommentary } from '../../../src/project/read/read-commentary.ts';

const drafts = (['load', 'benchmark'] as const).map((kind) =>
  draftCommentary('run-1', { kind, findings: [] }, '<Report />'),
);

describe.each(drafts)('drafted words', (draft) => {
  it('say nothing in a person’s name, and point to the page that tells all', () => {
    const { words, problems } = parseCommentary(draft, 'run-1.mdx');
    expect(problems).toEqual([]);
    expect(words.words).toEqual(parseCommentary('', 'run-1.mdx').words.words);
    expect(words.body.trim()).toBe('<Report />');
    expect(draft).toContain('docs/commentary.md');
  });

  it('show a value and a claim that can be taken below as they are', () => {
    const example = [...draft.matchAll(/^# # {3}(.*)$/gm)].map(([, line]) => line!).join('\n');
    const parsed = parseMdx(example, 'run-1.mdx');
    expect(parsed.elements.map(({ name }) => name)).toEqual(['Value', 'Claim']);
    expect([...parsed.problems, ...checkElements(parsed, 'run-1.mdx', () => null)]).toEqual([]);
  });
});
