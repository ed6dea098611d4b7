import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { perfolio } from '../commands/perfolio.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-look-'));
  for (const name of ['data/run-1', 'content/pages', 'public'])
    mkdirSync(join(folder, name), { recursive: true });
  cpSync(join(import.meta.dirname, '../fixtures/raw/jmeter/shop.jtl'), join(folder, 'data/run-1/shop.jtl'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const checked = async (look: object): Promise<string> => {
  writeFileSync(join(folder, 'data/project.json'), JSON.stringify({ look }, null, 2));
  const { out, err } = await perfolio(folder, ['check']);
  return out + err;
};

describe('look of project.json', () => {
  it('is accepted if all is well', async () => {
    writeFileSync(join(folder, 'public/logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    const said = await checked({
      logo: 'logo.svg',
      accent: { light: '#005A9C', dark: '#6cb8f5' },
      footer: { label: 'Imprint', href: 'mailto:perf@example.org' },
    });
    expect(said).not.toContain('look');
  });

  it('warns of colours that are hard to read, with their contrast', async () => {
    const said = await checked({ accent: { light: '#777777', dark: '#333333' } });
    // 4.48 on white, less on the grey of table heads.
    expect(said).toMatch(
      /project\.json:4:16: warning: `look\.accent\.light`: the contrast with the page is 4\.1\d/,
    );
    expect(said).toMatch(/`look\.accent\.dark`: the contrast with the page is 1\.\d+/);
    expect(said).toContain('Choose a lighter colour.');
  });

  it('refuses a logo that is more than a picture, and links to other files', async () => {
    const hostile = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';
    writeFileSync(join(folder, 'public/logo.svg'), hostile);
    symlinkSync('/etc/hostname', join(folder, 'public/logo.png'));
    const said = await checked({ logo: 'logo.svg' });
    expect(said).toContain(
      'public/logo.svg:1:1: The SVG file is more than a picture. It has the event attribute onload.',
    );
    expect(said).toContain('public/logo.png: This is a symbolic link');
    rmSync(join(folder, 'public/logo.svg'));
    rmSync(join(folder, 'public/logo.png'));
  });

  it('warns of a logo that is not there', async () => {
    expect(await checked({ logo: 'img/logo.svg' })).toContain('no file public/img/logo.svg');
  });

  it.each([
    { logo: '../data/run-1/logo.svg' },
    { logo: '/etc/logo.svg' },
    { logo: 'https://example.org/logo.svg' },
    { logo: 'logo.html' },
    { accent: { light: 'red;}body{display:none', dark: '#ffffff' } },
    { accent: { light: '#005a9c' } },
    { footer: { label: 'x', href: 'javascript:alert(1)' } },
    { footer: { label: 'x', href: 'http://example.org' } },
    { footer: { label: 'x', href: '//example.org' } },
    { footer: { label: 'x', href: '../../x' } },
    { colour: 'red' },
  ])('refuses %j', async (look) => {
    expect(await checked(look)).toMatch(/project\.json:\d+:\d+: .*`look\./);
  });
});

describe('content/pages', () => {
  it.each([
    ['runs.mdx', 'The address /runs/ belongs to another page of the site.'],
    ['Our Team.mdx', 'Rename the file, for example to our-team'],
  ])('refuses the name %s', async (name, said) => {
    writeFileSync(join(folder, 'content/pages', name), 'Words.\n');
    expect(await checked({})).toContain(said);
  });
});
