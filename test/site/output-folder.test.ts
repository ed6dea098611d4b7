import { checkoutPaths } from '../../src/store/paths.ts';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { markSite, refuseForeign, wrongPlace } from '../../src/site/output-folder.ts';

let stand = '';
beforeEach(() => {
  stand = realpathSync(mkdtempSync(join(tmpdir(), 'perfolio-place-')));
  for (const name of ['data', 'content', 'src', 'public', 'test', 'docs', 'node_modules', '.git'])
    mkdirSync(join(stand, 'copy', name), { recursive: true });
  mkdirSync(join(stand, 'results'));
});
afterEach(() => rmSync(stand, { recursive: true, force: true }));

function write(path: string): void {
  mkdirSync(dirname(join(stand, path)), { recursive: true });
  writeFileSync(join(stand, path), 'text');
}

describe('the place of a site', () => {
  const wrong = (out: string): string | null => {
    const root = join(stand, 'copy');
    const [data, content] = [join(stand, 'results'), join(root, 'content')];
    return wrongPlace(checkoutPaths({ project: root, data, content, out: join(root, out) }));
  };

  it.each([...['data', 'content', 'src', 'public', 'test', 'docs', 'node_modules', '.git'], '../results'])(
    'is not %s, which it would take the place of',
    (out) => {
      expect(wrong(out)).toBe(
        `${join(stand, 'copy', out)} is a folder of this project, which the site would replace.`,
      );
    },
  );

  it('is not the repository, nor what contains it', () => {
    expect(wrong('.')).toContain('is a folder of this project');
    expect(wrong('..')).toBe(`${stand} contains ${stand}/copy/data, which the site would replace.`);
  });

  it.each([
    'data/site',
    'content/a/b',
    'src/site',
    'public/site',
    'test/site',
    'docs/site',
    '.git/site',
    '../results/site',
  ])('is not %s, among what people wrote', (out) => {
    expect(wrong(out)).toMatch(/ lies in .*, which contains files that people edit\.$/);
  });

  it('is not behind a link either', () => {
    symlinkSync(join(stand, 'copy/data'), join(stand, 'copy/link'));
    expect(wrong('link')).toContain('is a folder of this project');
    expect(wrong('link/new/site')).toContain(`lies in ${stand}/copy/data`);
  });

  it.each(['dist', 'data-site', '..site', '../site', 'node_modules/.cache/site', 'test/.tmp/one/site'])(
    'may be %s',
    (out) => {
      expect(wrong(out)).toBeNull();
    },
  );
});

describe('a folder that is there', () => {
  const refused = async (): Promise<string> =>
    refuseForeign(join(stand, 'site')).then(
      () => 'replaced',
      (error: unknown) => (error as Error).message,
    );

  it('is replaced where it is empty, or missing', async () => {
    expect(await refused()).toBe('replaced');
    mkdirSync(join(stand, 'site'));
    expect(await refused()).toBe('replaced');
  });

  it('is a site, too, where a build was stopped while it brought files there', async () => {
    write('site/index.html');
    await markSite(join(stand, 'site'), ['index.html', 'runs/a/index.html']);
    write('site/runs/a/index.html');
    await expect(refuseForeign(join(stand, 'site'))).resolves.toBeUndefined();
    write('site/notes.txt');
    await expect(refuseForeign(join(stand, 'site'))).rejects.toThrow('notes.txt');
  });

  it('is replaced where a build wrote all that is in it', async () => {
    for (const path of ['site/index.html', 'site/runs/a.json']) write(path);
    await markSite(join(stand, 'site'));
    expect(readFileSync(join(stand, 'site/.perfolio-site'), 'utf8')).toBe('index.html\nruns\n');
    write('site/.DS_Store');
    expect(await refused()).toBe('replaced');
  });

  it('is kept where somebody added to what a build wrote', async () => {
    write('site/index.html');
    await markSite(join(stand, 'site'));
    write('site/CNAME');
    expect(await refused()).toBe(
      `${stand}/site contains files that no build wrote, and that the site would replace: CNAME.`,
    );
  });

  it('is replaced where it is a site of the time before sites were marked', async () => {
    for (const path of ['index.html', 'schema/run.json', '_astro/style.css', 'feed.xml'])
      write(`site/${path}`);
    expect(await refused()).toBe('replaced');
    write('site/.git');
    expect(await refused()).toContain('that the site would replace: .git.');
  });

  it('is kept where it is no site', async () => {
    for (const name of ['index.html', 'b', 'c', 'd', 'e', 'f', 'g']) write(`site/${name}`);
    expect(await refused()).toContain('that the site would replace: b, c, d, e, f and 2 more.');
  });

  it('is kept where it is a file', async () => {
    write('site');
    expect(await refused()).toBe(`${stand}/site is a file, not a folder.`);
  });
});
