import type { RawFile } from '../../ingest/files/raw-file.ts';

/** A digest of less takes about as long to keep and to read as to make. */
const leastBytes = 256 * 1024;

/** True for files that are so large together that what is made of them is cached. */
export const isWorthCaching = (files: readonly RawFile[]): boolean =>
  files.reduce((sum, { bytes }) => sum + bytes, 0) >= leastBytes;
