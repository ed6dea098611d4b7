import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { drawingVersion, SvgCache } from '../../src/charts/svg-cache.ts';

const folders: string[] = [];
const folder = (): string => {
  folders.push(mkdtempSync(join(tmpdir(), 'perfolio-svg-')));
  return folders.at(-1)!;
};
afterAll(() => {
  for (const one of folders) rmSync(one, { recursive: true });
});

const filesIn = (place: string): string[] =>
  readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const draw = (text: string) => () => Promise.resolve([text]);

describe('the cache of drawings', () => {
  it('draws once what has the same content', async () => {
    const place = folder();
    expect(await new SvgCache(place, '1').drawings({ a: 1 }, draw('<svg/>'))).toEqual(['<svg/>']);
    const again = new SvgCache(place, '1');
    expect(await again.drawings({ a: 1 }, draw('never'))).toEqual(['<svg/>']);
    expect(await again.drawings({ a: 2 }, draw('other'))).toEqual(['other']);
    expect(again.count).toEqual({ hits: 1, misses: 1 });
  });

  it.each([
    ['cut', (text: string) => text.slice(0, -3)],
    ['changed', (text: string) => text.replace('svg', 'gvs')],
    ['emptied', () => ''],
  ])('draws anew what was %s on disk', async (_, spoil) => {
    const place = folder();
    await new SvgCache(place, '1').drawings('x', draw('<svg/>'));
    const [file] = filesIn(place);
    writeFileSync(file!, spoil(readFileSync(file!, 'utf8')));
    expect(await new SvgCache(place, '1').drawings('x', draw('<new/>'))).toEqual(['<new/>']);
    expect(await new SvgCache(place, '1').drawings('x', draw('never'))).toEqual(['<new/>']);
  });

  it('goes on without a folder that it can write to', async () => {
    const file = join(folder(), 'a-file');
    writeFileSync(file, '');
    expect(await new SvgCache(join(file, 'below'), '1').drawings('x', draw('<svg/>'))).toEqual(['<svg/>']);
  });

  it('draws again with other code', async () => {
    const place = folder();
    await new SvgCache(place, '1').drawings('x', draw('<svg/>'));
    expect(await new SvgCache(place, '2').drawings('x', draw('<new/>'))).toEqual(['<new/>']);
  });
});

describe('drawingVersion', () => {
  it.each(['src/charts/line.ts', 'package-lock.json'])('is another one once %s changes', (file) => {
    const root = folder();
    mkdirSync(join(root, 'src/charts'), { recursive: true });
    for (const name of ['src/charts/line.ts', 'package-lock.json']) writeFileSync(join(root, name), 'code');
    const before = drawingVersion(root);
    expect(drawingVersion(root)).toBe(before);
    writeFileSync(join(root, file), 'other');
    expect(drawingVersion(root)).not.toBe(before);
  });
});
