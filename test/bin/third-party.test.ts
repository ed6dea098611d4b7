import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { thirdParties, thirdPartyText } from '../../packaging/third-party.ts';

const root = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const all = thirdParties(root);

describe('the packages that are installed with Perfolio', () => {
  it('are listed by license, and the list is up to date: npm run licenses', () => {
    expect(read('THIRD-PARTY-LICENSES.md')).toBe(thirdPartyText(all));
  });

  it('contain every dependency of package.json, and no tool of development', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
      'dependencies' | 'devDependencies',
      Record<string, string>
    >;
    const names = all.map(({ name, version }) => `${name} ${version}`);
    expect(names).toEqual(expect.arrayContaining(Object.entries(dependencies).map((one) => one.join(' '))));
    for (const name of ['vitest', 'eslint', 'knip'].filter((tool) => tool in devDependencies))
      expect(all.map((one) => one.name)).not.toContain(name);
  });

  it('all state a license that allows to use them', () => {
    const known =
      /^[(]?(?:MIT|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|BlueOak-1\.0\.0|CC0-1\.0|Unlicense|Python-2\.0|MPL-2\.0|Zlib|LGPL-3\.0-or-later|CC-BY-4\.0)[)]?$/;
    for (const { name, license } of all)
      for (const part of license.split(/ (?:AND|OR) /)) expect(part, name).toMatch(known);
  });
});
