import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { relativePage } from '../../../src/site/portable/relative-page.ts';

const files = new Set([
  'index.html',
  'runs/a b/index.html',
  'runs/x/index.html',
  'runs/x.json',
  '_astro/a.js',
  'compare/x...y/index.html',
]);

const made = (html: string, file = 'runs/x/index.html'): string =>
  relativePage({ html, file, base: '/base/', files });

describe('a page that opens from a folder', () => {
  test.each([
    ['/base/', '../../index.html'],
    ['/base/#top', '../../index.html#top'],
    ['/base/runs/a%20b/', '../a%20b/index.html'],
    ['/base/runs/a%20b?q=1#b', '../a%20b/index.html?q=1#b'],
    ['/base/runs/x.json', '../x.json'],
    ['/base/compare/x...y/', '../../compare/x...y/index.html'],
    ['../../', '../../index.html'],
    ['#here', '#here'],
    ['https://example.org/', 'https://example.org/'],
    // Of no file of the site: the link stays as it was.
    ['/base/missing/', '/base/missing/'],
    ['/other/', '/other/'],
  ])('leads from %s to %s', (href, to) => {
    expect(made(`<a href="${href}">x</a>`)).toBe(`<a href="${to}">x</a>`);
  });

  test('leads from the first page into folders', () => {
    expect(made('<a href="/base/runs/x/">x</a>', 'index.html')).toBe('<a href="./runs/x/index.html">x</a>');
  });

  test('loads its scripts from a server alone, as its policy allows', () => {
    const policy = '<meta http-equiv="content-security-policy" content="script-src \'self\'">';
    const code = 'location.protocol==="file:"||import("../../_astro/a.js")';
    const hash = createHash('sha256').update(code).digest('base64');
    expect(made(`${policy}<script type="module" src="/base/_astro/a.js"></script>`)).toBe(
      `<meta http-equiv="content-security-policy" content="script-src 'sha256-${hash}' 'self'"><script>${code}</script>`,
    );
  });

  test('says what needs a server, and not that it needs scripts', () => {
    expect(
      made('<p class="prose" data-needs-server hidden>Server</p><span data-without-script>Script</span>'),
    ).toBe('<p class="prose" data-needs-server>Server</p>');
  });
});
