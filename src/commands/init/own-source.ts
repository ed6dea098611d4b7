import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { Refusal, WrongUsage } from '../../project/refusal.ts';
import { isCheckout, packageFolder } from '../../store/paths.ts';

/** What a project depends on: a specifier for package.json, or a tarball that is copied into the project. */
export type Source = { readonly kind: 'specifier'; readonly text: string } | Tarball;

/** A packed copy of Perfolio. */
interface Tarball {
  readonly kind: 'tarball';
  readonly path: string;
}

interface Manifest {
  readonly version: string;
  readonly repository?: { readonly url?: string };
}

const ownManifest = (): Manifest =>
  JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as Manifest;

/** The source that was named with --package: a tarball on disk, or the URL of a git repository. */
export function namedSource(named: string, cwd: string): Source {
  const path = resolve(cwd, named.replace(/^file:/, ''));
  if (path.endsWith('.tgz') && existsSync(path)) return { kind: 'tarball', path };
  if (/^(?:git\+(?:https|ssh|file):\/\/|https:\/\/[^ ]+\.tgz$)/.test(named))
    return { kind: 'specifier', text: named };
  throw new WrongUsage(
    `"${named}" is neither a packed copy of Perfolio nor the URL of one.`,
    'Pass the file that npm pack wrote (perfolio-<version>.tgz), or a git URL such as git+https://example.org/perfolio.git#v1.0.0.',
  );
}

/**
 * Where a project gets the version of Perfolio that is running: from where this copy was installed. Throws a Refusal if
 * that is unknown.
 */
export function ownSource(): Source {
  const resolved = isCheckout ? null : resolvedOf(packageFolder);
  if (resolved !== null) return resolved;
  const { version, repository } = ownManifest();
  const url = repository?.url;
  if (url !== undefined && !isPlaceholder(url)) return { kind: 'specifier', text: `${url}#v${version}` };
  throw new Refusal(
    'It is unknown where the project can install Perfolio from.',
    'Run npm pack in the folder of Perfolio, and pass the file that it writes with --package. The project then contains a copy of it.',
  );
}

/** As package.json names the repository until there is one. */
const isPlaceholder = (url: string): boolean => url.includes('/OWNER/');

/** Perfolio's action as workflows of GitHub name it, at a version's tag; null if a repository is not there. */
export function actionAt(url: string | undefined, version: string): string | null {
  if (url === undefined || isPlaceholder(url)) return null;
  const [, name] = /^(?:git\+)?https:\/\/github\.com\/([\w.-]+\/[\w.-]+?)(?:\.git)?$/.exec(url) ?? [];
  return name === undefined ? null : `${name}@v${version}`;
}

/** The action of the version that is running. */
export function ownAction(): string | null {
  const { version, repository } = ownManifest();
  return actionAt(repository?.url, version);
}

/** What npm wrote about an installed package; null if another program installed it. */
function resolvedOf(installed: string): Source | null {
  const modules = dirname(installed);
  const lock = join(modules, '.package-lock.json');
  if (basename(modules) !== 'node_modules' || !existsSync(lock)) return null;
  const { packages } = JSON.parse(readFileSync(lock, 'utf8')) as {
    packages?: Record<string, { resolved?: string; version?: string }>;
  };
  const { resolved, version } = packages?.[`node_modules/${basename(installed)}`] ?? {};
  if (resolved === undefined) return null;
  if (resolved.startsWith('file:')) return fileSource(resolved.slice('file:'.length), dirname(modules));
  if (resolved.startsWith('git+')) return { kind: 'specifier', text: resolved };
  return version === undefined ? null : { kind: 'specifier', text: version };
}

function fileSource(file: string, folder: string): Source | null {
  const path = isAbsolute(file) ? file : join(folder, file);
  return existsSync(path) ? { kind: 'tarball', path } : null;
}
