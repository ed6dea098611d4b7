import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { askOf } from '../../../src/commands/terminal/io.ts';

/** Asks, while somebody types and then perhaps ends the input. */
async function asked(typed: string, isEnded: boolean): Promise<string> {
  const input = new PassThrough();
  const answer = askOf('Name? ', input, new PassThrough());
  input.write(typed);
  if (isEnded) input.end();
  return answer;
}

it('an answer is what was typed', async () => {
  expect(await asked('Shop\n', false)).toBe('Shop');
  expect(await asked('Shop\n', true)).toBe('Shop');
  expect(await asked('\n', false)).toBe('');
});

it('whoever ends the input gets a word, not a trace', async () => {
  await expect(asked('', true)).rejects.toThrow('No answer. Nothing was changed.');
});
