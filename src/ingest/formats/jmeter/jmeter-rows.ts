import { numberAt } from '../../../stats/numbers.ts';
import type { ReadOptions } from '../../adapter.ts';
import { AppendedRuns } from '../../record/detect-appended-runs.ts';
import type { FileAccount } from '../../record/file-account.ts';
import { isFailedCode, jmeterError, transactionSize } from './jmeter-error.ts';
import { isPerfMonRow, mayNest, type JtlLayout } from './jmeter-layout.ts';
import { JmeterThread, type JmeterLabel } from './jmeter-nesting.ts';
import { mostSamplesOfRow, warnOfSums, type JmeterSamples } from './jmeter-samples.ts';
import { hashOfText, type RowSpan } from '../../repeats/row-span.ts';
import type { Head } from '../../files/raw-file.ts';
import { allEndpoints } from '../../record/run-names.ts';
import { ByteNames } from '../../scan/byte-names.ts';
import type { CsvScanner } from '../../scan/csv-scanner.ts';
import { refusedField } from '../../scan/scan-table.ts';
import { cleanLabel } from '../../fields/text.ts';
import { warnOfMissingZone } from '../../files/tidy-table.ts';
import { parseTimestamp } from '../../fields/times.ts';

/** Turns the rows of one JTL file in CSV form into samples. */
export class JtlRows {
  readonly #at: JtlLayout['at'];
  readonly #samples: JmeterSamples;
  readonly #account: FileAccount;
  readonly #options: ReadOptions;
  readonly #hashes: RowSpan | null;
  readonly #threadHashes = new ByteNames(hashOfText);
  readonly #labels: ByteNames<JmeterLabel>;
  readonly #threads: ByteNames<JmeterThread>;
  readonly #anyThread = new JmeterThread();
  readonly #anyLabel: JmeterLabel;
  readonly #runs = new AppendedRuns();
  #isHeader: boolean;
  /** Which thread a row is of matters only where rows lie within rows: most files have none, and names cost time. */
  #tracksThreads: boolean;

  constructor(
    head: Head,
    layout: JtlLayout,
    samples: JmeterSamples,
    account: FileAccount,
    options: ReadOptions,
  ) {
    const isNested = mayNest(head, layout);
    this.#tracksThreads = isNested;
    this.#threads = new ByteNames(() => new JmeterThread(!isNested));
    this.#at = layout.at;
    this.#isHeader = layout.hasHeader;
    this.#samples = samples;
    this.#account = account;
    this.#options = options;
    this.#hashes = samples.rowHashes;
    this.#labels = new ByteNames((text) => samples.label(cleanLabel(text)));
    this.#anyLabel = samples.label(allEndpoints);
  }

  read(row: CsvScanner): void {
    this.#account.line = row.line;
    const refusal = this.#isHeader ? this.#skipHeader() : this.#sample(row);
    if (refusal !== null) this.#account.refuse(row.line, refusal);
  }

  finish(): void {
    this.#runs.report(this.#account);
  }

  #skipHeader(): null {
    this.#isHeader = false;
    return null;
  }

  /** Adds the row's sample; otherwise says why not. */
  #sample(row: CsvScanner): string | null {
    const at = this.#at;
    const startMs = at.timeStamp < 0 ? NaN : this.#startMs(row);
    if (at.timeStamp >= 0 && Number.isNaN(startMs)) return this.#headerOrRefusal(row);
    const durationMs = row.whole(at.elapsed);
    if (!(durationMs >= 0)) return refusedField(row, 'elapsed', at.elapsed, 'whole milliseconds from 0 up');
    const isFailed = this.#isFailed(row);
    if (isFailed === null) return refusedField(row, 'success', at.success, 'true or false');
    if (at.label >= row.fieldCount) return '`label` is missing';
    if (
      row.has(at.responseCode) &&
      row.startOf(at.responseCode) === row.endOf(at.responseCode) &&
      this.#isPerfMon(row)
    )
      return 'a PerfMon reading, not a request';
    const sampleCount = at.SampleCount < 0 ? 1 : row.whole(at.SampleCount);
    if (!(sampleCount <= mostSamplesOfRow))
      return refusedField(row, 'SampleCount', at.SampleCount, 'a count of at most 1,000,000');
    this.#account.accept();
    this.#add(row, startMs, durationMs, isFailed, sampleCount);
    return null;
  }

  #startMs(row: CsvScanner): number {
    const whole = row.whole(this.#at.timeStamp);
    if (whole >= 1e11 || (whole >= 0 && whole < 1e9)) {
      if (this.#hashes !== null) this.#hashes.hasFineClock = true;
      return whole;
    }
    const time = parseTimestamp(row.text(this.#at.timeStamp) ?? '', this.#options.timeZone);
    if (time === null) return NaN;
    if (!time.hasZone) warnOfMissingZone(this.#account, this.#options.timeZone);
    return time.epochMs;
  }

  #headerOrRefusal(row: CsvScanner): string | null {
    if (row.text(this.#at.timeStamp) === 'timeStamp') {
      this.#runs.addHeader();
      return null;
    }
    if (/^\d+(?:[.,]\d+)?E\+\d+$/i.test(row.text(this.#at.timeStamp) ?? ''))
      return '`timeStamp` was rounded by a spreadsheet (1.767E+12): provide the file as JMeter wrote it';
    return refusedField(
      row,
      'timeStamp',
      this.#at.timeStamp,
      'an epoch or a date and time (yyyy-MM-dd, yyyy/MM/dd, dd.MM.yyyy, MM/dd/yy HH:mm:ss)',
    );
  }

  /** Null where the flag is neither true nor false. */
  #isFailed(row: CsvScanner): boolean | null {
    const at = this.#at.success;
    if (at < 0) return this.#at.responseCode >= 0 && isFailedCode(row.text(this.#at.responseCode) ?? '');
    const length = row.fieldCount > at ? row.endOf(at) - row.startOf(at) : 0;
    const first = length === 0 ? 0 : numberAt(row.bytes, row.startOf(at)) | 0x20;
    if (length === 4 && first === 0x74) return false;
    return length === 5 && first === 0x66 ? true : null;
  }

  #isPerfMon(row: CsvScanner): boolean {
    const { label, responseCode, threadName } = this.#at;
    return isPerfMonRow(row.text(label) ?? '', row.text(responseCode) ?? '', row.text(threadName) ?? '');
  }

  #add(row: CsvScanner, startMs: number, durationMs: number, isFailed: boolean, sampleCount: number): void {
    const at = this.#at;
    const label =
      at.label < 0 ? this.#anyLabel : this.#labels.get(row.bytes, row.startOf(at.label), row.endOf(at.label));
    const size = this.#transactionSize(row);
    this.#tracksThreads ||= size !== null || label.base !== null;
    const thread =
      this.#tracksThreads && row.has(at.threadName)
        ? this.#threads.get(row.bytes, row.startOf(at.threadName), row.endOf(at.threadName))
        : this.#anyThread;
    if (this.#hashes?.wantsThreads === true)
      this.#hashes.threadHash = row.has(at.threadName)
        ? this.#threadHashes.get(row.bytes, row.startOf(at.threadName), row.endOf(at.threadName))
        : null;
    const errorType = isFailed ? this.#errorType(row) : null;
    const users = at.allThreads < 0 ? NaN : row.whole(at.allThreads);
    this.#runs.add(startMs, startMs + durationMs, users);
    if (size !== null)
      this.#samples.transaction(label, thread, startMs, durationMs, errorType, users, size === 0);
    else if (sampleCount === 1) this.#samples.call(label, thread, startMs, durationMs, errorType, users);
    else {
      warnOfSums(this.#account);
      const counted = row.whole(at.ErrorCount);
      const failed = counted >= 0 ? counted : isFailed ? sampleCount : 0;
      this.#samples.calls(label, thread, startMs, durationMs, errorType, users, sampleCount, failed);
    }
  }

  #errorType(row: CsvScanner): string {
    const { responseCode, responseMessage, failureMessage } = this.#at;
    return jmeterError(
      row.text(responseCode) ?? '',
      row.text(responseMessage) ?? '',
      row.text(failureMessage) ?? '',
    );
  }

  #transactionSize(row: CsvScanner): number | null {
    const at = this.#at.responseMessage;
    // Looked at for every row: only a message that begins with N is worth its text.
    if (at < 0 || at >= row.fieldCount || row.bytes[row.startOf(at)] !== 0x4e) return null;
    return transactionSize(row.text(at) ?? '');
  }
}
