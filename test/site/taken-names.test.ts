import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { aboutPage, takenFiles, takenNames } from '../../src/model/page.ts';

it('are those of all pages and static folders at the top of the site', () => {
  const root = join(import.meta.dirname, '../..');
  const folders = readdirSync(join(root, 'public'), { withFileTypes: true }).filter((one) =>
    one.isDirectory(),
  );
  const routes = readdirSync(join(root, 'src/pages'), { withFileTypes: true }).filter(
    ({ name }) => !/^\[|^index\.|^404\.|\.(?:json|xml|txt)\.ts$/.test(name),
  );
  const names = [...folders, ...routes].map(({ name }) => name.replace(/\.astro$/, ''));
  expect([...takenNames, aboutPage.name].toSorted()).toEqual(names.toSorted());
});

it('and those of all files there', () => {
  const files = readdirSync(join(import.meta.dirname, '../../src/pages')).flatMap((name) => {
    const route = /^([\w.]+)\.(?:json|xml|txt)\.ts$/.test(name) ? name.slice(0, -'.ts'.length) : null;
    const page = /^(index|404)\.astro$/.exec(name)?.[1];
    return page === undefined ? (route ?? []) : `${page}.html`;
  });
  expect([...takenFiles].toSorted()).toEqual(files.toSorted());
});
