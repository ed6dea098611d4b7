import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkOutRef } from '../../src/store/git-ref.ts';
import { projectPaths } from '../../src/store/paths.ts';
import { commitAll, gitIn } from '../commands/git-folder.ts';

let top = '';
const write = (path: string, text: string | Uint8Array): void => {
  mkdirSync(dirname(join(top, path)), { recursive: true });
  writeFileSync(join(top, path), text);
};
beforeEach(() => {
  vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
  top = mkdtempSync(join(tmpdir(), 'perfolio-ref-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(top, { recursive: true, force: true });
});

/** What a ref holds, by the path of a file. */
async function contentOf(ref: string, ...files: readonly string[]): Promise<string[]> {
  const { paths, dispose } = await checkOutRef(ref, projectPaths(top, top));
  try {
    return files.map((file) => readFileSync(join(paths.shownFrom, file), 'latin1'));
  } finally {
    await dispose();
  }
}

describe('the files of a ref', () => {
  const text = '$Id$ {"commit": "a"}\nsecond\n';

  it.each([
    ['an encoding', 'working-tree-encoding=UTF-16LE'],
    ['line ends', 'text eol=crlf'],
    ['an id', 'ident'],
    ['a filter', 'filter=upper'],
  ])('are read as they were committed, whatever attributes set %s', async (_, attributes) => {
    write('data/r1/run.json', text);
    write('content/runs/r1.mdx', text);
    commitAll(top);
    gitIn(top, 'config', 'filter.upper.smudge', 'tr a-z A-Z');
    gitIn(top, 'config', 'core.autocrlf', 'true');
    const expected = [text, text];
    const files = ['data/r1/run.json', 'content/runs/r1.mdx'];
    write('.gitattributes', `*.json ${attributes}\n*.mdx ${attributes}\n`);
    write('data/.gitattributes', `*.json ${attributes}\n`);
    expect(await contentOf('HEAD', ...files)).toEqual(expected);
    write('.git/info/attributes', `*.json ${attributes}\n*.mdx ${attributes}\n`);
    expect(await contentOf('HEAD', ...files)).toEqual(expected);
    gitIn(top, 'add', '.gitattributes', 'data/.gitattributes');
    gitIn(top, 'commit', '--quiet', '--message=attributes');
    expect(await contentOf('HEAD', ...files)).toEqual(expected);
  });

  it('are complete: empty, binary, large, of odd names, and no submodule', async () => {
    const files: Record<string, Buffer> = {
      'data/empty': Buffer.alloc(0),
      'data/bytes': Buffer.from(Array.from({ length: 256 }, (_, i) => i)),
      'data/large.csv': Buffer.alloc(3_000_001, 'ab\n'),
      'data/ä "b"\n.csv': Buffer.from('1 blob 2\n\n'),
    };
    for (const [path, bytes] of Object.entries(files)) write(path, bytes);
    commitAll(top);
    const commit = gitIn(top, 'rev-parse', 'HEAD').trim();
    gitIn(top, 'update-index', '--add', '--cacheinfo', `160000,${commit},data/sub`);
    gitIn(top, 'commit', '--quiet', '--message=submodule');
    const sums = (texts: readonly string[]): string[] =>
      texts.map((text) => createHash('sha256').update(text, 'latin1').digest('hex'));
    const found = await contentOf('HEAD', ...Object.keys(files));
    expect(sums(found)).toEqual(sums(Object.values(files).map((bytes) => bytes.toString('latin1'))));
  });

  it('are those of the project alone, whatever pattern its folder looks like', async () => {
    write(':!p/data/r1/run.json', 'own');
    write('pa/data/r1/run.json', 'other');
    commitAll(top);
    const { paths, dispose } = await checkOutRef('HEAD', projectPaths(join(top, ':!p'), top));
    expect(readdirSync(paths.shownFrom).filter((name) => !name.startsWith('.'))).toEqual([':!p']);
    expect(readFileSync(join(paths.data, 'r1/run.json'), 'utf8')).toBe('own');
    await dispose();
  });

  it('are listed once for a commit, and again for another', async () => {
    write('data/r1/run.json', 'first');
    commitAll(top);
    const file = 'data/r1/run.json';
    expect(await contentOf('HEAD', file)).toEqual(['first']);
    const trace = join(top, '.git/asked.json');
    vi.stubEnv('GIT_TRACE2_EVENT', trace);
    expect(await contentOf('main', file)).toEqual(['first']);
    expect(readFileSync(trace, 'utf8')).not.toMatch(/"(?:read-tree|ls-files)"/);
    vi.unstubAllEnvs();
    write(file, 'second');
    commitAll(top);
    expect(await contentOf('HEAD', file)).toEqual(['second']);
    expect(await contentOf('HEAD~1', file)).toEqual(['first']);
  });

  it('are fetched from Git LFS where they only point to it', async () => {
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n';
    write('data/r1/requests.csv', pointer);
    commitAll(top);
    expect(await contentOf('HEAD', 'data/r1/requests.csv')).toEqual([pointer]);
    write('bin/git-lfs', `#!/bin/sh\ntest "$1" = smudge && grep --quiet oid && echo content\n`);
    chmodSync(join(top, 'bin/git-lfs'), 0o755);
    vi.stubEnv('PATH', `${join(top, 'bin')}${delimiter}${process.env.PATH ?? ''}`);
    expect(await contentOf('HEAD', 'data/r1/requests.csv')).toEqual(['content\n']);
  });

  it.each(['data', 'content'])('are refused where %s is a link', async (folder) => {
    write(`${folder}2/r1/run.json`, '{}');
    write('data/.keep', '');
    commitAll(top);
    rmSync(join(top, folder), { recursive: true, force: true });
    symlinkSync(`${folder}2`, join(top, folder));
    await expect(contentOf('HEAD')).rejects.toThrow(`${join(top, folder)} is a symbolic link`);
  });

  it('are refused where a folder of the repository around the project is a link, not one above it', async () => {
    write('perf/data/r1/run.json', '{}');
    commitAll(top);
    const link = `${top}-link`;
    symlinkSync(top, link);
    try {
      const { dispose } = await checkOutRef('HEAD', projectPaths(join(link, 'perf'), link));
      await dispose();
      renameSync(join(top, 'perf'), join(top, 'perf2'));
      symlinkSync('perf2', join(top, 'perf'));
      const linked = checkOutRef('HEAD', projectPaths(join(top, 'perf'), top));
      await expect(linked).rejects.toThrow(`${join(top, 'perf')} is a symbolic link`);
    } finally {
      rmSync(link);
    }
  });
});
