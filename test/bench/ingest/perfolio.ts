import { groupFiles, readSet } from '../../../src/ingest/read-files.ts';
import { contest } from './contestant.ts';

const path = process.argv[2]!;

/** Ours: recognise the file, read it, and make the whole digest, SHA-256 of the file included. */
await contest(async () => {
  const { sets } = await groupFiles([{ diskPath: path, shownPath: path, format: null }]);
  const digest = await readSet(sets[0]!, { timeZone: null, startedAtMs: null });
  const figures = digest.endpoints.map(({ endpoint, count, errors, latency }) => [
    endpoint,
    [
      count!,
      errors!,
      latency!.min!,
      latency!.max!,
      latency!.mean!,
      ...latency!.quantiles!.map(({ value }) => value),
    ],
  ]);
  return { rows: digest.sources[0]!.rows, figures: Object.fromEntries(figures) as Record<string, number[]> };
});
