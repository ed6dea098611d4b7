import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildProject } from '../built-site/built-site.ts';

let top = '';
beforeAll(() => (top = mkdtempSync(join(tmpdir(), 'perfolio-many-'))));
afterAll(() => rmSync(top, { recursive: true, force: true }));

/** Twenty requests of one endpoint. */
const writeRun = (data: string, i: number): void => {
  const folder = join(data, `run-${String(i).padStart(4, '0')}`);
  mkdirSync(folder, { recursive: true });
  const startMs = Date.UTC(2020, 0, 1 + i, 10);
  writeFileSync(join(folder, 'run.json'), JSON.stringify({ version: `1.${i}.0` }));
  const samples = Array.from(
    { length: 20 },
    (_, k) => `${startMs + k * 1_000},search,${100 + ((i + k) % 9)},true`,
  );
  writeFileSync(join(folder, 'requests.csv'), `timestamp,endpoint,duration_ms,ok\n${samples.join('\n')}\n`);
};

it('lists the latest 500 runs on the first page, and all of them on a page of their own', () => {
  const data = join(top, 'data');
  for (let i = 1; i <= 503; i++) writeRun(data, i);
  const site = buildProject({ data, content: join(top, 'content'), folder: join(top, 'site'), base: '/' });
  const runsIn = (page: string): string[] =>
    [...site.read(page).matchAll(/<th scope="row">\s*<a href="[^"]*runs\/(run-\d+)\/"/g)].map(
      ([, id = '']) => id,
    );
  const first = new Set(runsIn('index.html'));
  expect(site.read('index.html')).toContain('The latest 500 of 503 runs, one by one');
  expect(first.has('run-0503')).toBe(true);
  expect(first.has('run-0004')).toBe(true);
  expect(first.has('run-0003')).toBe(false);
  expect(site.read('index.html')).toContain('href="/runs/"');
  expect(runsIn('runs/index.html')).toHaveLength(503);
});
