import { expect, it } from 'vitest';
import { gateMarkdown } from '../../src/diff/markdown/gate-markdown.ts';

const names = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${prefix}${i}`);

it('the summary of a gate lists reasons and runs, 50 of each at most', () => {
  expect(gateMarkdown([], [])).toBe('Nothing blocks.\n');
  expect(gateMarkdown(['slow', 'failing'], ['r1', 'r2'])).toBe('- slow\n- failing\n\nChecked: `r1`, `r2`\n');
  expect(gateMarkdown(names('reason ', 50), names('r', 50))).not.toContain('more.');
  const many = gateMarkdown(names('reason ', 53), names('r', 51));
  expect(many).toContain('- reason 49\n');
  expect(many).not.toContain('reason 50');
  expect(many).toContain('And 3 more.');
  expect(many).toContain('`r49`\n');
  expect(many).toMatch(/And 1 more\.\n$/);
});
