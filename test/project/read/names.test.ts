import { cpSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { perfolio } from '../../commands/perfolio.ts';
import { smallProject } from '../../commands/unlucky-machine.ts';

const folder = mkdtempSync(join(tmpdir(), 'perfolio-names-'));
beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  smallProject(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** True where the disk holds two files whose names are one in another form of Unicode, or but for their case. */
function canHoldBoth(one: string, other: string): boolean {
  const probe = join(folder, 'probe');
  for (const name of [one, other]) mkdirSync(join(probe, name), { recursive: true });
  const { length } = readdirSync(probe);
  rmSync(probe, { recursive: true });
  return length === 2;
}

describe('names of runs', () => {
  it.each([
    ['of one name in two forms of Unicode', 'caf\u00e9', 'cafe\u0301'],
    ['equal but for case', 'Nightly', 'nightly'],
    ['equal but for a blank at the end', 'nightly', 'nightly '],
  ])('%s are an error: a checkout on another disk would have one of them', async (_, one, other) => {
    smallProject(folder);
    if (!canHoldBoth(one, other)) return;
    renameSync(join(folder, 'data/r1'), join(folder, 'data', one));
    renameSync(join(folder, 'data/r2'), join(folder, 'data', other));
    const { out, code } = await perfolio(folder, ['check']);
    expect(out).toContain('differs from');
    expect(code).toBe(1);
  });

  it('with commentary may not hold what the site builder takes for the end of a path', async () => {
    renameSync(join(folder, 'data/r1'), join(folder, 'data/r#1'));
    mkdirSync(join(folder, 'content/runs'), { recursive: true });
    writeFileSync(join(folder, 'content/runs/r#1.mdx'), '<Report />\n');
    const { out, code } = await perfolio(folder, ['check']);
    expect(out).toContain(
      'content/runs/r#1.mdx: The site builder cannot read a file with `#` or `?` in its name.',
    );
    expect(code).toBe(1);
  });

  it('with escape sequences and marks of direction are shown, and never obeyed', async () => {
    const name = '\u001b[31m\u202er\u0007';
    cpSync(join(folder, 'data/r1'), join(folder, 'data', name), { recursive: true });
    writeFileSync(join(folder, 'data', name, 'run.json'), '{"unknown": 1}');
    const { out, code } = await perfolio(folder, ['check']);
    expect(out).toContain('data/\\u001b[31m\\u202er\\u0007/run.json:1:2');
    expect(out).not.toMatch(/[\u001b\u202e\u0007]/);
    expect(code).toBe(1);
    const { err } = await perfolio(folder, ['diff', '\u001b[31m', 'r2']);
    expect(err).not.toContain('\u001b');
  });

  it('in another form of Unicode are unknown, and the message says why', async () => {
    const reason = 'looks the same but is spelt with other code points (Unicode NFC). Rename one of them.';
    renameSync(join(folder, 'data/r1'), join(folder, 'data/caf\u00e9'));
    const { code, err } = await perfolio(folder, ['diff', 'cafe\u0301', 'r2']);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining(reason) as string });
    mkdirSync(join(folder, 'content/runs'), { recursive: true });
    writeFileSync(join(folder, 'content/runs/cafe\u0301.mdx'), '<Report />\n');
    expect((await perfolio(folder, ['check'])).out).toContain(reason);
  });

  it.each(['a b', '#1?x%41', 'CON', 'end.', '<b>x', '__proto__', 'constructor', 'new\nline', '-rf', 'index'])(
    '%j is read like any other',
    async (name) => {
      cpSync(join(folder, 'data/r1'), join(folder, 'data', name), { recursive: true });
      rmSync(join(folder, 'data/r1'), { recursive: true });
      const { code } = await perfolio(folder, ['check']);
      expect(code).toBe(0);
      const { out } = await perfolio(folder, ['diff', '--json', '--', name, 'r2']);
      expect((JSON.parse(out) as { runs: unknown[] }).runs).toMatchObject([{ base: name }]);
    },
  );
});
