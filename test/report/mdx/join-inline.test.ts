import { describe, expect, it } from 'vitest';
import { layoutOf } from '../../../src/report/mdx/layout.ts';
import { parseMdx } from '../../../src/report/mdx/parse-mdx.ts';

/** The types of what stands on a page, and of what is in its paragraphs. */
const outline = (body: string): unknown[] =>
  layoutOf(parseMdx(body, 'run.mdx')).flatMap(({ nodes }) =>
    nodes.map((node) =>
      node.type === 'paragraph'
        ? node.children.map((one) => ('value' in one ? one.value : one.type))
        : node.type,
    ),
  );

describe('a sentence with claims on lines of their own', () => {
  it('stays one sentence, with a space only where no mark follows', () => {
    const body =
      '<Claim metric="errors.rate" below={0.01}>\n  Few fail\n</Claim>\n, and\n<Claim metric="response.p95" below={9}>\n  all are fast\n</Claim>\n.';
    expect(outline(body)).toEqual([['mdxJsxTextElement', ', and', ' ', 'mdxJsxTextElement', '.']]);
  });

  it('ends at an empty line', () => {
    expect(outline('Before\n\n<Claim metric="apdex" above={0.9}>\nGood\n</Claim>\n\nAfter')).toEqual([
      ['Before'],
      ['mdxJsxTextElement'],
      ['After'],
    ]);
  });

  it('is found inside a section, too', () => {
    const body = '<ResponseTime>\n\nIt took\n<Value metric="response.max" />\n.\n\n</ResponseTime>';
    expect(outline(body)).toEqual([['It took', ' ', 'mdxJsxTextElement', '.']]);
  });

  it('leaves other blocks and paragraphs alone', () => {
    expect(outline('One\ntwo\n\n- a\n- b\n\nThree')).toEqual([['One\ntwo'], 'list', ['Three']]);
  });
});
