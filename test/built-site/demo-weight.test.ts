import { gzipSync } from 'node:zlib';
import { join, resolve } from 'node:path';
import { rmSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildProject, type BuiltSite } from './built-site.ts';

const root = resolve(import.meta.dirname, '../..');
let site: BuiltSite;

beforeAll(() => {
  const folder = join(root, 'test/.tmp/demo-weight');
  rmSync(folder, { recursive: true, force: true });
  site = buildProject({ data: join(root, 'data'), content: join(root, 'content'), folder, base: '/' });
}, 600_000);

describe('the report pages of the demo', () => {
  it('have at most 32 kB each, compressed', () => {
    const pages = site.files.filter((file) => /^runs\/[^/]+\/index\.html$/.test(file));
    expect(pages.length).toBeGreaterThan(50);
    const bytes = pages.map((page) => ({ page, bytes: gzipSync(site.read(page), { level: 9 }).length }));
    expect(bytes.filter((one) => one.bytes > 32_768)).toEqual([]);
  });
});
