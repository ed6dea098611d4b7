import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { contrast, papers } from '../../src/model/contrast.ts';

it.each([
  ['#000000', '#ffffff', 21],
  // The grey that WebAIM and others name as the lightest one that passes AA on white, and the next lighter one.
  ['#767676', '#ffffff', 4.54],
  ['#777777', '#ffffff', 4.48],
  ['#ff0000', '#ffffff', 4],
])('%s on %s has a contrast of %d', (one, other, expected) => {
  expect(contrast(one, other)).toBeCloseTo(expected, 2);
  expect(contrast(other, one)).toBe(contrast(one, other));
});

it('knows the paper of the style sheet', () => {
  const css = readFileSync(join(import.meta.dirname, '../../src/styles/tokens.css'), 'utf8');
  const colours = (name: string): string[] =>
    [...css.matchAll(new RegExp(`--${name}: (#[0-9a-f]+);`, 'g'))].map(([, colour = '']) =>
      colour.length === 4 ? colour.replace(/[0-9a-f]/g, '$&$&') : colour,
    );
  expect([colours('paper'), colours('wash')]).toEqual([
    [papers.light[0], papers.dark[0], papers.dark[0]],
    [papers.light[1], papers.dark[1], papers.dark[1]],
  ]);
});

it('gives the same dark colours to a dark system and to a reader who chose them', () => {
  const css = readFileSync(join(import.meta.dirname, '../../src/styles/tokens.css'), 'utf8');
  const colours = (selector: string): string[] => {
    const [, block = ''] = css.split(`${selector} {`);
    return [...(block.split('}')[0] ?? '').matchAll(/--[\w-]+: [^;]+;/g)].map(([line]) => line);
  };
  const bySystem = colours(":root:not([data-theme='light'])");
  expect(bySystem.length).toBeGreaterThan(30);
  expect(colours(":root[data-theme='dark']")).toEqual(bySystem);
});
