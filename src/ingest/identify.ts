import { commandLine } from '../model/text/command-line.ts';
import { didYouMean } from '../model/text/did-you-mean.ts';
import type { Adapter } from './adapter.ts';
import { IngestError } from './files/ingest-error.ts';
import type { Head } from './files/raw-file.ts';
import { adapterById, adapters } from './format-registry.ts';
import { unreadFormatOf } from './unread-formats.ts';

/** The adapter for a file's content. Throws an IngestError that says what near misses there were. */
export function identify(head: Head, wantedFormat: string | null = null): Adapter {
  if (wantedFormat !== null) return named(wantedFormat);
  const nearMisses: string[] = [];
  for (const adapter of adapters) {
    const verdict = sniffed(adapter, head);
    if (verdict === true) return adapter;
    if (verdict !== null) nearMisses.push(verdict);
  }
  throwUnread(head);
  const isCut = isCutJson(head);
  throw new IngestError(
    isCut ? 'ends-early' : 'unknown-format',
    [
      'Unrecognised format.',
      ...(isCut ? ['The JSON ends early: did the tool finish writing it?'] : []),
      ...nearMisses,
    ].join(' '),
    `Run \`${commandLine('formats')}\` for the supported formats. A file that is not a result belongs under "attachments" in run.json.`,
  );
}

/** True for a text that begins as a JSON document and has no end. */
const isCutJson = ({ text, json, isWhole }: Head): boolean =>
  isWhole && json === undefined && /^\s*(?:\{\s*["}]|\[\s*[[{"\]])/.test(text) && !/[}\]]\s*$/.test(text);

/**
 * True for the format of a file; else a sentence that says why it is not, where that is of use. A format that throws on a
 * file it was not made for costs its own chance, not the other files' reading.
 */
function sniffed(adapter: Adapter, head: Head): true | string | null {
  try {
    const verdict = adapter.sniff(head);
    if (typeof verdict === 'boolean') return verdict || null;
    return `It looks like ${adapter.title}, ${verdict}.`;
  } catch (error) {
    if (error instanceof IngestError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    return `The check for ${adapter.title} failed, which is a fault of Perfolio (${reason}).`;
  }
}

/** Throws for a file of a format that is recognised but not read: its owner can often export another one. */
function throwUnread(head: Head): void {
  const unread = unreadFormatOf(head);
  if (unread === undefined) return;
  throw new IngestError(
    'recognised-not-read',
    `Recognised as ${unread.tool} (${unread.what}), which Perfolio does not read.`,
    unread.instead,
  );
}

const formatIds = adapters.map(({ id }) => id);

function named(format: string): Adapter {
  const adapter = adapterById(format);
  if (adapter !== undefined) return adapter;
  throw new IngestError(
    'no-such-format',
    `Unknown format "${format}".`,
    `${didYouMean(format, formatIds) ?? ''} \`${commandLine('formats')}\` lists all formats.`,
  );
}
