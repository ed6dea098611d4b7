import { describe, expect, it } from 'vitest';
import { splitFrontmatter } from '../../../src/report/mdx/frontmatter.ts';

describe('splitFrontmatter', () => {
  it('gives YAML, body and the line of the body', () => {
    expect(splitFrontmatter('---\r\ntitle: A\r\n---\r\n\r\nText\r\n')).toEqual({
      yaml: 'title: A',
      body: '\r\nText\r\n',
      bodyLine: 4,
      fault: null,
    });
    expect(splitFrontmatter('\uFEFF---\n---\nText')).toMatchObject({ yaml: '', body: 'Text', bodyLine: 3 });
    expect(splitFrontmatter('Text\n\n---\n')).toMatchObject({
      yaml: null,
      body: 'Text\n\n---\n',
      bodyLine: 1,
    });
  });

  it('ends at the first line of three dashes alone', () => {
    expect(splitFrontmatter('---\ntitle: a --- b\n---\nText')).toMatchObject({
      yaml: 'title: a --- b',
      body: 'Text',
    });
  });

  it.each([
    ['a blank line before it', '\n---\ntitle: A\n---\n{x}', 2],
    ['TOML', '+++\ntitle = "A"\n+++\n{x}', 1],
    ['text behind the first fence', '---title: A\n---\n{x}', 1],
    ['text behind the last fence', '---\ntitle: A\n---{x}\n', 3],
    ['another kind of last fence', '---\ntitle: A\n+++\n{x}', 3],
    ['no last fence', '---\ntitle: A\n', 1],
    ['a second one behind it', '---\ntitle: A\n---\n\n---\nlayout: ./x.js\n---\n', 5],
  ])('refuses %s, with its line', (_, source, line) => {
    expect(splitFrontmatter(source).fault?.line).toBe(line);
  });
});
