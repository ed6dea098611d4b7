import { at } from '../../../model/checked.ts';
import type { Adapter } from '../../adapter.ts';
import type { FileAccount } from '../../record/file-account.ts';
import { gatlingRecord, typeFirst, withGroups, type GatlingRecord } from './gatling-records.ts';
import { GatlingRequests } from './gatling-requests.ts';
import { IngestError } from '../../files/ingest-error.ts';
import type { Head, RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { scanLines } from '../../scan/scan-lines.ts';
import { cleanText } from '../../fields/text.ts';

/** Gatling's simulation.log in its text form. */
export const gatlingSimulationLog: Adapter = {
  id: 'gatling-simulation-log',
  tool: 'Gatling',
  title: 'Gatling simulation.log (text)',
  identifiedBy:
    'Tab-separated rows of the types RUN, USER, REQUEST, GROUP; layouts are recognised by their fields, not by the version.',
  sourceClass: 'exact',
  notes: [
    'Response time is end less start in milliseconds. A request failed when its row says KO, with the message as the type of the error.',
    'The endpoint is the name of the request, with its groups before it if the name is in several groups, or both in one and outside; groups become transactions with their cumulated response time, without pauses.',
    'Users are counted from the rows of their starts and ends. The scenario is only in logs of 2.2 and older.',
    'Recent versions write a binary log: it is recognised and rejected, because its layout changes with each version. Provide stats.json of the report instead.',
    'Each line is a row, including those of assertions and of errors in the script.',
  ],
  sets: 'together',
  scenarioSource: 'tag',
  sniff: (head) => isBinary(head) || isText(head),
  read: async (files, recorder) => {
    const requests = new GatlingRequests(recorder);
    let unreadable: IngestError | null = null;
    for (const file of files) {
      if (isBinary(file.head)) unreadable = refuseBinary(file, recorder);
      else await readFile(file, requests, recorder);
    }
    requests.settle();
    if (requests.count > 0) return;
    throw (
      unreadable ??
      new IngestError(
        'no-requests',
        'The log contains no request.',
        'Check that the simulation ran to its first request.',
      )
    );
  },
};

/** Rows looked at: assertions may come first. */
const sniffedLines = 200;

function isText({ lines }: Head): boolean {
  if (typeFirst((lines[0] ?? '').split('\t')) === null) return false;
  const rows = lines.slice(0, sniffedLines).map((line) => typeFirst(line.split('\t')));
  const hasRun = rows.some((row) => row?.[0] === 'RUN' && row.length >= 5);
  // A log whose beginning was cut off still has its rows.
  const hasRequest = rows.some(
    (row) => row?.[0] === 'REQUEST' && typeof gatlingRecord(row.join('\t')) === 'object',
  );
  return hasRun || hasRequest;
}

/** A binary log begins with a zero, then the length of the version and the version. */
const binaryVersion = ({ bytes }: Head): string | null => {
  const length = bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 0 && bytes[3] === 0 ? at(bytes, 4) : 0;
  const version = String.fromCharCode(...bytes.subarray(5, 5 + Math.min(length, 32)));
  return /^\d+\.\d+\.\d+/.test(version) ? version : null;
};

const isBinary = (head: Head): boolean => binaryVersion(head) !== null;

const binaryLog = (head: Head): IngestError =>
  new IngestError(
    'binary-log',
    `This is a binary simulation.log of Gatling ${cleanText(binaryVersion(head) ?? '')}, which only that version of Gatling can read.`,
    'Provide js/stats.json, js/global_stats.json and js/assertions.json of the HTML report instead.',
  );

/** A binary log beside text ones (of several generators) is named there; alone it is an error. */
function refuseBinary(file: RawFile, recorder: Recorder): IngestError {
  const error = binaryLog(file.head);
  recorder
    .file(file, gatlingSimulationLog.id, gatlingSimulationLog.tool)
    .warn(error.code, `${error.message} ${error.hint ?? ''}`);
  return error;
}

async function readFile(file: RawFile, requests: GatlingRequests, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, gatlingSimulationLog.id, gatlingSimulationLog.tool);
  const log = new GatlingLog(requests, recorder, account);
  await scanLines(file, (bytes, start, end, line, isCut) => {
    if (start === end) return;
    const record = isCut
      ? 'the line is longer than 1 MiB'
      : gatlingRecord(bytes.toString('utf8', start, end));
    if (typeof record === 'string') account.refuse(line, record);
    else log.add(record);
  });
  log.end();
}

/** Rows of one log on their way to a recorder. */
class GatlingLog {
  readonly #requests: GatlingRequests;
  readonly #recorder: Recorder;
  readonly #account: FileAccount;
  #users = 0;
  #hasUsers = false;
  #scriptErrors = 0;

  constructor(requests: GatlingRequests, recorder: Recorder, account: FileAccount) {
    this.#requests = requests;
    this.#recorder = recorder;
    this.#account = account;
  }

  add(record: GatlingRecord): void {
    this.#account.accept();
    switch (record.type) {
      case 'run':
        this.#account.toolVersion = record.version;
        this.#recorder.startedAtMs ??= record.startMs;
        break;
      case 'user':
        this.#hasUsers = true;
        this.#users = Math.max(0, this.#users + (record.isStart ? 1 : -1));
        break;
      case 'request':
        this.#request(record);
        break;
      case 'group':
        this.#group(record);
        break;
      case 'error':
        this.#scriptErrors++;
        break;
      case 'assertion':
        break;
    }
  }

  end(): void {
    if (this.#scriptErrors > 0)
      this.#account.warn(
        'script-errors',
        `Errors of the script (a request that could not be built, say) in the log: ${this.#scriptErrors}. They are not requests and count nowhere.`,
      );
  }

  #request({ scenario, groups, name, ...row }: GatlingRecord & { type: 'request' }): void {
    const { startMs, durationMs, error } = row;
    this.#requests
      .series(scenarioOf(scenario), groups, name)
      .add(startMs, durationMs, error === null ? null : errorType(error), this.#present);
  }

  #group({ scenario, groups, startMs, durationMs, hasFailed }: GatlingRecord & { type: 'group' }): void {
    const label = withGroups(groups.map(cleanText));
    if (label === '') return;
    this.#recorder
      .transactions(scenarioOf(scenario), label)
      .add(startMs, durationMs, hasFailed ? 'KO' : null, this.#present);
  }

  get #present(): number {
    return this.#hasUsers ? this.#users : NaN;
  }
}

const scenarioOf = (scenario: string | null): string | null => cleanText(scenario ?? '') || null;

/** The message without the address of the host, so that equal failures are one type. */
const errorType = (message: string): string =>
  cleanText(message.replace(/:?\s{0,4}(?<![^\s/:])[^\s/:]*\/\[?[\da-f.:]+\]?:\d+/gi, '')) || 'KO';
