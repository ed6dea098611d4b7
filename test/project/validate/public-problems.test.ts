import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { perfolio } from '../../commands/perfolio.ts';
import { smallProject } from '../../commands/unlucky-machine.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-public-'));
  smallProject(folder);
  write('content/pages/how-to.mdx', '---\ntitle: How to\n---\n\nText\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

describe('files in public/', () => {
  it.each([
    'index.html',
    'INDEX.html',
    '404.html',
    'feed.xml',
    'runs.json',
    'runs/r1/index.html',
    'runs/r1.json',
    'Runs/r3/index.html',
    'badge/status.svg',
    'schema/run.json',
    'about/index.html',
    'how-to/index.html',
    '_astro/page.css',
    '.perfolio-site',
  ])('%s: replace no page, twin, badge or style of the site', async (path) => {
    write(`public/${path}`, 'x');
    const { code, out } = await perfolio(folder, ['check']);
    expect(out).toContain(`public/${path}: This file would replace a part of the site.`);
    expect(code).toBe(1);
  });

  it.each(['page.html', 'files/page.HTM', 'a.js', 'b.mjs', 'c.xml', 'd.xhtml', 'sw.js'])(
    '%s: are named if they may run code',
    async (path) => {
      write(`public/${path}`, '<script>alert(1)</script>');
      const { code, out } = await perfolio(folder, ['check']);
      expect(out).toContain(`public/${path}: warning: The site serves this file as it is, with its scripts.`);
      expect(code).toBe(0);
    },
  );

  it('are copied without a word otherwise', async () => {
    for (const path of ['favicon.svg', 'social.png', 'logo.svg', 'CNAME', '.nojekyll', 'robots.txt'])
      write(`public/${path}`, '<svg xmlns="http://www.w3.org/2000/svg"/>');
    expect(await perfolio(folder, ['check'])).toEqual({ out: 'No problems found.\n', err: '', code: 0 });
  });
});
