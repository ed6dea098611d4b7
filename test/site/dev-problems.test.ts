import { expect, it } from 'vitest';
import { problem, type Problem } from '../../src/model/problem.ts';
import { problemTeller } from '../../src/site/dev-problems.ts';

const warning = problem('warning', 'data/run-1/run.json', 'No run is called so.', { line: 3 });
const error = problem('error', 'content/runs/run-1.mdx', 'The claim is not true.');

/** A teller, what it said, and a way to change what is read. */
function telling() {
  const said: string[] = [];
  const state: { read: () => Promise<{ problems: readonly Problem[] }> } = {
    read: () => Promise.resolve({ problems: [] }),
  };
  const to = (level: string) => (text: string) => void said.push(`${level}: ${text.trim().split('\n')[0]!}`);
  const tell = problemTeller(() => state.read(), { info: to('info'), warn: to('warn'), error: to('error') });
  const when = async (...problems: readonly Problem[]): Promise<string[]> => {
    state.read = () => Promise.resolve({ problems });
    await tell();
    return said.splice(0);
  };
  return { said, state, tell, when };
}

it('tells problems when they come, change and go, each once', async () => {
  const { when } = telling();
  expect(await when()).toEqual([]);
  expect(await when(warning)).toEqual(['warn: data/run-1/run.json:3: warning: No run is called so.']);
  expect(await when(warning)).toEqual([]);
  expect(await when(error, warning)).toEqual(['warn: content/runs/run-1.mdx: The claim is not true.']);
  expect(await when()).toEqual(['info: Everything is valid again.']);
});

it('tells nothing of what has changed again meanwhile', async () => {
  const { said, state, tell } = telling();
  let finish: () => void = () => undefined;
  state.read = () => new Promise((done) => (finish = () => done({ problems: [warning] })));
  const first = tell();
  state.read = () => Promise.resolve({ problems: [error] });
  await tell();
  finish();
  await first;
  expect(said).toEqual(['warn: content/runs/run-1.mdx: The claim is not true.']);
});

it('says what kept it from reading', async () => {
  const { said, state, tell } = telling();
  state.read = () => Promise.reject(new Error('no disk'));
  await tell();
  expect(said).toEqual(['error: Error: no disk']);
});
