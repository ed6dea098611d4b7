import { existsSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { reportRefusals } from '../../../src/commands/terminal/refusals.ts';
import { Refusal, WrongUsage } from '../../../src/project/refusal.ts';

/** What an action that throws prints, and its exit code. */
async function ended(action: () => void): Promise<{ err: string; code: number }> {
  let [err, code] = ['', 0];
  const io = {
    cwd: '/',
    isInteractive: false,
    out: () => undefined,
    err: (text: string) => void (err += text),
    exit: (given: number) => void (code = given),
  };
  await reportRefusals(io, () => Promise.resolve().then(action));
  return { err, code };
}

describe('an action that fails', () => {
  it.skipIf(!existsSync('/dev/full'))('on a full disk says so, without a stack', async () => {
    const { err, code } = await ended(() => writeFileSync('/dev/full', 'text'));
    expect(err).toMatch(/^The disk is full\..*\n {2}Free some space\./);
    expect(err).not.toMatch(/^\s+at /m);
    expect(code).toBe(1);
  });

  it('for a reason of the user’s prints it with its hint', async () =>
    expect(
      await ended(() => {
        throw new Refusal('The run has no samples.', 'Add a file.');
      }),
    ).toEqual({ err: 'The run has no samples.\n  Add a file.\n', code: 1 }));

  it('by wrong usage ends with 2', async () =>
    expect(
      await ended(() => {
        throw new WrongUsage('Give a file.', null);
      }),
    ).toEqual({ err: 'Give a file.\n', code: 2 }));

  it('by a fault of the program keeps its stack', async () =>
    expect(
      ended(() => {
        throw new TypeError('x is not a function');
      }),
    ).rejects.toThrow(TypeError));
});
