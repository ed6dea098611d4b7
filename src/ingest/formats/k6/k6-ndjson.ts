import { K6CustomMetrics } from './k6-custom.ts';
import type { Adapter } from '../../adapter.ts';
import { K6LineReader } from './k6-line-reader.ts';
import { noK6Requests } from './k6-requests.ts';
import { K6Samples } from './k6-samples.ts';
import type { Head } from '../../files/raw-file.ts';
import { scanLines } from '../../scan/scan-lines.ts';

/** k6's output of single samples as JSON lines (--out json). */
export const k6Ndjson: Adapter = {
  id: 'k6-ndjson',
  tool: 'k6',
  title: 'k6 samples (--out json)',
  identifiedBy: 'JSON lines with `type` (Metric or Point), `metric` and `data`.',
  sourceClass: 'exact',
  notes: [
    'Response time is http_req_duration: milliseconds without DNS lookup and connecting. k6 stamps it with the end of the request.',
    'A request failed when k6 says so: the tag expected_response, else http_req_failed, else status 400 and above or none.',
    'The endpoint is the tag `name`, the scenario the tag `scenario`. Requests of setup and teardown are scenarios of these names, which are no load: they have no throughput and no users.',
    'If a name has requests of several methods, the tag `method` comes before it: `GET /cart`, `POST /cart`. A `match` of project.json may name the method.',
    'Groups become transactions. Users are the last value of `vus`.',
    'Metrics of the script are measures: of a trend mean, p50, p90, p95, p99 and maximum, of a counter the sum, of a rate the share, of a gauge the last value.',
    'So are `checks`, the share of checks that passed, and `dropped_iterations`.',
    'Each line is a row, including those of unused metrics.',
  ],
  sets: 'together',
  scenarioSource: 'tag',
  sniff: (head) => isK6Line(head),
  read: async (files, recorder) => {
    const samples = new K6Samples(recorder);
    const custom = new K6CustomMetrics();
    for (const file of files) {
      const reader = new K6LineReader(samples, custom, recorder.file(file, k6Ndjson.id, k6Ndjson.tool));
      await scanLines(file, (bytes, start, end, line, isCut) => reader.line(bytes, start, end, line, isCut));
      samples.end();
    }
    if (samples.requestCount === 0) throw noK6Requests();
    custom.record(recorder);
  },
};

function isK6Line({ lines }: Head): boolean {
  const line = lines.find((one) => one.trim() !== '') ?? '';
  if (!line.startsWith('{')) return false;
  try {
    const { type, metric, data } = JSON.parse(line) as { type?: unknown; metric?: unknown; data?: unknown };
    return (type === 'Metric' || type === 'Point') && typeof metric === 'string' && typeof data === 'object';
  } catch {
    return false;
  }
}
