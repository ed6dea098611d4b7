import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { extentOf, syncFolder, type Extent } from '../../../src/site/incremental/sync-folder.ts';
import { begin, filesBelow, removeStale } from '../../../src/site/incremental/page-files.ts';

const mark = '<!--later-->';
let stand: string;
let from: string;
let to: string;

beforeEach(() => {
  stand = mkdtempSync(join(tmpdir(), 'perfolio-over-'));
  [from, to] = [join(stand, 'from'), join(stand, 'to')];
});
afterEach(() => rmSync(stand, { recursive: true }));

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

const bring = (fillings: ReadonlyMap<string, string> = new Map()): Extent =>
  extentOf(syncFolder({ folder: from, files: filesBelow(from), fillings }, to));

const textsIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    filesBelow(folder)
      .sort()
      .map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
  );

/** Makes a file look as if it had been written long ago. */
const age = (path: string): void => utimesSync(path, 1_000_000, 1_000_000);

describe('syncFolder', () => {
  it('makes a folder like another and tells its extent', () => {
    write(from, { 'index.html': 'é', 'runs/a/index.html': 'a', 'runs/a.json': '{}' });
    expect(bring()).toEqual({ files: 3, bytes: 5 });
    expect(textsIn(to)).toEqual(textsIn(from));
  });

  it('brings what changed, and touches nothing else', () => {
    write(from, { 'same.txt': 'same', 'other.txt': 'old' });
    bring();
    const before = statSync(join(to, 'same.txt'));
    write(from, { 'other.txt': 'new' });
    age(join(from, 'other.txt'));
    bring();
    expect(textsIn(to)).toEqual({ 'same.txt': 'same', 'other.txt': 'new' });
    const after = statSync(join(to, 'same.txt'));
    expect([after.ino, after.ctimeMs]).toEqual([before.ino, before.ctimeMs]);
  });

  it('makes good what somebody changed in the meantime', () => {
    write(from, { 'a.txt': 'right' });
    bring();
    write(to, { 'a.txt': 'wrong' });
    age(join(to, 'a.txt'));
    bring();
    expect(textsIn(to)).toEqual({ 'a.txt': 'right' });
  });

  it('takes away what is there no more, with folders that are empty then', () => {
    write(from, { 'runs/a/index.html': 'a', 'runs/b/files/raw.csv': 'b' });
    bring();
    rmSync(join(from, 'runs/b'), { recursive: true });
    bring();
    expect(textsIn(to)).toEqual({ 'runs/a/index.html': 'a' });
    expect(readdirSync(join(to, 'runs'))).toEqual(['a']);
  });

  it('leaves the list of what builds wrote, which is no file of the site', () => {
    write(from, { 'index.html': '' });
    write(to, { '.perfolio-site': 'index.html', 'old.html': '' });
    bring();
    expect(textsIn(to)).toEqual({ '.perfolio-site': 'index.html', 'index.html': '' });
  });

  it('fills texts in, again and again, and leaves a page alone that has its text', () => {
    const page = `${'x'.repeat(40_000)}${mark}</main>`;
    write(from, { 'index.html': page });
    const fill = (text: string): string => {
      bring(new Map([['index.html', text]]));
      expect(readFileSync(join(from, 'index.html'), 'utf8')).toBe(page);
      return readFileSync(join(to, 'index.html'), 'utf8').slice(40_000);
    };
    expect(fill('one run later')).toBe('one run later</main>');
    expect(fill('')).toBe('</main>');
    expect(fill('two runs later')).toBe('two runs later</main>');
    const before = statSync(join(to, 'index.html')).ctimeMs;
    expect(fill('two runs later')).toBe('two runs later</main>');
    expect(statSync(join(to, 'index.html')).ctimeMs).toBe(before);
  });

  it('writes through no link and over no folder', () => {
    write(stand, { 'elsewhere.txt': 'not ours' });
    write(from, { 'a.txt': 'a', 'b.txt': 'b' });
    write(to, { 'b.txt/inner.txt': 'a folder where a file should be' });
    symlinkSync(join(stand, 'elsewhere.txt'), join(to, 'a.txt'));
    bring();
    expect(textsIn(to)).toEqual({ 'a.txt': 'a', 'b.txt': 'b' });
    expect(readFileSync(join(stand, 'elsewhere.txt'), 'utf8')).toBe('not ours');
  });
});

describe('removeStale', () => {
  it('takes away what was written before a build and does not stand', () => {
    write(from, { 'old.html': '', 'kept.html': '', 'deep/old.css': '' });
    for (const file of filesBelow(from)) age(join(from, file));
    const begunMs = begin(from);
    write(from, { 'new.html': '' });
    const left = removeStale(from, new Set([join(from, 'kept.html')]), begunMs);
    expect(left.sort()).toEqual(['kept.html', 'new.html']);
    expect(filesBelow(from).sort()).toEqual(['kept.html', 'new.html']);
  });
});
