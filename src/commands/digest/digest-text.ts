import type { Digest, EndpointDigest } from '../../model/documents/digest.ts';
import { packSlices } from '../../ingest/digest-file/packed-slices.ts';
import { writtenBy } from '../../store/own-version.ts';

/** The document of a digest, as `*.digest.json` holds it: one line, with packed slices. */
export function digestText({ version, ...content }: Digest): string {
  const packed = (rows: readonly EndpointDigest[]): unknown[] =>
    rows.map((row) => ({ ...row, slices: row.slices === null ? null : packSlices(row.slices) }));
  return `${JSON.stringify({
    version,
    writtenBy: writtenBy(),
    ...content,
    endpoints: packed(content.endpoints),
    pooled: packed(content.pooled),
    transactions: packed(content.transactions),
  })}\n`;
}
