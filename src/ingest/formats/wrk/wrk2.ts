import { present } from '../../../model/checked.ts';
import type { Adapter } from '../../adapter.ts';
import { readSpectrum, spectrumAt } from './hdr-spectrum.ts';
import { sumCounts } from '../../fields/labels.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import type { ReportedLatency } from '../../record/reported-row.ts';
import { readWrkReport, warnOfReads, wrkErrors, wrkErrorTypes } from './wrk-report.ts';
import { cutReport, wrkReports } from './wrk.ts';

/** What wrk2 prints. */
export const wrk2: Adapter = {
  id: 'wrk2',
  tool: 'wrk2',
  title: 'wrk2 text report',
  identifiedBy:
    'A line "Thread Stats Avg Stdev Max" with thread calibration or an HdrHistogram distribution.',
  sourceClass: 'reported',
  notes: [
    'One report is one row; its endpoint is the URL. Percentiles are those printed: from the spectrum if it has them, else from the list above it.',
    'Of two distributions the recorded one is read, which counts the wait for a free connection, not the uncorrected one.',
    'Latency leaves out the first ten seconds (calibration); requests and rate are those of the whole test.',
    'Timeouts are counted by wrk2 at every check of a stalled connection: they may be more than there were requests.',
  ],
  sets: 'each',
  reports: wrkReports,
  sniff: (head) =>
    /^[^\S\r\n\u2028\u2029]*Thread Stats\s+Avg\s+Stdev\s+Max/m.test(head.text) &&
    /^[^\S\r\n\u2028\u2029]*Thread calibration: mean lat|\(HdrHistogram - /m.test(head.text),
  read: async ([file], recorder) => readFile(file, recorder),
};

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, wrk2.id, wrk2.tool);
  const text = await file.text();
  const report = readWrkReport(text);
  if (report === null) throw cutReport();
  const errorTypes = wrkErrorTypes(report);
  const broken = report.broken + report.timeouts;
  if (report.timeouts > 0)
    account.warn(
      'timeouts-by-check',
      'wrk2 counts a timeout at every check of a stalled connection: one request may be several of them.',
    );
  warnOfReads(account, report);
  recorder.durationSeconds = report.durationSeconds;
  recorder.reported({
    endpoint: report.endpoint,
    count: report.completed + broken,
    errors: wrkErrors(report, report.completed + broken, sumCounts(errorTypes)),
    errorTypes,
    latency: report.completed === 0 ? null : latencyOf(text),
    requestsPerSecond: report.requestsPerSecond,
    maxUsers: report.connections,
  });
  account.accept();
}

/** Figures of the first distribution; those that only the table of threads has where nothing else was asked for. */
function latencyOf(whole: string): ReportedLatency {
  const second = whole.search(/\(HdrHistogram - Uncorrected/);
  const first = whole.search(/\(HdrHistogram - (?!Uncorrected)/);
  const text = second > first && first >= 0 ? whole.slice(0, second) : whole;
  // The end is added for the line with the requests, without which nothing is read.
  const report = present(readWrkReport(`${text}\n0 requests in 0s,`), 'a report with a total can be read');
  const spectrum = readSpectrum(text);
  const at = (share: number): number | null =>
    (spectrum === null ? null : spectrumAt(spectrum, share)) ??
    report.percentiles.get(Number((share * 100).toFixed(3))) ??
    null;
  return {
    min: spectrum === null ? null : spectrumAt(spectrum, 0),
    max: spectrum?.max ?? report.max,
    mean: spectrum?.mean ?? report.mean,
    stddev: spectrum?.stddev ?? report.stddev,
    p50: at(0.5),
    p90: at(0.9),
    p95: at(0.95),
    p99: at(0.99),
    p999: at(0.999),
  };
}
