import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build, type BuiltSite } from './built-site.ts';
import { fixtureProject } from './fixture-project.ts';
import { elements, textOf } from './markup.ts';

const base = '/reports/';
let stand: string;
let site: BuiltSite;

const built = (): BuiltSite => build({ cwd: stand, folder: join(stand, 'dist'), base }, ['--base', base]);

/** Writes keys of project.json over those that are there. */
function setProject(keys: object): void {
  const path = join(stand, 'data/project.json');
  const project = JSON.parse(readFileSync(path, 'utf8')) as object;
  writeFileSync(path, JSON.stringify({ ...project, ...keys }));
}

beforeAll(async () => {
  stand = mkdtempSync(join(tmpdir(), 'perfolio-look-'));
  await fixtureProject(stand, { runs: 2, seconds: 10 });
  mkdirSync(join(stand, 'public/img'), { recursive: true });
  writeFileSync(join(stand, 'public/img/logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  setProject({
    look: {
      logo: 'img/logo.svg',
      accent: { light: '#7b2d8b', dark: '#d9a5e4' },
      footer: { label: 'Imprint of <zq-secret>', href: 'how-we-test/' },
    },
    publish: { redact: ['zq-secret'] },
  });
  const page =
    '---\ntitle: How we test\ndescription: Machines of zq-secret.\n---\n\n## Machines\n\nOne *quiet* machine.\n';
  writeFileSync(join(stand, 'content/pages/how-we-test.mdx'), page);
  site = built();
});
afterAll(() => rmSync(stand, { recursive: true, force: true }));

describe('the look of a project', () => {
  const pages = (): string[] =>
    site.files.filter((file) => file.endsWith('.html')).map((file) => site.read(file));

  it('is on every page', () => {
    expect(pages().length).toBeGreaterThan(10);
    for (const html of pages()) {
      expect(html).toContain(`<img src="${base}img/logo.svg" alt="">`);
      expect(html).toContain('--link:#7b2d8b');
      expect(html).toContain(`<a href="${base}how-we-test/">Imprint of &lt;(redacted)&gt;</a>`);
      expect(html).not.toContain('zq-secret');
    }
    expect(site.files).toContain('img/logo.svg');
  });

  it('is allowed by the security policy of the page, and by nothing wider', () => {
    const html = site.read('index.html');
    const policy = /http-equiv="content-security-policy" content="([^"]*)"/i.exec(html)?.[1] ?? '';
    expect(policy).toMatch(/style-src[^;]*sha256-/);
    expect(policy).not.toContain('unsafe-inline');
  });

  it('adds pages of content/pages, which the header leads to', () => {
    const html = site.read('how-we-test/index.html');
    expect(elements(html, 'h1').map(textOf)).toEqual(['How we test']);
    expect(html).toContain('One <em>quiet</em> machine.');
    expect(textOf(elements(html, 'nav')[0] ?? '')).toMatch(/Method About How we test/);
    expect(html).toContain(`href="${base}how-we-test/" aria-current="true"`);
  });

  it('changes pages that are otherwise reused', () => {
    setProject({ look: { accent: { light: '#1d6b2f', dark: '#7fd093' } } });
    site = built();
    expect(site.messages).toContain('recomputed 0 of');
    for (const html of pages()) {
      expect(html).toContain('--link:#1d6b2f');
      expect(html).not.toContain('logo.svg');
    }
  });
});
