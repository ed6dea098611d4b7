import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { portNumber, requireSite } from '../../src/commands/preview-command.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-preview-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('requireSite', () => {
  it('asks for a build if there is no folder or an empty one', () => {
    for (const at of [join(folder, 'dist'), folder])
      expect(() => requireSite(at)).toThrow(`There is no built site in ${at}.`);
  });

  it('accepts a folder with a site', () => {
    writeFileSync(join(folder, 'index.html'), '');
    expect(() => requireSite(folder)).not.toThrow();
  });
});

describe('portNumber', () => {
  it('reads numbers from 0 to 65535 and nothing else', () => {
    expect(portNumber('0')).toBe(0);
    expect(portNumber('65535')).toBe(65_535);
    for (const text of ['65536', '-1', '80.5', '', 'x']) expect(() => portNumber(text)).toThrow('0 to 65535');
  });
});
