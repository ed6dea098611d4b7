import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderCache, hashFile } from '../../src/store/cache.ts';
import { deleteOldVersions, limitSize } from '../../src/store/cache-limits.ts';
import { codeVersion } from '../../src/store/code-version.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'perfolio-cache-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What a cache gives for a key, and whether it had to be made. */
async function ask(key: string, version = '1'): Promise<{ value: unknown; isMade: boolean }> {
  let isMade = false;
  const value = await folderCache(folder, version).through('things', key, () => {
    isMade = true;
    return Promise.resolve({ text: `µ of ${key}`, list: [1, null] });
  });
  return { value, isMade };
}

const entry = (): string => join(folder, 'things', readdirSync(join(folder, 'things'))[0]!);

describe('folderCache', () => {
  it('gives again what it kept', async () => {
    const made = await ask('a');
    const kept = await ask('a');
    expect([made.isMade, kept.isMade]).toEqual([true, false]);
    expect(kept.value).toEqual({ text: 'µ of a', list: [1, null] });
  });

  it('keeps nothing of another key or of other code', async () => {
    await ask('a');
    expect((await ask('b')).isMade).toBe(true);
    expect((await ask('a', '2')).isMade).toBe(true);
  });

  it('counts what it found and what it made', async () => {
    const cache = folderCache(folder, '1');
    for (const key of ['a', 'b', 'a']) await cache.through('things', key, () => Promise.resolve(key));
    expect([cache.hits, cache.misses]).toEqual([1, 2]);
  });

  it('makes a cut entry again', async () => {
    await ask('a');
    truncateSync(entry(), 20);
    expect(await ask('a')).toEqual({ value: { text: 'µ of a', list: [1, null] }, isMade: true });
    expect((await ask('a')).isMade).toBe(false);
  });

  it('makes an entry again whichever of its bytes is damaged', async () => {
    await ask('a');
    const whole = readFileSync(entry());
    for (let at = 0; at < whole.length; at++) {
      const damaged = Buffer.from(whole);
      damaged[at] = damaged[at]! ^ 0x10;
      writeFileSync(entry(), damaged);
      expect((await ask('a')).value).toEqual({ text: 'µ of a', list: [1, null] });
    }
  });

  it('keeps a value in two parts, and makes it again whichever of its bytes is damaged', async () => {
    const value = { core: { id: 'a' }, rest: { points: [1, 2.5, null] } };
    let made = 0;
    const askParts = async (): Promise<unknown> => {
      const { core, rest } = await folderCache(folder, '1').inParts('things', 'a', () => {
        made++;
        return Promise.resolve(value);
      });
      return { core, rest: rest() };
    };
    expect(await askParts()).toEqual(value);
    expect(await askParts()).toEqual(value);
    expect(made).toBe(1);
    const whole = readFileSync(entry());
    for (let at = 0; at < whole.length; at++) {
      const damaged = Buffer.from(whole);
      damaged[at] = damaged[at]! ^ 0x10;
      writeFileSync(entry(), damaged);
      expect(await askParts()).toEqual(value);
    }
    // A bit or two of a frame mean nothing.
    expect(made).toBeGreaterThan(0.9 * whole.length);
    truncateSync(entry(), whole.length - 1);
    expect(await askParts()).toEqual(value);
  });

  it('costs nothing but time where it cannot write', async () => {
    writeFileSync(join(folder, 'things'), 'a file where the folder should be');
    expect((await ask('a')).isMade).toBe(true);
    expect((await ask('a')).isMade).toBe(true);
  });
});

describe('hashFile', () => {
  it('is the SHA-256 of small and of large files', async () => {
    const path = join(folder, 'file');
    writeFileSync(path, 'abc');
    // FIPS 180-2, appendix B.1.
    expect(await hashFile(path)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    writeFileSync(path, Buffer.alloc(5_000_000, 'a'));
    // head -c 5000000 /dev/zero | tr '\0' a | sha256sum
    expect(await hashFile(path)).toBe('7f4a285193573e707fcb6398222c00f044745cd2930e41d28d30da87d6ca183f');
  });
});

describe('deleteOldVersions', () => {
  it('leaves the results of the last two versions of the code', () => {
    for (const [i, name] of ['a', 'b', 'c', 'd'].entries()) {
      mkdirSync(join(folder, 'runs', name, 'things'), { recursive: true });
      utimesSync(join(folder, 'runs', name), 1_000 - i, 1_000 - i);
    }
    deleteOldVersions(join(folder, 'runs'));
    expect(readdirSync(join(folder, 'runs')).sort()).toEqual(['a', 'b']);
  });

  it('needs no folder', () => expect(() => deleteOldVersions(join(folder, 'none'))).not.toThrow());
});

describe('limitSize', () => {
  const entry = (name: string, bytes: number, seconds: number): void => {
    mkdirSync(join(folder, 'runs/v/things'), { recursive: true });
    writeFileSync(join(folder, 'runs/v/things', name), Buffer.alloc(bytes));
    utimesSync(join(folder, 'runs/v/things', name), seconds, seconds);
  };
  const left = (): string[] => readdirSync(join(folder, 'runs/v/things')).sort();

  it('deletes the oldest entries beyond a size, and looks once a day', () => {
    for (const [i, name] of ['a', 'b', 'c', 'd'].entries()) entry(name, 100, 1_000 + i);
    const now = Date.now();
    limitSize(join(folder, 'runs'), 250, now);
    expect(left()).toEqual(['c', 'd']);
    entry('e', 200, 2_000);
    limitSize(join(folder, 'runs'), 250, now + 3_600_000);
    expect(left()).toEqual(['c', 'd', 'e']);
    limitSize(join(folder, 'runs'), 250, now + 90_000_000);
    expect(left()).toEqual(['e']);
  });

  it('needs no folder', () => expect(() => limitSize(join(folder, 'none'), 1)).not.toThrow());
});

describe('codeVersion', () => {
  // Every folder of the sources but those whose modules only draw pages or run commands.
  const drawing = ['cli', 'commands', 'components', 'layouts', 'pages', 'styles'];
  const layers = readdirSync(join(import.meta.dirname, '../../src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !drawing.includes(entry.name))
    .map(({ name }) => name);
  const copy = (): string => {
    for (const layer of layers) mkdirSync(join(folder, 'src', layer, 'inner'), { recursive: true });
    for (const layer of layers) writeFileSync(join(folder, 'src', layer, 'inner', 'code.ts'), layer);
    writeFileSync(join(folder, 'package-lock.json'), '{}');
    writeFileSync(join(folder, 'package.json'), '{"version": "1.2.3"}');
    return folder;
  };

  it.each([...layers.map((layer) => `src/${layer}/inner/code.ts`), 'package-lock.json'])(
    'is another one once %s changes',
    (file) => {
      const before = codeVersion(copy());
      expect(codeVersion(folder)).toBe(before);
      writeFileSync(join(folder, file), 'changed');
      expect(codeVersion(folder)).not.toBe(before);
    },
  );

  it('contains the version of the package, and depends on compiled modules as on sources', () => {
    const before = codeVersion(copy());
    expect(before).toMatch(/^1\.2\.3\+[0-9a-f]{64}$/);
    writeFileSync(join(folder, 'src/site/inner/compiled.js'), '');
    expect(codeVersion(folder)).not.toBe(before);
    writeFileSync(join(folder, 'package.json'), '{"version": "1.2.4"}');
    expect(codeVersion(folder)).toMatch(/^1\.2\.4\+/);
  });

  it('of an installed package depends on its modules and on the versions around it', () => {
    const installed = join(folder, 'project/node_modules/perfolio');
    for (const layer of layers) mkdirSync(join(installed, 'lib', layer), { recursive: true });
    for (const layer of layers) writeFileSync(join(installed, 'lib', layer, 'code.js'), layer);
    writeFileSync(join(installed, 'package.json'), '{"version": "1.2.3"}');
    const before = codeVersion(installed);
    writeFileSync(join(installed, 'lib/stats/code.js'), 'changed');
    const changed = codeVersion(installed);
    expect(changed).not.toBe(before);
    writeFileSync(join(folder, 'project/node_modules/.package-lock.json'), '{}');
    expect(codeVersion(installed)).not.toBe(changed);
  });

  it('is the same in another folder', () => {
    const before = codeVersion(copy());
    const other = join(folder, 'other');
    for (const part of ['src', 'package-lock.json', 'package.json'])
      cpSync(join(folder, part), join(other, part), { recursive: true });
    expect(codeVersion(other)).toBe(before);
  });
});
