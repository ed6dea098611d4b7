import { commandLine } from '../model/command-line.ts';
import { didYouMean } from '../model/did-you-mean.ts';
import type { Adapter } from './adapter.ts';
import { IngestError } from './files/ingest-error.ts';
import type { Head } from './files/raw-file.ts';
import { adapterById, adapters } from './format-registry.ts';

/** The adapter for a file's content. Throws an IngestError that says what near misses there were. */
export function identify(head: Head, wantedFormat: string | null = null): Adapter {
  if (wantedFormat !== null) return named(wantedFormat);
  const nearMisses: string[] = [];
  for (const adapter of adapters) {
    const verdict = adapter.sniff(head);
    if (verdict === true) return adapter;
    if (typeof verdict === 'string') nearMisses.push(`${adapter.title}: ${verdict}`);
  }
  throw new IngestError(
    'unknown-format',
    ['The content is of no known format.', ...nearMisses.map((miss) => `It looks like ${miss}.`)].join(' '),
    `Run \`${commandLine('formats')}\` for what is read. A file that is no result belongs under "attachments" in run.json.`,
  );
}

const formatIds = adapters.map(({ id }) => id);

function named(format: string): Adapter {
  const adapter = adapterById(format);
  if (adapter !== undefined) return adapter;
  throw new IngestError(
    'no-such-format',
    `No format is called "${format}".`,
    `${didYouMean(format, formatIds)!} \`${commandLine('formats')}\` lists every one.`,
  );
}
