import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { faultOf } from '../../../src/commands/terminal/machine-faults.ts';
import { filesBelow } from '../../../src/site/incremental/page-files.ts';
import { syncFolder } from '../../../src/site/incremental/sync-folder.ts';
import { markSite, refuseForeign } from '../../../src/site/output-folder.ts';

const mark = '<!--later-->';

/** A disk of 400 kB, where this user may mount one. */
function mounted(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=400k', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
const probe = mkdtempSync(join(tmpdir(), 'perfolio-mount-'));
const canMount = mounted(probe);
if (canMount) execFileSync('umount', [probe]);
rmSync(probe, { recursive: true });

describe.skipIf(!canMount)('a site on a full disk', () => {
  let stand: string;
  let from: string;
  let to: string;
  beforeEach(async () => {
    stand = mkdtempSync(join(tmpdir(), 'perfolio-full-'));
    [from, to] = [join(stand, 'from'), join(stand, 'to')];
    mkdirSync(to);
    mounted(to);
    write({
      'a.txt': 'a'.repeat(50_000),
      'b.txt': 'b'.repeat(50_000),
      'page/index.html': `page ${mark} foot`,
    });
    sync('old');
    await markSite(to);
  });
  afterEach(() => {
    execFileSync('umount', [to]);
    rmSync(stand, { recursive: true });
  });

  function write(files: Readonly<Record<string, string>>): void {
    for (const [file, text] of Object.entries(files)) {
      const path = join(from, file);
      mkdirSync(dirname(path), { recursive: true });
      const time = existsSync(path) ? statSync(path).mtimeMs / 1_000 + 10 : 1_000_000;
      writeFileSync(path, text);
      utimesSync(path, time, time);
    }
  }

  const sync = (filling: string): unknown =>
    syncFolder(
      { folder: from, files: filesBelow(from), fillings: new Map([['page/index.html', filling]]) },
      to,
    );

  const site = (): Record<string, string> =>
    Object.fromEntries(
      filesBelow(to)
        .sort()
        .map((file) => [file, readFileSync(join(to, file), 'utf8')]),
    );

  /** The error of a step that a full disk stops. */
  function failing(step: () => unknown): unknown {
    try {
      step();
    } catch (error) {
      return error;
    }
    throw new Error('The disk was not full.');
  }

  it('stays whole when a file does not fit, and a later build replaces it', async () => {
    const old = site();
    write({ 'a.txt': 'A'.repeat(40_000), 'b.txt': 'B'.repeat(500_000) });
    expect(faultOf(failing(() => sync('new')))?.message).toBe(
      `The disk is full. Could not write '${join(to, '.perfolio-incoming/1')}'.`,
    );
    expect(site()).toEqual(old);
    await refuseForeign(to);
    write({ 'b.txt': 'B'.repeat(40_000) });
    sync('new');
    expect(site()).toMatchObject({ 'b.txt': 'B'.repeat(40_000), 'page/index.html': 'page new foot' });
  });

  it('stays whole when the end of a page does not fit', () => {
    const old = site();
    expect(faultOf(failing(() => sync('n'.repeat(500_000))))?.message).toContain('The disk is full.');
    expect(site()).toEqual(old);
  });

  it('keeps the list of what a build may replace', async () => {
    const list = readFileSync(join(to, '.perfolio-site'), 'utf8');
    failing(() => writeFileSync(join(to, 'a.txt'), Buffer.alloc(1_000_000)));
    await expect(markSite(to, ['x'.repeat(5_000)])).rejects.toThrow('ENOSPC');
    expect(readFileSync(join(to, '.perfolio-site'), 'utf8')).toBe(list);
    expect(existsSync(join(to, '.perfolio-incoming'))).toBe(false);
  });
});

describe('faultOf', () => {
  it.each([
    [
      Object.assign(new Error('x'), { code: 'EROFS', syscall: 'mkdir', path: '/a' }),
      "The file system is read-only. Could not create '/a'.",
    ],
    [
      Object.assign(new Error('x'), { code: 'EACCES', syscall: 'scandir', path: '/\u001b[31m' }),
      "Permission denied. Could not read '/\\x1B[31m'.",
    ],
    [new Error('Could not write: No space left on device (os error 28)'), 'The disk is full.'],
  ])('names the path, without control characters', (error, message) => {
    expect(faultOf(error)?.message).toBe(message);
  });

  it('leaves other errors as they are: a fault of the program needs its stack', () => {
    for (const error of [new TypeError('x'), Object.assign(new Error('x'), { code: 'ENOENT' }), 'text'])
      expect(faultOf(error)).toBeNull();
  });
});
