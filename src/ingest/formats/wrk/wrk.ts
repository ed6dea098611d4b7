import type { Adapter } from '../../adapter.ts';
import { IngestError } from '../../files/ingest-error.ts';
import { sumCounts } from '../../fields/labels.ts';
import type { ReportMarks } from '../../files/appended-reports.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { readWrkReport, warnOfReads, wrkErrors, wrkErrorTypes } from './wrk-report.ts';

/** How to distinguish reports of wrk and wrk2 that were appended to one file. */
export const wrkReports: ReportMarks = {
  core: /^[^\S\r\n\u2028\u2029]*Thread Stats\s+Avg/m,
  start: /^Running .+ test @/m,
};

/** What wrk prints. */
export const wrk: Adapter = {
  id: 'wrk',
  tool: 'wrk',
  title: 'wrk text report',
  identifiedBy: 'A line "Thread Stats Avg Stdev Max", without the calibration and spectrum of wrk2.',
  sourceClass: 'reported',
  notes: [
    'One report is one row; its endpoint is the URL. Each duration has its own unit (us, ms, s, m, h).',
    'Percentiles are there with --latency only: 50, 90 and 99; there is no 95.',
    'Errors are responses of status 400 or above, failures to connect or write, and timeouts. With read errors their number is unknown: wrk counts the end of every connection that the server closes.',
    'Latency starts when a connection is free again: it leaves out the wait that real users would have had.',
  ],
  sets: 'each',
  reports: wrkReports,
  sniff: (head) => /^[^\S\r\n\u2028\u2029]*Thread Stats\s+Avg\s+Stdev\s+Max/m.test(head.text),
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, wrk.id, wrk.tool);
  const report = readWrkReport(await file.text());
  if (report === null) throw cutReport();
  const { mean, stddev, max, percentiles } = report;
  const at = (percent: number): number | null => percentiles.get(percent) ?? null;
  const errorTypes = wrkErrorTypes(report);
  warnOfReads(account, report);
  recorder.durationSeconds = report.durationSeconds;
  recorder.reported({
    endpoint: report.endpoint,
    // A response that took longer than the timeout is among the completed ones.
    count: report.completed + report.broken,
    // A response may be both late and of a bad status.
    errors: wrkErrors(report, report.completed + report.broken, sumCounts(errorTypes)),
    errorTypes,
    latency:
      report.completed === 0
        ? null
        : { mean, stddev, max, p50: at(50), p90: at(90), p95: at(95), p99: at(99) },
    requestsPerSecond: report.requestsPerSecond,
    maxUsers: report.connections,
  });
  account.accept();
}

/** The error of a report whose end is missing. */
export const cutReport = (): IngestError =>
  new IngestError(
    'cut',
    'The report has no line "N requests in T": it is incomplete.',
    'Provide the complete output of the tool.',
  );
