import type { Adapter } from '../../adapter.ts';
import { artilleryV1Schema, readArtilleryV1 } from './artillery-v1.ts';
import { artilleryV2Schema, readArtilleryV2 } from './artillery-v2.ts';
import { parseDocument } from '../../files/json-document.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';

/** The report that Artillery writes with --output. */
export const artilleryJson: Adapter = {
  id: 'artillery-json',
  tool: 'Artillery',
  title: 'Artillery report (--output)',
  identifiedBy:
    'A JSON object with `aggregate` and `intermediate`; the aggregate contains `counters` and `summaries` (version 2) or `latency` and `codes` (version 1).',
  sourceClass: 'reported',
  notes: [
    'Times are milliseconds of requests that got a response; version 2 rounds percentiles to buckets. Version 1 gives median, p95 and p99 only.',
    'Values of the metrics-by-endpoint plugin become endpoints; otherwise all requests are one endpoint. The number of rows counts these.',
    'Errors are requests without a response plus responses with status 400 and above.',
    'The rate of version 2 is requests over the time between its first and last metric: the printed one is of the last windows only. Version 1: its own mean, which also gives duration and start.',
    'Windows of ten seconds become the timeline.',
  ],
  sets: 'each',
  sniff: ({ json }) => versionOf(json) !== null,
  read: (files, recorder) => {
    for (const file of files) readFile(file, recorder);
    return Promise.resolve();
  },
};

function versionOf(json: unknown): 1 | 2 | null {
  if (typeof json !== 'object' || json === null) return null;
  const { aggregate } = json as { aggregate?: unknown };
  if (typeof aggregate !== 'object' || aggregate === null) return null;
  if (!('intermediate' in json)) return null;
  if ('counters' in aggregate && ('summaries' in aggregate || 'histograms' in aggregate)) return 2;
  return 'latency' in aggregate && 'codes' in aggregate ? 1 : null;
}

function readFile(file: RawFile, recorder: Recorder): void {
  const account = recorder.file(file, artilleryJson.id, artilleryJson.tool);
  if (versionOf(file.head.json) === 2)
    readArtilleryV2(parseDocument(file, artilleryV2Schema), recorder, account);
  else readArtilleryV1(parseDocument(file, artilleryV1Schema), recorder, account);
}
