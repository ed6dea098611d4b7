import { groupFiles, readSet } from '../../../src/ingest/read-files.ts';
import { repeatsAmong } from '../../../src/ingest/repeats/without-repeats.ts';
import { contest } from './contestant.ts';
import { jtlParts, type Split } from './jtl-parts.ts';

const [, , path = '', split = 'following'] = process.argv;
const parts = jtlParts(path, split as Split);

/** Ours: four files of one scenario, with the search for rows that two of them hold. */
await contest(async () => {
  const named = parts.map((diskPath) => ({ diskPath, shownPath: diskPath, format: null }));
  const { sets } = await groupFiles(named);
  const options = { timeZone: null, startedAtMs: null };
  const { leftOut } = await repeatsAmong(sets.map((set) => ({ set, options, place: '' })));
  if (leftOut.length > 0) throw new Error('No part repeats another.');
  const digests = await Promise.all(sets.map(async (set) => readSet(set, options)));
  const sources = digests.flatMap((digest) => digest.sources);
  return { rows: sources.reduce((sum, source) => sum + source.rows, 0), figures: {} };
});
