import type { Digest, EndpointDigest } from '../../model/documents/digest.ts';
import type { Adapter } from '../adapter.ts';
import { exportedDigest } from '../digest-file/exported-digest.ts';
import { asDigestFile, digestSchema, type DigestFile } from '../digest-file/digest-schema.ts';
import type { FileAccount } from '../record/file-account.ts';
import { IngestError } from '../files/ingest-error.ts';
import type { RawFile } from '../files/raw-file.ts';
import { parseDocument } from '../files/json-document.ts';
import { mergeEndpointDigests } from '../record/merge-digests.ts';
import { allEndpoints } from '../record/run-names.ts';

/** A digest of samples, made by `compact` or by any engine that knows the bucket formula (docs/digest.md). */
export const perfolioDigest: Adapter = {
  id: 'perfolio-digest',
  tool: 'Perfolio',
  title: 'digest (*.digest.json)',
  identifiedBy:
    'A JSON object with `version`, `sources` and `endpoints`, as it is or as a row that a query exported.',
  sourceClass: 'exact',
  notes: [
    'Milliseconds. Every key is checked; the bucket formula and SQL that makes a digest are in docs/digest.md.',
    'Several digests of one scenario merge: counts, extremes and buckets exactly; quantiles then come from the buckets, within 0.5%.',
    'Rows are those of the files that the digest was made from.',
  ],
  sets: 'together',
  sniff: ({ json }) => exportedDigest(json) !== undefined,
  read: (files, recorder) => {
    for (const file of files) {
      const account = recorder.file(file, perfolioDigest.id, perfolioDigest.tool);
      const digest = digestIn(file);
      accountFor(digest, account);
      recorder.digested(digest);
    }
    return Promise.resolve();
  },
};

/** The digest in a file. Throws an IngestError that names the first wrong key. */
export function digestIn(file: RawFile): Digest {
  const document = exportedDigest(file.head.json);
  if (document !== undefined && document.version !== 1)
    throw new IngestError(
      'digest-version',
      'The digest was made by another version of Perfolio.',
      'Recreate it from its raw files.',
    );
  const digest = asDigestFile(parseDocument(file, digestSchema, document));
  return { ...digest, pooled: digest.pooled ?? pooledOf(digest) };
}

/** What the digest says of the files that it was made from. */
function accountFor(digest: Digest, account: FileAccount): void {
  for (const { file, tool, toolVersion, rows, refused, warnings, toolTargets = [] } of digest.sources) {
    account.accept(rows - refused.count);
    account.refuseMany(
      refused.count,
      refused.first.map(({ line, reason }) => ({ line, reason: `${file}: ${reason}` })),
    );
    for (const { code, message } of warnings) account.warn(code, message);
    for (const target of toolTargets) account.toolTarget(target);
    account.toolVersion ??= toolVersion === null ? tool : `${tool} ${toolVersion}`;
  }
}

/** Each scenario's samples pooled over its endpoints. */
function pooledOf({ endpoints }: DigestFile): Digest['pooled'] {
  const sampled = endpoints.filter(({ latency }) => latency !== null && latency.source !== 'reported');
  const scenarios = Map.groupBy(sampled, ({ scenario }) => scenario);
  return [...scenarios.values()].map((parts): EndpointDigest => ({
    ...mergeEndpointDigests(parts),
    endpoint: allEndpoints,
  }));
}
