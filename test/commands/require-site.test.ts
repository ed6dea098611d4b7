import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requireSite } from '../../src/commands/require-site.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-preview-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function told(at: string): { err: string; code: number } {
  const said = { err: '', code: 0 };
  requireSite(at, { err: (text) => void (said.err += text), exit: (code) => void (said.code = code) });
  return said;
}

describe('npm run preview', () => {
  it('asks for a build where there is none, or only an empty folder', () => {
    for (const at of [join(folder, 'dist'), folder]) {
      const { err, code } = told(at);
      expect(err).toContain(`There is no built site in ${at}.\n  Run npm run build first`);
      expect(code).toBe(1);
    }
  });

  it('has nothing to say where a site is', () => {
    writeFileSync(join(folder, 'index.html'), '');
    expect(told(folder)).toEqual({ err: '', code: 0 });
  });

  it('looks before it starts the server', () => {
    const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    expect(scripts.preview).toBe('node src/commands/require-site.ts && astro preview');
  });
});
