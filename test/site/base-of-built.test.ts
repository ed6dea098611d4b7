import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { baseOfBuilt } from '../../src/site/base-of-built.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-base-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function page(path: string, styles: string | null): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  const link = styles === null ? '' : `<link rel="stylesheet" href="${styles}">`;
  writeFileSync(
    join(folder, path),
    `<link rel="icon" href="x/favicon.svg">${link}<a href="/elsewhere/"></a>`,
  );
}

it.each([
  ['/_astro/Page.css', '/'],
  ['/shop/_astro/Page.css', '/shop/'],
  ['/a/b/_astro/Page.css', '/a/b/'],
  ['./_astro/Page.css', '/'],
  ['_astro/Page.css', '/'],
])('a site whose page loads %s is served at %s', (styles, base) => {
  page('index.html', styles);
  expect(baseOfBuilt(folder)).toBe(base);
});

it.each([
  ['/checkout/_astro/Page.css', '/'],
  ['/shop/checkout/_astro/Page.css', '/shop/'],
  ['./_astro/Page.css', '/'],
])('a start page is served where a project that loads %s is below it: %s', (styles, base) => {
  page('index.html', null);
  mkdirSync(join(folder, 'badges'));
  page('checkout/index.html', styles);
  expect(baseOfBuilt(folder)).toBe(base);
});
