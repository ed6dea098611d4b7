import {
  appendFileSync,
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
import { problem } from '../../../src/model/problem.ts';
import { forgetSite, recordSite, unchangedSite } from '../../../src/site/unchanged/last-site.ts';
import { siteInputs } from '../../../src/site/unchanged/site-inputs.ts';
import { FileHashes } from '../../../src/store/file-hashes.ts';
import { checkoutPaths, type Paths } from '../../../src/store/paths.ts';
import { commitAll } from '../../commands/git-folder.ts';

let folder: string;
let paths: Paths;

function write(file: string, text: string): void {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-unchanged-'));
  const below = (name: string): string => join(folder, name);
  paths = checkoutPaths({
    ...{ project: folder, shownFrom: folder, data: below('data'), content: below('content') },
    ...{ ownPublic: below('public'), out: below('dist'), cache: below('cache') },
  });
  write('data/project.json', '{}');
  write('data/a/requests.csv', 'timestamp,endpoint,duration_ms,ok\n');
  write('content/runs/a.mdx', 'Words\n');
  write('public/robots.txt', 'User-agent: *\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

const inputs = (options: { base?: string; isRelative?: boolean } = {}): Promise<string | null> => {
  const { base, isRelative = false } = options;
  return siteInputs({ paths, address: base === undefined ? {} : { base }, isRelative }, new FileHashes());
};

describe('the hash of what a site is made from', () => {
  it('is the same as long as nothing changes', async () => {
    expect(await inputs()).toMatch(/^[0-9a-f]{64}$/);
    expect(await inputs()).toBe(await inputs());
  });

  const changes: Record<string, () => void> = {
    'a raw file': () => write('data/a/requests.csv', 'timestamp,endpoint,duration_ms,no\n'),
    'a file that is no result': () => write('data/README.md', 'About\n'),
    'an empty folder': () => {
      mkdirSync(join(folder, 'data/b'));
    },
    'a link': () => symlinkSync(join(folder, 'data/a'), join(folder, 'data/b')),
    'a run removed': () => rmSync(join(folder, 'data/a'), { recursive: true }),
    words: () => write('content/runs/a.mdx', 'Other\n'),
    'a static file': () => write('public/robots.txt', 'User-agent: x\n'),
    'a first commit': () => commitAll(folder),
  };
  it.each(Object.entries(changes))('changes with %s', async (_, change) => {
    const before = await inputs();
    change();
    expect(await inputs()).not.toBe(before);
  });

  it('is unknown beside a link, which may lead to what changes unseen', async () => {
    write('elsewhere/b/requests.csv', '');
    symlinkSync(join(folder, 'elsewhere/b'), join(folder, 'data/b'));
    expect(await inputs()).toBeNull();
  });

  it('changes with the address and the kind of links', async () => {
    const all = [await inputs(), await inputs({ base: '/x/' }), await inputs({ isRelative: true })];
    expect(new Set(all).size).toBe(3);
  });

  it('changes with every commit', async () => {
    commitAll(folder);
    const before = await inputs();
    write('other.txt', 'Code\n');
    expect(await inputs()).toBe(before);
    commitAll(folder);
    expect(await inputs()).not.toBe(before);
  });

  it('knows a file that keeps size and time, read by one build', async () => {
    const hashes = new FileHashes();
    const path = join(folder, 'data/a/requests.csv');
    const { atime, mtime } = statSync(path);
    const before = await hashes.of(path);
    write('data/a/requests.csv', 'timestamp,endpoint,duration_ms,no\n');
    utimesSync(path, atime, mtime);
    expect(await hashes.of(path)).not.toBe(before);
  });
});

describe('the last site', () => {
  const facts = { runs: 1, short: 0, files: 1, bytes: 5, rendered: 1, computed: 3, results: 3 };
  const warnings = [problem('warning', 'data/a', 'Odd.')];

  beforeEach(() => {
    write('dist/.perfolio-site', 'index.html\n');
    write('dist/index.html', 'index');
    const { mtimeMs, size } = statSync(join(folder, 'dist/index.html'));
    const placed = { 'index.html': [Math.round(mtimeMs), size] as const };
    recordSite(paths, { inputs: 'same', facts, problems: warnings, placed });
  });

  it('is unchanged if it was made from the same and is whole', () => {
    expect(unchangedSite(paths, 'same')).toMatchObject({ facts, problems: warnings });
    expect(unchangedSite(paths, 'other')).toBeNull();
  });

  const page = (): string => join(folder, 'dist/index.html');
  const changes: Record<string, () => void> = {
    'a page is longer': () => appendFileSync(page(), ' '),
    'a page was written again': () => utimesSync(page(), 1, 1),
    'a page is gone': () => rmSync(page()),
    'there is another file': () => write('dist/more/other.html', ''),
    'another file is in the place of its mark': () => {
      rmSync(join(folder, 'dist/.perfolio-site'));
      write('dist/other.html', '');
    },
    'the folder is gone': () => rmSync(join(folder, 'dist'), { recursive: true }),
    'it was forgotten': () => forgetSite(paths),
    'the record is damaged': () => {
      const record = readdirSync(join(folder, 'cache/astro')).map((name) =>
        join(folder, 'cache/astro', name),
      );
      for (const path of record) writeFileSync(path, readFileSync(path, 'latin1').replace('Odd', 'Old'));
    },
  };
  it.each(Object.entries(changes))('is changed if %s', (_, change) => {
    change();
    expect(unchangedSite(paths, 'same')).toBeNull();
  });
});
