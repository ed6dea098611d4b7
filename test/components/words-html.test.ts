import { describe, expect, it } from 'vitest';
import { wordsHtml } from '../../src/components/blocks/scripts/words-html.ts';
import { printMarkStyle } from '../../src/layouts/print-mark.ts';

describe('words as HTML', () => {
  it('keep emphasis, code, links and lists', () => {
    expect(wordsHtml('A **b** *c* `d` [e](https://x.org/?a=1&b=2)\n\n- f')).toBe(
      '<p>A <strong>b</strong> <em>c</em> <code>d</code> <a href="https://x.org/?a=1&amp;b=2">e</a></p><ul><li><p>f</p></li></ul>',
    );
  });

  it.each(['<script>alert(1)</script>', 'a <img src=x onerror=alert(1)> b', '`<b>`', '<!-- x -->'])(
    'show the markup in %s as text',
    (text) => {
      expect(wordsHtml(text).replace(/<\/?(?:p|code)>/g, '')).not.toMatch(/[<>]/);
    },
  );

  it.each(['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'data:text/html,x', 'vbscript:x'])(
    'make no link to %s',
    (url) => {
      expect(wordsHtml(`[x](${url})`)).toBe('<p>x</p>');
    },
  );
});

it('prints any run id at the foot of a page without leaving its string', () => {
  const { css } = printMarkStyle('a"}</style><b>\n\\');
  expect(css).toMatch(/content:"[a-z0-9\\ ]*";/);
});
