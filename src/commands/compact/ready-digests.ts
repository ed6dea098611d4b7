import { perfolioDigest } from '../../ingest/formats/perfolio-digest.ts';
import type { RawFile } from '../../ingest/files/raw-file.ts';
import { withBoundedSlices } from '../../ingest/digest-file/bounded-slices.ts';
import { readSet } from '../../ingest/read-files.ts';
import { at } from '../../model/checked.ts';
import type { Digest, EndpointDigest } from '../../model/documents/digest.ts';
import type { Manifest } from '../../model/documents/manifest.ts';
import { isSampled } from '../../ingest/record/test-totals.ts';
import { digestText } from '../digest/digest-text.ts';
import type { Replaced } from './compact-manifest.ts';
import type { FoundRun } from '../../project/read/discover.ts';
import { isTooManyRefused } from '../../project/validate/raw-file-problems.ts';
import { factsOf } from '../../project/runs/file-facts.ts';
import { repeatsOf } from '../../project/runs/cached-repeats.ts';
import { digestWithWarmup } from '../../project/runs/digest-set.ts';
import type { ReadContext } from '../../project/runs/read-context.ts';
import { runSets, type RunSet } from '../../project/runs/run-sets.ts';
import { assigned, fallbackScenario, readingOf } from '../../project/runs/set-names.ts';
import { setWithout, withLeftOut, type Repeats } from '../../ingest/repeats/without-repeats.ts';
import { append } from '../../model/long-lists.ts';

/** A raw file and the digest that replaces it. */
export interface CompactedFile {
  readonly file: string;
  readonly digestFile: string;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
  readonly rows: number;
}

/** A digest that is ready to replace its file. */
export interface ReadyDigest extends CompactedFile, Replaced {
  readonly text: string;
}

/** A file whose rows are all in another one (error.jtl beside kpi.jtl): its digest counts and names both. */
export interface IncludedFile {
  readonly file: string;
  readonly digestFile: string;
  readonly bytesBefore: number;
}

/** What would become of the files of a run. */
interface ReadyFiles {
  readonly ready: ReadyDigest[];
  readonly included: IncludedFile[];
  readonly unchanged: { file: string; why: string }[];
}

/** The digests that can replace the sample files of a run, and the files that stay, with the reason. */
export async function readyDigests(
  run: FoundRun,
  manifest: Manifest,
  context: ReadContext,
): Promise<ReadyFiles> {
  const ready: ReadyDigest[] = [];
  const unchanged: { file: string; why: string }[] = [];
  const { sets } = await runSets(run, manifest);
  const repeats = await repeatsOf(sets, manifest, context);
  for (const one of sets.flatMap((each) => setWithout(each, repeats) ?? [])) {
    const { set, about } = one;
    const leave = (why: string, file?: string): void => {
      const paths = file === undefined ? set.files.map(({ path }) => path) : [file];
      append(
        unchanged,
        paths.map((path) => ({ file: path, why })),
      );
    };
    if (set.adapter.id === perfolioDigest.id) {
      leave('it is already a digest');
      continue;
    }
    const { digest, warmupEndMs } = await digestWithWarmup(one, manifest, context);
    if (!digest.endpoints.some(isSampled)) leave('it contains no individual samples');
    else if (set.files.length > 1 && set.adapter.sets !== 'together') leave('its format spans several files');
    else if (about.stated?.publish === true) leave('it is published as a raw file');
    else
      for (const file of set.files) {
        const own =
          set.files.length === 1 ? digest : await digestOfFile(file, one, manifest, warmupEndMs, context);
        const made = readyDigest(file, withRepeats(own, repeats), manifest);
        const published = repeats.leftOut.find(({ path, of }) => of === file.path && isPublished(path, sets));
        if (published !== undefined)
          leave(`its rows are also in ${published.path}, which is published as a raw file`, file.path);
        else if (run.files.includes(made.digestFile)) leave(`${made.digestFile} already exists`, file.path);
        else if (made.bytesAfter >= made.bytesBefore) leave('its digest would not be smaller', file.path);
        else ready.push(made);
      }
  }
  const included = repeats.leftOut.flatMap(({ path, of }): IncludedFile[] => {
    const digest = ready.find(({ file }) => file === of);
    if (digest === undefined) unchanged.push({ file: path, why: `its rows are also in ${of}` });
    return digest === undefined
      ? []
      : [{ file: path, digestFile: digest.digestFile, bytesBefore: bytesOf(path, sets) }];
  });
  return { ready, included, unchanged };
}

const isPublished = (path: string, sets: readonly RunSet[]): boolean =>
  sets.some(
    ({ set, about }) => about.stated?.publish === true && set.files.some((file) => file.path === path),
  );

const bytesOf = (path: string, sets: readonly RunSet[]): number =>
  sets.flatMap(({ set }) => set.files).find((file) => file.path === path)?.bytes ?? 0;

/** The digest with the files that repeat rows of its own: they are sources that count nowhere. */
function withRepeats(digest: Digest, { leftOut }: Repeats): Digest {
  const own = leftOut.filter(({ of }) => digest.sources.some(({ file }) => file === of));
  const [first = digest, ...others] = withLeftOut([digest], { leftOut: own, warnings: [] });
  return { ...first, sources: [first, ...others].flatMap(({ sources }) => sources) };
}

/** The digest of one file of a set whose files are normally read together. */
async function digestOfFile(
  file: RawFile,
  { set, about }: RunSet,
  manifest: Manifest,
  warmupEndMs: number | null,
  { project }: ReadContext,
): Promise<Digest> {
  const { options, names } = readingOf({ set, about }, manifest, project);
  const recording = warmupEndMs === null ? { names } : { names, fromMs: warmupEndMs };
  return assigned(await readSet({ adapter: set.adapter, files: [file] }, options, recording), about);
}

function readyDigest(file: RawFile, digest: Digest, manifest: Manifest): ReadyDigest {
  const digestFile = `${file.path}.digest.json`;
  const text = digestText(withBoundedSlices(withoutKnownScenario(digest, digestFile, manifest)));
  const source = at(digest.sources, 0, 'a digest names the file it was made from');
  return {
    file: file.path,
    digestFile,
    text,
    bytesBefore: file.bytes,
    bytesAfter: Buffer.byteLength(text),
    rows: source.rows,
    needsAcceptance: isTooManyRefused(source),
  };
}

/** Omits a scenario that folder or manifest already give the digest, so that they still decide. */
function withoutKnownScenario(digest: Digest, digestFile: string, manifest: Manifest): Digest {
  const { stated, scenario } = factsOf(digestFile, manifest);
  const known = stated?.scenario ?? scenario ?? fallbackScenario(manifest);
  const rows = (all: readonly EndpointDigest[]): EndpointDigest[] =>
    all.map((row) => ({ ...row, scenario: row.scenario === known ? null : row.scenario }));
  return {
    ...digest,
    endpoints: rows(digest.endpoints),
    pooled: rows(digest.pooled),
    transactions: rows(digest.transactions),
    measures: digest.measures.map(({ scenario: own = null, ...one }) =>
      own === null || own === known ? one : { ...one, scenario: own },
    ),
  };
}
