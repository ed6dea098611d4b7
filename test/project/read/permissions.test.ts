import { spawnSync } from 'node:child_process';
import {
  accessSync,
  chownSync,
  constants,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Refused } from './every-path-unreadable.ts';

const project = mkdtempSync(join(tmpdir(), 'perfolio-permissions-'));
afterAll(() => rmSync(project, { recursive: true, force: true }));

const files: Record<string, string> = {
  'data/project.json': '{"name": "Shop", "targets": [{"id": "p95", "metric": "response.p95", "below": 500}]}',
  'data/annotations.json': '[]',
  'data/r1/run.json': '{"startedAt": "2026-01-01T00:00:00Z"}',
  'data/r1/api/requests.csv': 'timestamp,endpoint,duration_ms,ok\n2026-01-01T00:00:00Z,/a,10,true\n',
  'content/template.mdx': '<Report />\n',
  'content/runs/r1.mdx': '---\ntitle: First\n---\n\n<Report />\n',
  'content/pages/about.mdx': '---\ntitle: About\n---\n\nText\n',
};

/** The user `nobody` where the tests run as root, who may read everything. */
const nobody = process.getuid?.() === 0 ? 65_534 : undefined;

/** True where another user may read the checkout. */
function isOpenToAll(folder: string): boolean {
  accessSync(folder, constants.R_OK);
  const isOpen = (statSync(folder).mode & 0o005) === 0o005;
  return isOpen && (dirname(folder) === folder || isOpenToAll(dirname(folder)));
}

describe.skipIf(process.platform === 'win32' || (nobody !== undefined && !isOpenToAll(import.meta.dirname)))(
  'every file and folder without permissions in turn',
  () => {
    let refused: readonly Refused[] = [];
    beforeAll(() => {
      for (const [file, text] of Object.entries(files)) {
        mkdirSync(dirname(join(project, file)), { recursive: true });
        writeFileSync(join(project, file), text);
      }
      if (nobody !== undefined)
        for (const path of ['', ...readdirSync(project, { recursive: true, encoding: 'utf8' })])
          chownSync(join(project, path), nobody, nobody);
      const script = join(import.meta.dirname, 'every-path-unreadable.ts');
      const { stdout, stderr } = spawnSync(process.execPath, [script, project], {
        encoding: 'utf8',
        env: { PATH: process.env.PATH, HOME: project, INIT_CWD: project, ASTRO_TELEMETRY_DISABLED: '1' },
        ...(nobody === undefined ? {} : { uid: nobody, gid: nobody }),
      });
      if (stdout === '') throw new Error(stderr);
      refused = JSON.parse(stdout) as Refused[];
    }, 300_000);

    it('is found', () => {
      expect(new Set(refused.map(({ path }) => path)).size).toBe(13);
    });

    it.each(['check', 'gate', 'build'])('makes %s fail, and name it without a stack', (command) => {
      for (const { path, code, text } of refused.filter((one) => one.command === command)) {
        // The gate judges numbers, which no commentary changes.
        if (command === 'gate' && path.startsWith('content')) continue;
        expect({ path, code, text }).toMatchObject({ code: 1 });
        expect(text).toContain(path);
        expect(text).toContain('Permission denied.');
        expect(text).not.toMatch(/^\s+at /m);
      }
    });
  },
);
