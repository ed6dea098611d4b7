import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { inShell, stand } from './unlucky-machine.ts';

const ioModule = pathToFileURL(resolve(import.meta.dirname, '../../src/commands/terminal/io.ts')).href;
const { folder, remove } = stand();
afterAll(remove);

/** A device that is always full; only Linux has it. */
describe.skipIf(!existsSync('/dev/full'))('output that cannot be written', () => {
  it.each(['formats --json', 'diff r1 r2', 'check --help'])('is no success: %s', async (command) => {
    const { code, stderr } = await inShell(folder, `perfolio ${command} >/dev/full`);
    expect(stderr).toContain(
      'The output could not be written to stdout. The disk is full.\n  Free some space.',
    );
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(code).toBe(1);
  });

  it('of messages stops nothing', async () => {
    // It prints on stderr that it wrote the file.
    const { code } = await inShell(folder, 'perfolio diff r1 r2 --out diff.md 2>/dev/full');
    expect(code).toBe(0);
    expect(existsSync(join(folder, 'diff.md'))).toBe(true);
    const { code: broken } = await inShell(folder, 'perfolio inspect missing.csv 2>/dev/full');
    expect(broken).toBe(1);
  });

  it('stays a failure, whatever exit code follows', async () => {
    const script = `
      import { processIo } from ${JSON.stringify(ioModule)};
      const io = processIo();
      io.out("lost");
      setTimeout(() => io.exit(0), 500);`;
    const line = `"${process.execPath}" --input-type=module -e '${script}' >/dev/full`;
    const { code, stderr } = await inShell(folder, line);
    expect(stderr).toMatch(/^The output could not be written to stdout\./);
    expect(code).toBe(1);
  });

  it('because the shell closed the streams is no crash', async () => {
    for (const line of ['perfolio check --json >&-', 'perfolio formats <&- >&- 2>&-']) {
      const { code, stderr } = await inShell(folder, line);
      expect(stderr).not.toMatch(/^\s+at /m);
      expect(code).toBe(0);
    }
  });
});
