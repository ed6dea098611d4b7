import { z } from 'zod';
import type { Adapter } from '../../adapter.ts';
import { parseDocument } from '../../files/json-document.ts';
import { sumCounts } from '../../fields/labels.ts';
import type { RawFile } from '../../files/raw-file.ts';
import { allEndpoints } from '../../record/run-names.ts';
import type { Recorder } from '../../record/recorder.ts';
import { parseDateTime } from '../../fields/times.ts';
import { nanosecondsToMs } from '../../fields/units.ts';
import { failuresOf } from './vegeta-statuses.ts';

const nanoseconds = z.number().min(0).optional();

const report = z.looseObject({
  latencies: z.looseObject({
    mean: nanoseconds,
    min: nanoseconds,
    max: nanoseconds,
    '50th': nanoseconds,
    '90th': nanoseconds,
    '95th': nanoseconds,
    '99th': nanoseconds,
  }),
  earliest: z.string().optional(),
  duration: nanoseconds,
  wait: nanoseconds,
  requests: z.number().int().min(0),
  rate: z.number().min(0).optional(),
  status_codes: z.record(z.string(), z.number().int().min(0)),
  errors: z.array(z.string()).nullish(),
});

/** vegeta report -type=json. */
export const vegetaReportJson: Adapter = {
  id: 'vegeta-report-json',
  tool: 'vegeta',
  title: 'vegeta report (JSON)',
  identifiedBy: 'A JSON object with latencies, status_codes, bytes_in and success.',
  sourceClass: 'reported',
  notes: [
    'One report is one row. Nanoseconds; percentiles are estimates of vegeta over all requests, failed ones included.',
    'Errors are requests without response (status code 0) and responses of status 400 or above. If all listed errors without response have one cause, they are named by it.',
    'The rate is the attempted one. Older versions have no min and no 90th percentile.',
  ],
  sets: 'each',
  sniff: ({ json }) =>
    typeof json === 'object' &&
    json !== null &&
    ['latencies', 'status_codes', 'bytes_in', 'success'].every((key) => Object.hasOwn(json, key)),
  read: async ([file], recorder) => {
    readFile(file, recorder);
    return Promise.resolve();
  },
};

function readFile(file: RawFile, recorder: Recorder): void {
  const account = recorder.file(file, vegetaReportJson.id, vegetaReportJson.tool);
  const {
    latencies,
    status_codes,
    errors,
    requests,
    duration,
    wait = 0,
    rate,
    earliest,
  } = parseDocument(file, report);
  const errorTypes = failuresOf(Object.entries(status_codes), errors ?? []);
  recorder.startedAtMs = requests === 0 ? null : (parseDateTime(earliest ?? '', null)?.epochMs ?? null);
  recorder.durationSeconds = duration === undefined ? null : (duration + wait) / 1e9;
  recorder.reported({
    endpoint: allEndpoints,
    count: requests,
    errors: sumCounts(errorTypes),
    errorTypes,
    latency:
      requests === 0
        ? null
        : {
            min: nanosecondsToMs(latencies.min),
            max: nanosecondsToMs(latencies.max),
            mean: nanosecondsToMs(latencies.mean),
            p50: nanosecondsToMs(latencies['50th']),
            p90: nanosecondsToMs(latencies['90th']),
            p95: nanosecondsToMs(latencies['95th']),
            p99: nanosecondsToMs(latencies['99th']),
          },
    requestsPerSecond: rate ?? null,
  });
  account.accept();
}
