import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sharedModule } from '../../src/site/shared-modules.ts';

const src = join(import.meta.dirname, '../../src');

describe('sharedModule', () => {
  it.each([
    ['../site/site.ts', 'pages/index.astro', 'site/site.ts'],
    ['../../model/run-report.ts', 'components/runs/targets.ts?inline', 'model/run-report.ts'],
  ])('leaves %s of %s where the command has it', (source, importer, file) => {
    expect(sharedModule(source, join(src, importer))).toBe(pathToFileURL(join(src, file)).href);
  });

  it.each([
    ['../components/address.ts', 'pages/index.astro'],
    ['./runs-list.ts', 'components/runs/targets.ts'],
    ['vega', 'charts/vega-template.ts'],
    ['./model.ts', 'pages/about.astro'],
    ['../../test/model/model.ts', 'site/site.ts'],
  ])('lets %s of %s be bundled', (source, importer) => {
    expect(sharedModule(source, join(src, importer))).toBeUndefined();
  });
});

describe('pages', () => {
  const files = globSync('{pages,components,layouts}/**/*.{ts,astro}', { cwd: src });

  it('know no keys of the cache', () => {
    expect(files.length).toBeGreaterThan(50);
    const knowing = files.filter((file) =>
      /cacheKey|hashOf|fingerprints/.test(readFileSync(join(src, file), 'utf8')),
    );
    expect(knowing).toEqual([]);
  });
});
