import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../../src/report/markdown/nodes.ts';
import { printMarkdown } from '../../../src/report/markdown/printer.ts';

const twin = (words: string): string => printMarkdown(parseMarkdown(words));

describe('words of a person in the Markdown of a report', () => {
  it.each([
    ['[a](javascript:x)', '_a_\n'],
    ['[a][r]\n\n[r]: javascript:x', '_a_\n'],
    ['[r]\n\n[r]: data:text/html,x', '_r_\n'],
    ['[r][]\n\n[r]: vbscript:x\n[r]: https://example.org', '_r_\n'],
    ['![a][r]\n\n[r]: https://example.org/track.png', 'a\n'],
    ['![a](https://example.org/track.png)', 'a\n'],
    ['> [a][r]\n>\n> [r]: java&#9;script:x', '> _a_\n'],
    ['[a](//example.org/x)', '_a_\n'],
    ['[a](</\\example.org/x>)', '_a_\n'],
    ['[a](\\\\\\\\example.org)', '_a_\n'],
  ])('%j loses the address', (words, printed) => {
    expect(twin(words)).toBe(printed);
  });

  it('keeps links by reference to the web, as links', () => {
    expect(twin('[a][r] and [R]\n\n[r]: https://example.org/b')).toBe(
      '[a](https://example.org/b) and [R](https://example.org/b)\n',
    );
  });
});
