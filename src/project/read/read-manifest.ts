import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileGlob } from '../../model/glob.ts';
import { manifestSchema, type Manifest } from '../../model/documents/manifest.ts';
import { problem, type Problem } from '../../model/problem.ts';
import type { RunInput } from '../../report/measure/run-input.ts';
import { leavesFolder } from './attachment-problems.ts';
import type { FoundRun } from './discover.ts';
import { manifestWarnings } from '../validate/manifest-warnings.ts';
import { rawFilesOf } from '../runs/file-facts.ts';
import type { ReadContext } from '../runs/read-context.ts';
import { TextPlaces } from '../validate/text-places.ts';
import { validateJson } from '../validate/validate.ts';
import { showPath } from '../validate/value-path.ts';

/** A run's manifest as written, and its problems. */
export interface ReadManifest {
  readonly manifest: Manifest;
  readonly problems: readonly Problem[];
  /** Locations of its keys; null if there is no readable manifest. */
  readonly places: TextPlaces | null;
}

/** Reads a run's manifest. A run of a single file has none. */
export function readManifest(run: FoundRun, shown: ReadContext['shown']): ReadManifest {
  if (run.isSingleFile || !run.files.includes('run.json'))
    return { manifest: {}, problems: [], places: null };
  const path = join(run.folder, 'run.json');
  const text = readFileSync(path, 'utf8');
  const { value, problems } = validateJson(manifestSchema, text, shown(path));
  if (value === null) return { manifest: {}, problems, places: null };
  const places = new TextPlaces(text);
  return {
    manifest: value,
    problems: [...problems, ...pathProblems(value, run, shown(path), places)],
    places,
  };
}

/** Warns about statements of a manifest that the run's files contradict. */
export function contradictions(
  run: FoundRun,
  { manifest, places }: ReadManifest,
  input: RunInput,
  shown: ReadContext['shown'],
): Problem[] {
  if (places === null) return [];
  const fromFolders = [...rawFilesOf(run, manifest).values()].flatMap(({ scenario }) => scenario ?? []);
  return manifestWarnings(input, fromFolders, shown(join(run.folder, 'run.json')), places);
}

/** Paths in a manifest must stay inside the run and match existing files. */
function pathProblems(manifest: Manifest, run: FoundRun, file: string, places: TextPlaces): Problem[] {
  const named: (readonly [path: readonly PropertyKey[], glob: string])[] = [
    ...(manifest.files ?? []).map(({ match }, i) => [['files', i, 'match'], match] as const),
    ...(manifest.scenarios ?? []).flatMap(({ files = [] }, i) =>
      files.map((glob, k) => [['scenarios', i, 'files', k], glob] as const),
    ),
    ...(manifest.attachments ?? []).map((one, i) => [['attachments', i, 'file'], one.file] as const),
  ];
  return named.flatMap(([keys, glob]) => {
    const path = showPath(keys);
    const at = { ...places.ofValue(keys), path, found: glob };
    if (leavesFolder(glob))
      return problem('error', file, `\`${path}\` points outside the run's folder.`, {
        ...at,
        hint: 'Use paths inside the run, with forward slashes.',
      });
    const matches = compileGlob(glob);
    if (run.files.some((one) => matches(one))) return [];
    return problem('error', file, `\`${path}\` matches no file of the run.`, {
      ...at,
      hint: `Files of the run: ${run.files.slice(0, 8).join(', ')}${run.files.length > 8 ? ' …' : ''}`,
    });
  });
}
