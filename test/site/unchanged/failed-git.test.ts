import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, expect, it, vi } from 'vitest';
import { siteInputs } from '../../../src/site/unchanged/site-inputs.ts';
import { FileHashes } from '../../../src/store/file-hashes.ts';
import { checkoutPaths } from '../../../src/store/paths.ts';

vi.mock('../../../src/store/git-state.ts', () => ({
  gitState: async () => {
    await setTimeout(20);
    throw new Error('git failed');
  },
}));

const folder = mkdtempSync(join(tmpdir(), 'perfolio-failed-git-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('is none if neither files nor git can be read, and leaves no rejection behind', async () => {
  const [data, content] = [join(folder, 'data'), join(folder, 'content')];
  mkdirSync(data);
  symlinkSync(join(folder, 'nowhere'), join(data, 'broken'));
  const rejected = vi.fn();
  process.on('unhandledRejection', rejected);
  const paths = checkoutPaths({ shownFrom: folder, data, content });
  expect(await siteInputs({ paths, address: {}, isRelative: false }, new FileHashes())).toBeNull();
  await setTimeout(60);
  process.off('unhandledRejection', rejected);
  expect(rejected).not.toHaveBeenCalled();
});
