import { at } from '../../../model/checked.ts';
import type { Adapter } from '../../adapter.ts';
import { AppendedRuns } from '../../record/detect-appended-runs.ts';
import type { FileAccount } from '../../record/file-account.ts';
import { isFailedCode, jmeterError, transactionSize } from './jmeter-error.ts';
import { isPerfMonRow } from './jmeter-layout.ts';
import { JmeterThread } from './jmeter-nesting.ts';
import { JmeterSamples, mostSamplesOfRow, warnOfSubResults, warnOfSums } from './jmeter-samples.ts';
import { hashOfText } from '../../repeats/row-span.ts';
import { readXmlSamples, type XmlEnd, type XmlSample } from './jmeter-xml.ts';
import { parseCount } from '../../fields/number-fields.ts';
import type { RawFile } from '../../files/raw-file.ts';
import { cleanLabel, cleanText } from '../../fields/text.ts';
import { requireRows } from '../../record/usable-rows.ts';

const sampleStart = /<(?:httpSample|sample)\s[^<>]{0,2000}\bt="\d/;

/** JMeter's log of single samples in XML form. */
export const jmeterJtlXml: Adapter = {
  id: 'jmeter-jtl-xml',
  tool: 'JMeter',
  title: 'JTL, XML form',
  identifiedBy:
    'XML with the root `testResults`, or with `sample` or `httpSample` elements that have the attributes `t` and `lb`.',
  sourceClass: 'exact',
  notes: [
    'Milliseconds from the start of the request to the last byte. A sample failed if `s` is false.',
    'Every sample element is a row. A transaction controller with elements inside it is a transaction.',
    'Elements inside a request (redirects, embedded resources) are not counted beside it.',
    'Samples of other classes (WebDriver, statistical samples), which contain elements instead of attributes, are read too.',
    'Bodies, headers and cookies are not read.',
    'A log of errors (error.jtl of Taurus) beside the log of all requests counts once, and gives failed assertions their messages.',
  ],
  sets: 'together',
  sniff: ({ text }) =>
    /^\s*</.test(text) && (/<testResults\b/.test(text) || (sampleStart.test(text) && /\slb="/.test(text))),
  read: async (files, recorder) => {
    const samples = new JmeterSamples(recorder);
    const accounts = [];
    let inner = 0;
    for (const file of files) {
      const rows = new XmlRows(samples, recorder.file(file, jmeterJtlXml.id, jmeterJtlXml.tool));
      await rows.readFile(file);
      accounts.push(rows.account);
      inner += rows.subResults;
    }
    if (!accounts.every(isEmptyResult)) requireRows(accounts, 'Check that the file was written to its end.');
    const subResults = inner + samples.settle();
    if (subResults > 0) warnOfSubResults(at(accounts, 0), subResults);
  },
};

/** A whole file in which nothing was measured is a result; one that was cut before its first sample is none. */
const isEmptyResult = (account: FileAccount): boolean => account.hasWarning('no-requests');

/** Turns the sample elements of one file into samples. */
class XmlRows {
  readonly account: FileAccount;
  subResults = 0;
  readonly #samples: JmeterSamples;
  readonly #threads = new Map<string, JmeterThread>();
  readonly #runs = new AppendedRuns();

  constructor(samples: JmeterSamples, account: FileAccount) {
    this.#samples = samples;
    this.account = account;
  }

  async readFile(file: RawFile): Promise<void> {
    const end = await readXmlSamples(file, (sample) => {
      const refusal = this.#add(sample);
      if (refusal === null) this.account.accept();
      else this.account.refuse(sample.line, refusal);
    });
    this.#reportEnd(end);
    if (
      end.open.length === 0 &&
      end.firstError === null &&
      this.account.accepted + this.account.refusedCount === 0
    )
      this.account.warn('no-requests', 'The file contains no sample: the test made no request.');

    this.#runs.report(this.account);
  }

  #reportEnd({ open, firstError }: XmlEnd): void {
    for (const sample of open) this.account.refuse(sample.line, 'the element is not closed');
    if (open.length > 0)
      this.account.warn(
        'not-well-formed',
        'The file ends inside an element: JMeter was stopped while it wrote, or the file was cut.',
      );
    else if (firstError !== null)
      this.account.warn(
        'not-well-formed',
        `The file is not valid XML from line ${firstError.line} on (${cleanText(firstError.reason)}). The part before it was read.`,
      );
  }

  /** Adds the element's sample; otherwise says why not. */
  #add(sample: XmlSample): string | null {
    const { t, ts, s, lb = '', rc, rm = '', tn = '', na, sc, ec } = sample.attributes;
    const durationMs = parseCount(t ?? '');
    if (durationMs === null) return refused('t', t, 'whole milliseconds from 0 up');
    const startMs = ts === undefined ? NaN : parseCount(ts);
    if (startMs === null) return refused('ts', ts, 'epoch milliseconds');
    if (s !== undefined && s !== 'true' && s !== 'false') return refused('s', s, 'true or false');
    if (s === undefined && rc === undefined) return '`s` and `rc` are missing';
    if (isPerfMonRow(lb, rc ?? '', tn)) return 'a PerfMon reading, not a request';
    const count = parseCount(sc ?? '1');
    if (count === null || count > mostSamplesOfRow) return refused('sc', sc, 'a count of at most 1,000,000');
    if (isInsideCall(sample)) {
      this.subResults++;
      if (s === 'false') noteFailure(sample);
      return null;
    }
    const isFailed = s === undefined ? isFailedCode(rc ?? '') : s === 'false';
    const errorType = isFailed ? errorOf(sample) : null;
    const label = this.#samples.label(cleanLabel(lb));
    const thread = this.#thread(tn);
    const users = parseCount(na ?? '') ?? NaN;
    this.#runs.add(startMs, startMs + durationMs, users);
    this.#noteForHashes(sample);
    const size = transactionSize(rm);
    if (size !== null) {
      if (sample.hasChildren) label.provenTransactions++;
      this.#samples.transaction(label, thread, startMs, durationMs, errorType, users, size === 0);
    } else if (count === 1) this.#samples.call(label, thread, startMs, durationMs, errorType, users);
    else {
      warnOfSums(this.account);
      const failed = parseCount(ec ?? '') ?? (isFailed ? count : 0);
      this.#samples.calls(label, thread, startMs, durationMs, errorType, users, count, failed);
    }
    return null;
  }

  #noteForHashes({ attributes: { tn, ts } }: XmlSample): void {
    const { rowHashes } = this.#samples;
    if (rowHashes === null) return;
    rowHashes.threadHash = tn === undefined ? null : hashOfText(tn);
    if (ts !== undefined) rowHashes.hasFineClock = true;
  }

  #thread(name: string): JmeterThread {
    const known = this.#threads.get(name) ?? new JmeterThread();
    this.#threads.set(name, known);
    return known;
  }
}

/** What failed of a sample; a request with a good code of its own failed for what is embedded in it. */
function errorOf({ attributes: { rc = '', rm = '' }, failureMessage, failedInside }: XmlSample): string {
  const own = jmeterError(rc, rm, failureMessage);
  return own === 'failed' ? (failedInside ?? own) : own;
}

/** Tells the element around an embedded request what failed in it. */
function noteFailure(sample: XmlSample): void {
  if (sample.parent !== null) sample.parent.failedInside ??= `${errorOf(sample)} (embedded resource)`;
}

/** True for redirects and embedded resources: somewhere around them is a request, not only transactions. */
function isInsideCall({ parent }: XmlSample): boolean {
  if (parent === null) return false;
  return transactionSize(parent.attributes.rm ?? '') === null || isInsideCall(parent);
}

const refused = (attribute: string, found: string | undefined, wanted: string): string =>
  found === undefined
    ? `\`${attribute}\` is missing`
    : `\`${attribute}\` must be ${wanted}, got "${cleanText(found).slice(0, 40)}"`;
