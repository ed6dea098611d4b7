import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { initRepository } from './git-folder.ts';
import { perfolio } from './perfolio.ts';

let top = '';
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'perfolio-printed-'));
  for (const name of ['GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM']) vi.stubEnv(name, '/dev/null');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(top, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(top, path)), { recursive: true });
  writeFileSync(join(top, path), text);
}

const requests = 'timestamp,endpoint,duration_ms,ok\n2026-11-01T10:00:00Z,pay,20,true\n';
const scripts = { scripts: { check: 'perfolio check', build: 'perfolio build' } };

it('new: next steps start with the way to the package.json that has them', async () => {
  write('package.json', '{"scripts": {"test": "vitest"}}');
  write('perf/package.json', JSON.stringify(scripts));
  write('perf/data/project.json', '{"name": "Shop"}');
  write('results.csv', requests);
  const fromTop = await perfolio(top, ['new', 'first', '--from', 'results.csv']);
  expect(fromTop.out).toContain('Next steps: cd perf, then npm run check, then npm run build.\n');
  const there = await perfolio(join(top, 'perf'), ['new', 'second', '--from', '../results.csv']);
  expect(there.out).toContain('Next steps: npm run check, then npm run build.\n');
});

it('new: many files of one folder and tool are one line', async () => {
  write('project/data/project.json', '{"name": "Shop"}');
  for (let i = 0; i < 30; i++) write(`old/shop/${i}.csv`, requests.replace('pay', `pay ${i}`));
  const { out } = await perfolio(join(top, 'project'), ['new', 'first', '--from', '../old']);
  expect(out).toMatch(/^shop: 30 files\n {2}Perfolio: .*, 30 rows, scenario shop\n/);
  expect(out).not.toContain('17.csv');
});

it('inspect: times of a benchmark keep their units, those of requests share milliseconds', async () => {
  const bench =
    'BenchmarkA-4  1000  55 ns/op\nBenchmarkB-4  1000  430000 ns/op\nBenchmarkC-4  1000  2190000 ns/op\n';
  write('bench.txt', bench);
  write('results.csv', requests);
  const mixed = (await perfolio(top, ['inspect', 'bench.txt'])).out.replaceAll('\u00a0', ' ');
  expect(mixed).not.toContain('min ms');
  for (const time of ['55 ns', '430 µs', '2.19 ms']) expect(mixed).toContain(time);
  expect((await perfolio(top, ['inspect', 'results.csv'])).out).toContain('min ms');
});

it('import without --write: further warnings are listed by its own --json', async () => {
  write('project/data/project.json', '{"name": "Shop"}');
  // Times without a zone are a warning in each of six files.
  for (let i = 1; i <= 6; i++)
    write(`old/2026-11-0${i}/results.csv`, requests.replace('00Z', '00').replace('pay', `pay ${i}`));
  const { out, err } = await perfolio(join(top, 'project'), ['import', '../old']);
  expect(`${out}${err}`).toContain('and 3 similar in 3 other files; add --json to list all of them\n');
});

it('init: $schema leads to the package that is installed at the root', async () => {
  initRepository(top);
  write('main.go', 'package main\n');
  write('perfolio-1.2.3.tgz', 'packed');
  write('node_modules/perfolio/package.json', '{"name": "perfolio"}');
  await perfolio(top, ['init', '--yes', '--name', 'Shop', '--package', join(top, 'perfolio-1.2.3.tgz')]);
  const project = JSON.parse(readFileSync(join(top, 'perf/data/project.json'), 'utf8')) as {
    $schema: string;
  };
  expect(project.$schema).toBe('../../node_modules/perfolio/public/schema/project.json');
});
