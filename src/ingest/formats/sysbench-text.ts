import type { Adapter } from '../adapter.ts';
import { IngestError } from '../files/ingest-error.ts';
import { numberIn } from '../fields/text-fields.ts';
import type { RawFile } from '../files/raw-file.ts';
import { allEndpoints } from '../record/run-names.ts';
import type { Recorder } from '../record/recorder.ts';

/** What sysbench prints. */
export const sysbenchText: Adapter = {
  id: 'sysbench-text',
  tool: 'sysbench',
  title: 'sysbench text report',
  identifiedBy: '"General statistics:" or "Throughput:" with total number of events, and "Latency (ms):".',
  sourceClass: 'reported',
  notes: [
    'One report is one row: its events (transactions of database tests). Milliseconds; one percentile, the 95th by default.',
    'sysbench counts ignored errors beside the events; both are requests here. The rate is events per total time.',
  ],
  sets: 'each',
  reports: { core: /^General statistics:/m, start: /^sysbench [\d.]+/m },
  sniff: ({ text }) =>
    /^[^\S\r\n\u2028\u2029]*total number of events:\s+\d/m.test(text) && /^Latency \(ms\):/m.test(text),
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, sysbenchText.id, sysbenchText.tool);
  const text = await file.text();
  const events = numberIn(text, /^[^\S\r\n\u2028\u2029]*total number of events:\s+(\d+)/m);
  if (events === null)
    throw new IngestError(
      'cut',
      'The report has no number of events.',
      'Provide the complete output of sysbench.',
    );
  const errors = numberIn(text, /^[^\S\r\n\u2028\u2029]*ignored errors:\s+(\d+)/m);
  const seconds = numberIn(text, /^[^\S\r\n\u2028\u2029]*(?:total time|time elapsed):\s+([\d.]+)s/m);
  const latency = /^Latency \(ms\):([\s\S]*?)(?:^\S|$(?![\s\S]))/m.exec(text)?.[1] ?? '';
  const at = (name: string): number | null =>
    numberIn(latency, new RegExp(`^[^\\S\\n]*${name}:\\s+([\\d.]+)`, 'm'));
  account.toolVersion = /^sysbench ([\d.]+)/m.exec(text)?.[1] ?? null;
  recorder.durationSeconds = seconds;
  const count = events + (errors ?? 0);
  recorder.reported({
    endpoint: allEndpoints,
    count,
    errors,
    latency: {
      min: at('min'),
      mean: at('avg'),
      max: at('max'),
      p90: at('90th percentile'),
      p95: at('95th percentile'),
      p99: at('99th percentile'),
    },
    timed: events,
    requestsPerSecond: seconds === null || seconds === 0 ? null : count / seconds,
    maxUsers: numberIn(text, /^Number of threads:\s+(\d+)/m),
  });
  account.accept();
}
