import type { Digest, IngestWarning, SourceFile } from '../model/documents/digest.ts';
import type { Adapter } from './adapter.ts';
import { jsonDocumentsIn, reportsIn } from './files/appended-reports.ts';
import { IngestError } from './files/ingest-error.ts';
import { partOfFile, type RawFile } from './files/raw-file.ts';
import { perfolioDigest } from './formats/perfolio-digest.ts';
import { identify } from './identify.ts';

/** Larger files are logs of samples: reports are a few kilobytes. */
const largestBytes = 16 * 1024 * 1024;

/** What a file is read as: one report, or several that were appended to each other. */
export interface IdentifiedFile {
  readonly adapter: Adapter;
  readonly files: readonly RawFile[];
}

/** The adapter of a file and its reports. Throws an IngestError if no format is known. */
export async function identifyReports(raw: RawFile, format: string | null): Promise<IdentifiedFile> {
  if (raw.bytes > largestBytes || raw.isOnce) return { adapter: identify(raw.head, format), files: [raw] };
  try {
    const adapter = identify(raw.head, format);
    if (adapter.reports === undefined) return { adapter, files: [raw] };
    return { adapter, files: partsOf(raw, reportsIn(await raw.text(), adapter.reports)) };
  } catch (error) {
    const documents = await appendedDocuments(raw, format);
    if (documents === null) throw error;
    return documents;
  }
}

/** JSON reports of one tool in one file, or digests that a query returned line by line; null for anything else. */
async function appendedDocuments(raw: RawFile, format: string | null): Promise<IdentifiedFile | null> {
  if (raw.head.json !== undefined || !/^\s*\{/.test(raw.head.text)) return null;
  const files = partsOf(raw, jsonDocumentsIn(await raw.text()) ?? []);
  try {
    const found = files.map(({ head }) => identify(head, format));
    const [adapter] = found;
    const isOfOneTool = adapter !== undefined && found.every((one) => one === adapter);
    const canBeApart = adapter?.sets === 'each' || adapter === perfolioDigest;
    return isOfOneTool && canBeApart ? { adapter, files } : null;
  } catch (error) {
    if (error instanceof IngestError) return null;
    throw error;
  }
}

const separator = ' #';

function partsOf(raw: RawFile, texts: readonly string[]): readonly RawFile[] {
  if (texts.length === 1) return [raw];
  return texts.map((text, i) =>
    partOfFile(raw, i === 0 ? raw.path : `${raw.path}${separator}${i + 1}`, text),
  );
}

/** The file that a part is of; the path itself for a file that is whole. */
export function wholePath(path: string, paths: ReadonlySet<string>): string {
  if (paths.has(path)) return path;
  const whole = path.slice(0, path.lastIndexOf(separator));
  return paths.has(whole) ? whole : path;
}

/** Digests whose sources are files again: the parts of one file are one source, with a warning. */
export function withWholeSources(digests: readonly Digest[], paths: ReadonlySet<string>): Digest[] {
  const parts = Map.groupBy(
    digests.flatMap(({ sources }) => sources),
    ({ file }) => wholePath(file, paths),
  );
  const joined = new Map([...parts].map(([file, all]) => [file, joinedSource(file, all)] as const));
  const whole = (source: SourceFile): SourceFile => joined.get(wholePath(source.file, paths)) ?? source;
  return digests.map((digest) => ({ ...digest, sources: digest.sources.map(whole) }));
}

/** The files of some digests, each once. */
export const sourcesOf = (digests: readonly Digest[]): SourceFile[] => [
  ...new Map(digests.flatMap(({ sources }) => sources.map((one) => [one.file, one] as const))).values(),
];

function joinedSource(file: string, parts: readonly SourceFile[]): SourceFile {
  const [first] = parts;
  if (first === undefined) throw new Error(`Broken invariant: ${file} has parts.`);
  if (parts.length === 1) return first.file === file ? first : { ...first, file };
  const sum = (pick: (part: SourceFile) => number): number =>
    parts.reduce((total, part) => total + pick(part), 0);
  const several: IngestWarning = {
    code: 'several-reports',
    message: `The file contains ${parts.length} reports, one after the other. Each is read separately.`,
  };
  const warnings = new Map(parts.flatMap((part) => part.warnings.map((one) => [one.message, one] as const)));
  return {
    ...first,
    file,
    rows: sum(({ rows }) => rows),
    refused: {
      count: sum(({ refused }) => refused.count),
      first: parts.flatMap(({ refused }) => refused.first),
    },
    warnings: [several, ...warnings.values()],
  };
}
