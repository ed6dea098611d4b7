import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pathsOf } from '../../src/commands/terminal/project-paths.ts';
import { packageFolder } from '../../src/store/paths.ts';

const err = (): void => undefined;

describe('the project of a command', () => {
  let elsewhere: string;
  beforeAll(() => {
    elsewhere = mkdtempSync(join(tmpdir(), 'perfolio-elsewhere-'));
  });
  afterAll(() => rmSync(elsewhere, { recursive: true }));

  it('is the own one of a checkout in the checkout and below it', async () => {
    for (const cwd of [packageFolder, join(packageFolder, 'src')])
      expect((await pathsOf({}, { cwd, err })).data).toBe(join(packageFolder, 'data'));
  });

  it('is never that of the checkout where a project is missing elsewhere', async () => {
    await expect(pathsOf({}, { cwd: elsewhere, err })).rejects.toThrow('There is no project');
    expect((await pathsOf({ data: 'results' }, { cwd: elsewhere, err })).data).toBe(
      join(elsewhere, 'results'),
    );
  });
});
