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

  it('show an example for each section that people write, valid as it is', () => {
    const [, frontmatter = ''] = draft.split('---\n');
    const [, ...lines] = frontmatter.split('\n');
    const used = lines.map((line) => line.replace(/^# /, '')).join('\n');
    const { words, problems } = parseCommentary(`---\n${used}---\n\n<Report />\n`, 'run-1.mdx');
    expect(problems).toEqual([]);
    expect(words.words.conclusion).toMatch(/^Your conclusion/);
    expect(words.words).toMatchObject({
      summary: 'What was tested, and why.',
      bottlenecks: [{ text: 'What was seen.' }],
      anomalies: [{ text: 'What was seen.' }],
      trends: ['What the trends from previous tests mean.'],
      recommendations: [{ id: 'a-short-name' }],
      adjustments: [{ key: 'system.a-setting', to: 'the proposed value' }],
      scaling: ['What to do before the load grows.'],
      actions: ['A next step, besides the missed targets.'],
      notes: ['Anything else a reader should know.'],
    });
  });

  it('show a value and a claim that can be taken below as they are', () => {
    const example = [...draft.matchAll(/^# # {3}(.*)$/gm)].map(([, line]) => line!).join('\n');
    const parsed = parseMdx(example, 'run-1.mdx');
    expect(parsed.elements.map(({ name }) => name)).toEqual(['Value', 'Claim']);
    expect([...parsed.problems, ...checkElements(parsed, 'run-1.mdx', () => null)]).toEqual([]);
  });
});
