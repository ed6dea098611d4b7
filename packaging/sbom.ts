import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { thirdParties } from './third-party.ts';

/** What is used of the document that npm prints. */
interface Bom {
  readonly serialNumber?: string;
  readonly metadata: { readonly timestamp?: string; readonly component: Readonly<Record<string, unknown>> };
  readonly components: readonly {
    readonly 'bom-ref': string;
    readonly purl: string;
    readonly hashes?: unknown;
  }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

const root = dirname(import.meta.dirname);

/** The document of npm for all packages of the lock file. With --omit=dev it lacks packages that development needs, too. */
function printed(): Bom {
  const options = ['sbom', '--sbom-format=cyclonedx', '--package-lock-only', '--workspaces=false'];
  const running = process.env.npm_execpath ?? '';
  // Other package managers set this variable, too.
  const [program, args] = running.endsWith('npm-cli.js')
    ? [process.execPath, [running, ...options]]
    : ['npm', options];
  const text = execFileSync(program, args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 });
  return JSON.parse(text) as Bom;
}

/** Without lists of nothing, of which npm prints two for each package. */
const withoutEmpty = (component: object): object =>
  Object.fromEntries(
    Object.entries(component).filter(([, value]) => !(Array.isArray(value) && value.length === 0)),
  );

/**
 * Only what is installed with Perfolio, and nothing that differs between two runs or folders. Hashes are left out: npm
 * checks those of the user's own lock file, and they took 4% of the package.
 */
function ofPackage({ serialNumber: _, metadata, components, dependencies, ...rest }: Bom): object {
  const installed = new Set(thirdParties(root).map(({ name, version }) => `pkg:npm/${name}@${version}`));
  const kept = components.filter(({ purl }) => installed.has(decodeURIComponent(purl)));
  const refs = new Set(kept.map((one) => one['bom-ref']));
  const { 'bom-ref': own } = metadata.component;
  return {
    ...rest,
    metadata: { ...metadata, timestamp: undefined, component: { ...metadata.component, name: 'perfolio' } },
    components: kept.map(({ hashes: _hashes, ...one }) => withoutEmpty(one)),
    dependencies: dependencies
      .filter(({ ref }) => refs.has(ref) || ref === own)
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => refs.has(one)) })),
  };
}

try {
  writeFileSync(join(root, 'lib/sbom.cdx.json'), `${JSON.stringify(ofPackage(printed()))}\n`);
} catch (error) {
  // Perfolio works without the list, and another package manager may install it from a git URL on a machine without npm.
  process.stderr.write(`No lib/sbom.cdx.json was written: ${(error as Error).message}\n`);
}
