import { expect, it } from 'vitest';
import { literal, parseMdx } from '../../../src/report/mdx/parse-mdx.ts';

it('reads the literals that an attribute can have, and nothing else', () => {
  const of = (value: string): unknown => literal({ value });
  expect([literal(null), literal(undefined), literal('a b')]).toEqual([true, true, 'a b']);
  expect([of('true'), of('false'), of(' 500 '), of('-0.3'), of('1e3'), of('"a"'), of("'b'")]).toEqual([
    true,
    false,
    500,
    -0.3,
    1_000,
    'a',
    'b',
  ]);
  expect([of('x'), of('1 + 1'), of('"a" + "b"'), of('`a`'), of('{}')]).toEqual(Array(5).fill(undefined));
});

it('names what an element has that is no literal', () => {
  const { elements, problems } = parseMdx('<Claim {...props} below={5} text={x} />', 'run.mdx');
  expect(elements[0]?.props).toEqual({ below: 5 });
  expect(elements[0]?.refused).toEqual(['{…}', 'text']);
  expect(problems).toHaveLength(2);
});
