import { repeatsAmong, type Repeats } from '../../ingest/repeats/without-repeats.ts';
import type { Manifest } from '../../model/documents/manifest.ts';
import { hashOf } from '../../store/cache.ts';
import type { ReadContext } from './read-context.ts';
import type { RunSet } from './run-sets.ts';
import { fallbackScenario, readingOf } from './set-names.ts';
import { isWorthCaching } from './worth-caching.ts';

/** Files of a run that repeat others of the same scenario. Finding them takes as long as reading, so it is cached. */
export async function repeatsOf(
  sets: readonly RunSet[],
  manifest: Manifest,
  { project, cache }: ReadContext,
): Promise<Repeats> {
  const toRead = sets.map((one) => ({
    set: one.set,
    place: `${one.about.scenario ?? ''}\0${one.about.stated?.operation ?? ''}`,
    ...readingOf(one, manifest, project),
  }));
  const files = sets.flatMap(({ set }) => set.files);
  if (files.length < 2) return noRepeats;
  if (!isWorthCaching(files)) return repeatsAmong(toRead);
  const hashes = await Promise.all(files.map(async (file) => [file.path, await file.sha256()]));
  const read = sets.map(({ set, about }) => [set.adapter.id, about]);
  const key = hashOf('repeats', hashes, read, fallbackScenario(manifest), project.endpoints);
  return cache.through('digests', key, async () => repeatsAmong(toRead));
}

const noRepeats: Repeats = { leftOut: [], warnings: [] };
