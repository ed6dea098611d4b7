import { afterAll, describe, expect, it } from 'vitest';
import { isMerged } from '../../src/store/git-merged.ts';
import { PlantedRepository } from '../diff/planted-repository.ts';

describe('what is left to merge', () => {
  const repository = new PlantedRepository();
  repository.git('commit', '--quiet', '--allow-empty', '--message', 'first');
  repository.git('checkout', '--quiet', '-b', 'feature');
  repository.git('commit', '--quiet', '--allow-empty', '--message', 'second');
  const has = (ref: string): Promise<boolean> => isMerged(repository.folder, ref, 'main');
  afterAll(() => repository.remove());

  it('is a commit that the main branch lacks', async () => {
    expect([await has('feature'), await has('HEAD'), await has('feature~1'), await has('main')]).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it('is no tag, and any commit without a main branch', async () => {
    repository.git('tag', 'v2');
    expect([await has('v2'), await has('feature')]).toEqual([true, false]);
    expect(await isMerged(repository.folder, 'feature', 'trunk')).toBe(false);
  });

  it('is nothing of a main branch that only a remote has, as in a checkout of a pipeline', async () => {
    repository.git('update-ref', 'refs/remotes/origin/main', 'main');
    repository.git('branch', '--quiet', '-D', 'main');
    expect([await has('feature~1'), await has('feature')]).toEqual([true, false]);
  });
});
