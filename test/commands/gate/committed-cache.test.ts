import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
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
    const context = JSON.parse(readFileSync(path).subarray(4).toString()) as object;
    const body = Buffer.from(JSON.stringify({ ...context, changes: [], common: null }));
    const sum = Buffer.alloc(4);
    sum.writeUInt32LE(crc32(body));
    writeFileSync(path, Buffer.concat([sum, body]));
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
