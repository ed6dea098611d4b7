import { present } from '../../../model/checked.ts';
import type { Adapter } from '../../adapter.ts';
import { forgetCoarseSpan } from '../../record/coarse-times.ts';
import type { FileAccount } from '../../record/file-account.ts';
import { noK6Requests } from './k6-requests.ts';
import { K6Samples, k6Tags, k6Target, type K6Tags, type K6Target } from './k6-samples.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { ByteNames } from '../../scan/byte-names.ts';
import { ByteTimes } from '../../scan/byte-times.ts';
import type { CsvScanner } from '../../scan/csv-scanner.ts';
import { scanCsv } from '../../scan/scan-file.ts';
import { headerOf } from '../../files/tidy-table.ts';
import { latestEpochMs } from '../../fields/times.ts';

const firstColumns = ['metric_name', 'timestamp', 'metric_value'] as const;

/** k6's output of single samples as CSV (--out csv). */
export const k6Csv: Adapter = {
  id: 'k6-csv',
  tool: 'k6',
  title: 'k6 samples (--out csv)',
  identifiedBy: `A header that begins with ${firstColumns.join(', ')}.`,
  sourceClass: 'exact',
  notes: [
    'As k6-ndjson. Timestamps are whole seconds unless K6_CSV_TIME_FORMAT asks for finer ones (rfc3339 does not): the length and rate of a short run are then unknown.',
    'Metrics of the script are not read: the file does not say of what kind they are. Use --out json.',
    'Each line after the header is a row, including those of unused metrics.',
  ],
  sets: 'together',
  scenarioSource: 'tag',
  sniff: (head) => {
    const header = headerOf(head);
    return firstColumns.every((column, i) => header[i] === column);
  },
  read: async (files, recorder) => {
    const samples = new K6Samples(recorder);
    for (const file of files) await readFile(file, samples, recorder);
    if (samples.requestCount === 0) throw noK6Requests();
  },
};

async function readFile(file: RawFile, samples: K6Samples, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, k6Csv.id, k6Csv.tool);
  const reader = new K6CsvReader(headerOf(file.head), samples, account);
  await scanCsv(file, ',', {
    row: (row) => reader.row(row),
    broken: (line, reason) => account.refuse(line, reason),
  });
  samples.end();
  if (reader.hasCoarseTimes) forgetCoarseSpan(samples.series, recorder, account);
}

/** Epoch units by the size of today's figures in them. */
const epochUnits = [
  { below: 1e11, perMs: 1e-3 },
  { below: 1e14, perMs: 1 },
  { below: 1e17, perMs: 1e3 },
  { below: Infinity, perMs: 1e6 },
];

class K6CsvReader {
  #hasWholeSeconds = false;
  #hasFinerTimes = false;
  readonly #samples: K6Samples;
  readonly #account: FileAccount;
  readonly #times = new ByteTimes();
  readonly #columns: ReadonlyMap<string, number>;
  readonly #lastTag: number;
  readonly #metrics = new ByteNames((text) => text, 1_000);
  readonly #targets: ByteNames<K6Target>;
  #present: CsvScanner | null = null;
  #isHeader = true;

  constructor(header: readonly string[], samples: K6Samples, account: FileAccount) {
    this.#samples = samples;
    this.#account = account;
    this.#columns = new Map(header.map((name, i) => [name, i]));
    // Behind the tags there may be metadata, which differ from row to row.
    this.#lastTag = this.#columns.get('extra_tags') ?? header.length - 1;
    this.#targets = new ByteNames(() => k6Target(this.#tags()), 20_000);
  }

  /** Whether all times are whole seconds. */
  get hasCoarseTimes(): boolean {
    return this.#hasWholeSeconds && !this.#hasFinerTimes;
  }

  row(row: CsvScanner): void {
    if (this.#isHeader) {
      this.#isHeader = false;
      return;
    }
    const refused = this.#read(row);
    if (refused === null) this.#account.accept();
    else this.#account.refuse(row.line, refused);
  }

  #read(row: CsvScanner): string | null {
    if (row.fieldCount < firstColumns.length) return 'the row has fewer than three fields';
    const metric = this.#metrics.get(row.bytes, row.startOf(0), row.endOf(0));
    if (!isNeeded(metric)) return null;
    const value = row.decimal(2);
    if (!(value >= 0)) return `\`metric_value\` must be a number from 0 up, got "${shown(row.text(2))}"`;
    if (metric === 'vus') this.#samples.users(value);
    else if (metric === 'http_req_failed') this.#samples.outcome(value);
    else return this.#timed(row, metric, value);
    return null;
  }

  #timed(row: CsvScanner, metric: string, durationMs: number): string | null {
    const endMs = this.#endMs(row);
    if (Number.isNaN(endMs))
      return `\`timestamp\` must be epoch time or RFC 3339, got "${shown(row.text(1))}"`;
    if (row.fieldCount <= this.#lastTag) return 'the row has fewer fields than the header';
    this.#present = row;
    const target = this.#targets.get(row.bytes, row.startOf(firstColumns.length), row.endOf(this.#lastTag));
    if (metric === 'group_duration') this.#samples.group(target, endMs, durationMs);
    else this.#samples.request(target, endMs, durationMs);
    return null;
  }

  #endMs(row: CsvScanner): number {
    const epoch = row.decimal(1);
    if (Number.isNaN(epoch)) return this.#dateTimeMs(row);
    const { perMs } = present(
      epochUnits.find((unit) => epoch < unit.below),
      'every finite number is below the last limit',
    );
    this.#noteResolution(perMs < 1 && Number.isInteger(epoch));
    const epochMs = epoch / perMs;
    return epochMs >= 0 && epochMs <= latestEpochMs ? epochMs : NaN;
  }

  #dateTimeMs(row: CsvScanner): number {
    const epochMs = this.#times.epochMs(row.bytes, row.startOf(1), row.endOf(1));
    if (!Number.isNaN(epochMs)) this.#noteResolution(Number.isInteger(epochMs / 1_000));
    return epochMs;
  }

  /** The finer forms drop a fraction of nothing, so one time with a fraction tells that all have one. */
  #noteResolution(isWholeSecond: boolean): void {
    if (isWholeSecond) this.#hasWholeSeconds = true;
    else this.#hasFinerTimes = true;
  }

  #tags(): K6Tags {
    const tag = (name: string): string | undefined => {
      const column = this.#columns.get(name);
      const text = column === undefined ? undefined : this.#present?.text(column);
      return text === '' ? undefined : text;
    };
    return k6Tags(tag);
  }
}

const needed = new Set(['http_req_duration', 'http_req_failed', 'group_duration', 'vus']);
const isNeeded = (metric: string): boolean => needed.has(metric);

const shown = (text = ''): string => text.slice(0, 40);
