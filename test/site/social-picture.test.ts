import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { hasSocialPicture } from '../../src/site/social-picture.ts';

it('is shown if the project has one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'perfolio-social-'));
  expect(hasSocialPicture({ public: folder, ownPublic: null })).toBe(false);
  writeFileSync(join(folder, 'social.png'), '');
  expect(hasSocialPicture({ public: folder, ownPublic: null })).toBe(true);
  expect(hasSocialPicture({ public: join(folder, 'none'), ownPublic: folder })).toBe(true);
  rmSync(folder, { recursive: true });
});
