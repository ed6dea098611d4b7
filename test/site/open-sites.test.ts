import { describe, expect, it } from 'vitest';
import { moduleCode, siteOf } from '../../src/site/open-sites.ts';
import { Site } from '../../src/site/site.ts';
import { checkoutPaths } from '../../src/store/paths.ts';

const idIn = (code: string): string => /siteOf\("([0-9a-f]+)"\)/.exec(code)?.[1] ?? '';

describe('the module of a site’s pages', () => {
  it('is the same in every build of the site, so that its pages are reused', () => {
    const code = moduleCode(new Site(checkoutPaths(), { base: '/x/' }));
    expect(moduleCode(new Site(checkoutPaths(), { base: '/x/' }))).toBe(code);
    expect(moduleCode(new Site(checkoutPaths({ data: '/other' }), { base: '/x/' }))).not.toBe(code);
  });

  it('leads to its own site, also with two sites in one process', () => {
    const sites = ['/one', '/two'].map((data) => new Site(checkoutPaths({ data })));
    const ids = sites.map((site) => idIn(moduleCode(site)));
    expect(ids.map(siteOf)).toEqual(sites);
    expect(() => siteOf('none')).toThrow('"none"');
  });
});
