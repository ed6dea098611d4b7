import { describe, expect, test } from 'vitest';
import {
  rewriteTags,
  withAttribute,
  withoutElements,
  type Tag,
} from '../../../src/site/portable/html-tags.ts';

const seen = (html: string): Tag[] => {
  const tags: Tag[] = [];
  rewriteTags(html, (tag) => {
    tags.push(tag);
    return tag.source;
  });
  return tags;
};

describe('tags of a page', () => {
  test('are those outside of comments, scripts and styles', () => {
    const html = `<!doctype html><!-- <p> --><P class="a>b"><script>if (a < b) "<i>"</script><style>a>b{}</style></P>`;
    expect(seen(html).map(({ name, isEnd }) => [name, isEnd])).toEqual([
      ['p', false],
      ['script', false],
      ['style', false],
      ['p', true],
    ]);
    expect(rewriteTags(html, ({ source }) => source)).toBe(html);
  });

  test.each([
    ['<a href="/x?a=1&amp;b=2">', '/x?a=1&b=2'],
    ["<a title='href=1' href='/x'>", '/x'],
    ['<a href=/x/>', '/x/'],
    ['<a data-href="/no" class=b>', null],
    ['<a href>', ''],
    ['<a href="&#34;&#x3c;">', '"<'],
  ])('%s has its attribute', (html, value) => {
    expect(seen(html)[0]!.attribute('href')).toBe(value);
  });

  test('get another value of an attribute, escaped', () => {
    const [tag] = seen('<a class="x" data-href="n" href="/old">');
    expect(withAttribute(tag!, 'href', '/new?a&"b')).toBe(
      '<a class="x" data-href="n" href="/new?a&amp;&quot;b">',
    );
  });
});

test('elements are removed with all that they contain', () => {
  const html = '<nav id="a"><nav>x</nav>y</nav><p>kept<img src="a"><br></p><nav>z</nav>';
  expect(withoutElements(html, ({ name }) => name === 'nav')).toBe('<p>kept<img src="a"><br></p>');
  expect(withoutElements(html, ({ name }) => name === 'img')).toBe(html.replace('<img src="a">', ''));
  expect(withoutElements(html, () => false)).toBe(html);
});
