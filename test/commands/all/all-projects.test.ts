import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { allProjects } from '../../../src/commands/all/all-projects.ts';
import { perfolio } from '../perfolio.ts';

let top = '';
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'perfolio-all-'));
  mkdirSync(join(top, '.git'));
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

function addProject(folder: string): void {
  mkdirSync(join(top, folder, 'data'), { recursive: true });
  writeFileSync(join(top, folder, 'data/project.json'), '{}');
}

const err = (): void => undefined;

it('takes the projects in perf/ from everywhere in the repository, into perf/dist', async () => {
  addProject('perf/search');
  addProject('perf/checkout');
  mkdirSync(join(top, 'perf/node_modules/x/data'), { recursive: true });
  for (const cwd of [top, join(top, 'perf'), join(top, 'perf/search/data')]) {
    const { projects, out } = await allProjects(true, undefined, { cwd, err });
    expect(projects.map(({ folder, paths }) => [folder, paths.out])).toEqual([
      ['checkout', join(top, 'perf/dist/checkout')],
      ['search', join(top, 'perf/dist/search')],
    ]);
    expect(out).toBe(join(top, 'perf/dist'));
  }
});

it('calls services/search/perf after the service', async () => {
  addProject('services/search/perf');
  addProject('services/checkout/perf');
  const named = ['services/search/perf', 'services/checkout/perf'];
  const { projects, out } = await allProjects(named, undefined, { cwd: top, err });
  expect(projects.map(({ folder }) => folder)).toEqual(['search', 'checkout']);
  expect(out).toBe(join(top, 'services/dist'));
});

it.each([
  {
    args: ['--all'],
    said: /There are no projects in perf\/ of this repository\.\n {2}Name the folders/,
    code: 1,
  },
  { args: ['--all', 'one/a', 'two/a'], said: /same address, a\/: one\/a, two\/a\./, code: 1 },
  { args: ['--all', 'one'], said: /one is no project: it has no folder data\./, code: 2 },
  { args: ['--all', '--data', 'one/a/data'], said: /needs no --data/, code: 2 },
  { args: ['--all', 'one/a', '--out', '.'], said: /the site would replace/, code: 2 },
])('refuses $args', async ({ args, said, code }) => {
  addProject('one/a');
  addProject('two/a');
  const ran = await perfolio(top, ['build', ...args]);
  expect(ran.err).toMatch(said);
  expect(ran.code).toBe(code);
});
