import type { RawFile } from '../../ingest/files/raw-file.ts';
import { readSet } from '../../ingest/read-files.ts';
import type { Digest } from '../../model/documents/digest.ts';
import type { Manifest, ManifestScenario } from '../../model/documents/manifest.ts';
import type { Project } from '../../model/documents/project.ts';
import { largest, smallest } from '../../model/long-lists.ts';
import { hashOf } from '../../store/cache.ts';
import type { ReadContext } from './read-context.ts';
import type { RunSet } from './run-sets.ts';
import { assigned, fallbackScenario, readingOf } from './set-names.ts';
import { isWorthCaching } from './worth-caching.ts';

/** The limits within which objectives want requests to be answered: exact counts need them while samples are read. */
const limitsOf = ({ objectives }: Project): number[] => [
  ...new Set(objectives.flatMap(({ withinMs }) => withinMs ?? [])),
];

/** Where the warm-up that the manifest states ends; the first request is known only once all were read. */
function warmupEnd(digest: Digest, scenarios: readonly ManifestScenario[]): number | null {
  const ends = scenarios.flatMap(({ id, warmupSeconds = 0 }) => {
    const starts = digest.endpoints
      .filter((one) => one.scenario === id)
      .flatMap((one) => one.firstStartMs ?? []);
    return warmupSeconds > 0 && starts.length > 0 ? [smallest(starts) + warmupSeconds * 1_000] : [];
  });
  return ends.length === 0 ? null : largest(ends);
}

/** A set's digest, and the moment up to which its samples are warm-up and left out; null where none are. */
export async function digestWithWarmup(
  one: RunSet,
  manifest: Manifest,
  { project, cache }: Pick<ReadContext, 'project' | 'cache'>,
): Promise<{ digest: Digest; warmupEndMs: number | null }> {
  const { set, about } = one;
  const { stated, scenario } = about;
  const { options, names } = readingOf(one, manifest, project);
  const limitsMs = limitsOf(project);
  const make = async (fromMs: number | null): Promise<Digest> =>
    readSet(set, options, { names, limitsMs, ...(fromMs !== null && { fromMs }) });
  const read = async (fromMs: number | null): Promise<Digest> => {
    if (!isWorthCaching(set.files)) return make(fromMs);
    const hashes = await Promise.all(
      set.files.map(async (file: RawFile) => [file.path, await file.sha256()]),
    );
    const key = hashOf(
      set.adapter.id,
      hashes,
      options,
      scenario,
      stated?.scenario,
      stated?.endpoint,
      stated?.encoding,
      fallbackScenario(manifest),
      project.endpoints,
      limitsMs,
      fromMs,
    );
    return cache.through('digests', key, async () => make(fromMs));
  };
  const whole = await read(null);
  // A digest that was made without the warm-up has none to be taken out again.
  const warmupEndMs = whole.leftOut > 0 ? null : warmupEnd(whole, manifest.scenarios ?? []);
  const digest = warmupEndMs === null ? whole : await read(warmupEndMs);
  return { digest: assigned(digest, about), warmupEndMs };
}
