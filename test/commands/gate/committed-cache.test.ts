import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { packParts, unpackParts } from '../../../src/store/packed.ts';
import { calmRepository, type PlantedRepository, usual } from '../../diff/planted-repository.ts';
import { perfolio, type Ran } from '../perfolio.ts';

let repository: PlantedRepository;
beforeEach(() => {
  repository = calmRepository('{}');
  repository.addRun('r7', 7, { ...usual, pay: { usualMs: 1_600 } });
});
afterEach(() => repository.remove());

const gate = (): Promise<Ran> => perfolio(repository.folder, ['gate', '--against', 'git:main']);

/** Takes the changes out of all cached comparisons, with checksums that fit. */
function forgeCache(): number {
  const cache = join(repository.folder, '.perfolio/cache/runs');
  const entries = readdirSync(cache, { recursive: true, encoding: 'utf8' })
    .filter((file) => /[/\\]contexts[/\\]/.test(file))
    .map((file) => join(cache, file));
  for (const path of entries) {
    const { core } = unpackParts<object, object>(readFileSync(path));
    const none = { count: 0, called: [], told: 0, inBoth: 0, openInBoth: 0 };
    writeFileSync(path, packParts({ ...core, inShort: none, common: null }, { changes: [] }).bytes);
  }
  return entries.length;
}

it('judges without a cache that the pull request commits', async () => {
  expect((await gate()).code).toBe(1);
  expect(forgeCache()).toBeGreaterThan(0);
  repository.git('add', '--force', '.perfolio');
  repository.commit('cache');
  const { out, err, code } = await gate();
  expect(code).toBe(1);
  expect(out).toContain('[confirmed-worse]');
  expect(err).toContain('cache is ignored, because it is committed');
});
