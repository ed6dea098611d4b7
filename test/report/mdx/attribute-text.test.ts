import { describe, expect, it } from 'vitest';
import { attributeText } from '../../../src/report/mdx/attribute-text.ts';
import { parseMdx } from '../../../src/report/mdx/parse-mdx.ts';

const names = [
  ['search', 'endpoint="search"'],
  ['Search, "quoted" é', `endpoint='Search, "quoted" é'`],
  ["it's", `endpoint="it's"`],
  [`it's "both"`, `endpoint="it's &quot;both&quot;"`],
  ['/a?b=1&copy=2', 'endpoint="/a?b=1&copy=2"'],
  ['a &quot; b', 'endpoint="a &amp;quot; b"'],
  ['two\nlines', 'endpoint="two&#10;lines"'],
  ['{x} <y> \\', 'endpoint="{x} <y> \\"'],
] as const;

describe('a name as an attribute', () => {
  it.each(names)('%j', (name, text) => expect(attributeText('endpoint', name)).toBe(text));

  it.each(names)('%j is read back as it is', (name) => {
    const { elements, problems } = parseMdx(`It is <Value ${attributeText('endpoint', name)} /> long.`, '');
    expect(problems).toEqual([]);
    expect(elements.map(({ props }) => props)).toEqual([{ endpoint: name }]);
  });
});
