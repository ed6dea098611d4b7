import type { Adapter } from '../adapter.ts';
import { boundedAt, readSpectrum, spectrumAt } from './wrk/hdr-spectrum.ts';
import { IngestError } from '../files/ingest-error.ts';
import type { RawFile } from '../files/raw-file.ts';
import { allEndpoints } from '../record/run-names.ts';
import type { Recorder } from '../record/recorder.ts';

const header = /^[^\S\r\n\u2028\u2029]*Value\s+Percentile\s+TotalCount\s+1\/\(1-Percentile\)/m;

/** HdrHistogram's percentile distribution. */
export const hdrHgrm: Adapter = {
  id: 'hdr-hgrm',
  tool: 'HdrHistogram',
  title: 'HdrHistogram percentile distribution (.hgrm)',
  identifiedBy: 'The header "Value Percentile TotalCount 1/(1-Percentile)" and a line "#[Mean".',
  sourceClass: 'reported',
  notes: [
    'One file is one row. The file names no unit: values are taken as milliseconds, with a warning.',
    "Percentiles are those of the file's own ladder, which has 50, 90 and 95. 99 and 99.9 lie between two of its steps: the value of the step above is used for them, with those of both as bounds.",
    'The file records neither errors nor rate.',
  ],
  sets: 'each',
  reports: { core: header, start: header },
  sniff: (head) => header.test(head.text),
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, hdrHgrm.id, hdrHgrm.tool);
  const spectrum = readSpectrum(await file.text());
  if (spectrum === null) throw new IngestError('no-rows', 'The file has a header but no percentile.');
  account.warn('no-unit', 'The file names no unit: its values were taken as milliseconds.');
  const at = (share: number): number | null =>
    spectrumAt(spectrum, share) ?? boundedAt(spectrum, share)?.upper ?? null;
  const { mean, stddev, max, count } = spectrum;
  recorder.reported({
    endpoint: allEndpoints,
    count,
    errors: null,
    latency: {
      min: at(0),
      max,
      mean,
      stddev,
      p50: at(0.5),
      p90: at(0.9),
      p95: at(0.95),
      p99: at(0.99),
      p999: at(0.999),
      bounds: { p99: boundedAt(spectrum, 0.99), p999: boundedAt(spectrum, 0.999) },
    },
  });
  account.accept();
}
