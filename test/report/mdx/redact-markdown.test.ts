import { describe, expect, it } from 'vitest';
import { redactOf } from '../../../src/model/documents/redaction.ts';
import { redactingMarkdown, redactParsed } from '../../../src/report/mdx/redact-markdown.ts';

const redactor = (pattern: string): NonNullable<ReturnType<typeof redactOf>> => {
  const redact = redactOf({ redact: [pattern], hide: [] });
  if (redact === null) throw new Error('a pattern redacts');
  return redact;
};
/** Without every `secret`. */
const redacted = (source: string, pattern = 'secret'): string => redactingMarkdown(redactor(pattern))(source);

describe('Markdown without what is not published', () => {
  it.each([
    ['as it is written', 'a secret b', 'a (redacted) b'],
    ['as it is written, beside markup', '*a* secret b', '*a* (redacted) b'],
    ['in parts of different markup', 'a sec*ret* b', 'a (redacted)*(redacted)* b'],
    [
      'with an entity, as one text with its marks escaped',
      'my se&#99;ret, *a*',
      String.raw`my (redacted)\, *a*`,
    ],
    ['twice in one text', 'se&#99;ret or secret!', String.raw`(redacted) or \(redacted\)\!`],
    ['with an escape', String.raw`se\_cret`, String.raw`se\_cret`],
    ['in code beside text', 'a sec`ret` b', 'a (redacted)(redacted) b'],
    ['in a heading', '# The sec*ret*', '# The (redacted)*(redacted)*'],
    ['in a cell', '| a |\n| --- |\n| sec*ret* |', '| a |\n| --- |\n| (redacted)*(redacted)* |'],
    ['in a list', '- a\n- sec**ret**', '- a\n- (redacted)**(redacted)**'],
  ])('has no match %s', (_, source, expected) => {
    expect(redacted(source)).toBe(expected);
  });

  it.each([
    ['two paragraphs', 'sec\n\n*ret*'],
    ['two cells', '| sec | ret |\n| --- | --- |\n| *a* | b |'],
    ['two lines', 'sec\\\n*ret*'],
    ['nothing', 'a *b* c'],
  ])('keeps what reads as %s', (_, source) => {
    expect(redacted(source)).toBe(source);
  });

  it.each([
    ['a link becomes its text', '[**b** c](https://x.test/se&#99;ret) d', '**b** c d'],
    ['a link becomes its text for its title', '[b](https://x.test "se&#99;ret")', 'b'],
    ['a link without text becomes a mark', 'a [](se&#99;ret) b', 'a (redacted) b'],
    ['a picture becomes a mark', 'a ![b](se&#99;ret.png) c', 'a (redacted) c'],
    ['a picture becomes a mark for its description', 'a ![se&#99;ret](b.png)', 'a (redacted)'],
    ['a picture in a link', '[![se&#99;ret](a.png)](https://x.test)', '[(redacted)](https://x.test)'],
    ['a picture in a link that goes', '[![se&#99;ret](a.png)](se&#99;ret)', '(redacted)'],
    ['a definition goes', 'a [b]\n\n[b]: https://x.test/se&#99;ret\n\n*c*', 'a [b]\n\n\n\n*c*'],
    ['other addresses stay', '[a](https://x.test) ![b](c.png)', '[a](https://x.test) ![b](c.png)'],
  ])('has no address that matches: %s', (_, source, expected) => {
    expect(redacted(source)).toBe(expected);
  });

  it('does not take its own marks for matches', () => {
    expect(redacted('*x* acted', 'acted')).toBe('*x* (redacted)');
  });

  it('stays as it is written where it cannot be parsed', () => {
    expect(redactParsed('a <b c', redactor('secret'), true)).toBe('a <b c');
    expect(redactParsed('<B>sec*ret*</B>', redactor('secret'), true)).toBe('<B>(redacted)*(redacted)*</B>');
  });

  it('has the ranges of the rules themselves', () => {
    const redact = redactor('secret');
    expect(redactingMarkdown(redact).ranges('a secret')).toEqual([[2, 8]]);
    expect(redactingMarkdown(redact).hidesHosts).toBe(false);
  });
});
