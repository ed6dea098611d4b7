import { expect, it } from 'vitest';
import { Refusal } from '../../../src/project/refusal.ts';
import { refuseMdxFault } from '../../../src/site/mdx/mdx-fault.ts';

it('names the place of what cannot be compiled, without a stack', () => {
  const fault = Object.assign(new Error('unknown tag\n  at x'), { loc: { file: '/p/a.mdx', line: 2 } });
  expect(() => refuseMdxFault(fault)).toThrow(Refusal);
  expect(() => refuseMdxFault(fault)).toThrow(
    /^\/p\/a\.mdx:2: The site builder cannot compile this file: unknown tag$/,
  );
  expect(() => refuseMdxFault(Object.assign(new Error('bad'), { id: '/p/b.mdx' }))).toThrow(/^\/p\/b\.mdx: /);
});

it('throws an error about anything else as it is', () => {
  const fault = Object.assign(new Error('bug'), { loc: { file: '/p/Page.astro' } });
  expect(() => refuseMdxFault(fault)).toThrow(fault);
});
