import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { projectPaths } from '../../src/store/paths.ts';

let top = '';
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'perfolio-paths-'));
  mkdirSync(join(top, 'repo/perf'), { recursive: true });
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

const cache = (): string => projectPaths(join(top, 'repo/perf'), join(top, 'repo')).cache;

it('caches in the nearest node_modules of the repository, else in the project', () => {
  mkdirSync(join(top, 'node_modules'));
  expect(cache()).toBe(join(top, 'repo/perf/.perfolio/cache'));
  mkdirSync(join(top, 'repo/node_modules'));
  expect(cache()).toBe(join(top, 'repo/node_modules/.cache/perfolio'));
  mkdirSync(join(top, 'repo/perf/node_modules'));
  expect(cache()).toBe(join(top, 'repo/perf/node_modules/.cache/perfolio'));
});

it('adds static files of the project if it has any', () => {
  expect(projectPaths(join(top, 'repo/perf'), join(top, 'repo')).ownPublic).toBe(null);
  mkdirSync(join(top, 'repo/perf/public'));
  expect(projectPaths(join(top, 'repo/perf'), join(top, 'repo')).ownPublic).toBe(
    join(top, 'repo/perf/public'),
  );
});
