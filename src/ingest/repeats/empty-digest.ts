import { digestVersion, type Digest, type SourceFile } from '../../model/documents/digest.ts';

/** A digest of files of which nothing counts. */
export const emptyDigest = (sources: readonly SourceFile[]): Digest => ({
  version: digestVersion,
  sources,
  isRelativeTime: false,
  startedAtMs: null,
  durationSeconds: null,
  leftOut: 0,
  endpoints: [],
  pooled: [],
  transactions: [],
  timeline: [],
  measures: [],
  memoryReadings: [],
  memoryRows: [],
  cpuScale: null,
  cpuReadings: [],
  cpuRows: [],
  history: [],
  system: {},
});
