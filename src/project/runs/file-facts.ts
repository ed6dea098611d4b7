import { compileGlob } from '../../model/glob.ts';
import type { Manifest, ManifestFile } from '../../model/documents/manifest.ts';
import type { FoundRun } from '../read/discover.ts';

/** What is known of one raw file from outside: where it belongs and how to read it. */
export interface FileFacts {
  readonly stated: ManifestFile | undefined;
  /** The scenario that its place in the run gives it; null where that says nothing. */
  readonly scenario: string | null;
}

/** What a manifest and a file's place in its run say of it. */
export function factsOf(path: string, manifest: Manifest): FileFacts {
  const matches = (glob: string): boolean => compileGlob(glob)(path);
  const stated = manifest.files?.find(({ match }) => matches(match));
  const claimed = manifest.scenarios?.find(({ files = [] }) => files.some(matches));
  const folder = path.includes('/') ? path.slice(0, path.indexOf('/')) : null;
  return { stated, scenario: stated?.scenario ?? claimed?.id ?? folder };
}

/** The files of a run that are read, each with what is known of it from outside. */
export function rawFilesOf(run: FoundRun, manifest: Manifest): ReadonlyMap<string, FileFacts> {
  const attached = new Set((manifest.attachments ?? []).map(({ file }) => file));
  const raw = run.files.filter((file) => file !== 'run.json' && !attached.has(file));
  return new Map(raw.map((file) => [file, factsOf(file, manifest)]));
}
