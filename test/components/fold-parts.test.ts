import { describe, expect, it } from 'vitest';
import { foldParts } from '../../src/components/method/fold-parts.ts';

describe('an article with folded parts', () => {
  const article =
    '<h1 id="a">A</h1><p>Intro.</p><h2 id="b">B</h2><p>Of B.</p><h3 id="c">C <code>x</code></h3><p>Of C.</p><pre>1</pre>\n' +
    '<h3 id="d">D</h3><p>Of D.</p>\n<h2 id="e">E</h2><p>Of E.</p>';

  it('shows what is under other headings, and folds each part with its address inside', () => {
    expect(foldParts(article)).toBe(
      '<h1 id="a">A</h1><p>Intro.</p><h2 id="b">B</h2><p>Of B.</p>' +
        '<details class="fold part"><summary><h3>C <code>x</code></h3></summary><div id="c"><p>Of C.</p><pre>1</pre>\n</div></details>' +
        '<details class="fold part"><summary><h3>D</h3></summary><div id="d"><p>Of D.</p>\n</div></details>' +
        '<h2 id="e">E</h2><p>Of E.</p>',
    );
  });

  it('loses no word', () => {
    const words = (html: string): string => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
    expect(words(foldParts(article))).toBe(words(article));
  });
});
