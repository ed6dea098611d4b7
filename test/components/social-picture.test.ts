import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { linesOf } from '../../src/components/social/lettering.ts';
import { socialSvg } from '../../src/components/social/social-picture.ts';

const root = resolve(import.meta.dirname, '../..');
/** Ten pixels a character, whatever the size. */
const even = { widthOf: (text: string): number => 10 * Array.from(text).length };
const box = { size: 1, width: 100, most: 2 };

describe('lines of a width', () => {
  it('break between words', () => {
    expect(linesOf('one two three four', box, even)).toEqual(['one two', 'three four']);
  });

  it('say where something was cut off', () => {
    expect(linesOf('one two three four five', box, even)).toEqual(['one two', 'three fou…']);
    expect(linesOf('incomprehensibilities', box, even)).toEqual(['incompreh…']);
  });
});

describe('the picture of a site', () => {
  it('draws a hostile name as outlines: nothing of it is markup', async () => {
    const svg = await socialSvg(
      { name: '<script>alert(1)</script>', description: '"/><image href="x"/>', history: null },
      root,
    );
    expect([...new Set(svg.match(/<\/?[a-z]+/g))].sort()).toEqual(['</svg', '<path', '<rect', '<svg']);
  });

  it('writes letters beyond those of western Europe, and leaves out what it has no letters for', async () => {
    const count = async (name: string): Promise<number> =>
      (await socialSvg({ name, description: null, history: null }, root)).split('<path').length;
    const plain = await socialSvg({ name: 'Performance reports', description: null, history: null }, root);
    expect(await socialSvg({ name: '日本語', description: '日本語', history: null }, root)).toBe(plain);
    expect(await socialSvg({ name: 'Zażółć', description: null, history: null }, root)).not.toBe(plain);
    expect(await count('Zażółć')).toBe(await count('Zazolc'));
    expect(plain).not.toContain('NaN');
  });
});
