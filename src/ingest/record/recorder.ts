import {
  digestVersion,
  type BenchmarkParameters,
  type CpuReading,
  type CpuRow,
  type CpuScale,
  type Digest,
  type EndpointDigest,
  type HistorySeries,
  type Measure,
  type MemoryReading,
  type MemoryRow,
  type ReportedPoint,
} from '../../model/documents/digest.ts';
import { contradictingTotals } from './contradicting-total.ts';
import { farRowWarnings } from './far-rows.ts';
import { FileAccount } from './file-account.ts';
import { usersTogether } from './generators.ts';
import { mergeDigests } from './merge-digests.ts';
import type { RowSpan } from '../repeats/row-span.ts';
import type { RawFile } from '../files/raw-file.ts';
import { possibleRow, reportedEndpoint, type ReportedRow } from './reported-row.ts';
import {
  allEndpoints,
  asInFile,
  endpointOf,
  namedDigest,
  namedMeasure,
  namedPoints,
  namedRow,
  otherEndpoints,
  type Naming,
} from './run-names.ts';
import { Series, type SeriesOptions } from './series.ts';
import { mostEndpoints, SeriesByName } from './series-by-name.ts';
import { exactValueBudget, type ExactBudget } from './tally.ts';
import { append, largest, smallest } from '../../model/long-lists.ts';

/** What is known of a file set from outside. */
export interface RecorderOptions {
  readonly budget?: ExactBudget;
  readonly names?: Naming;
  /** Samples that started earlier (warm-up) are counted as left out. */
  readonly fromMs?: number;
  /** Limits (ms) of the project's objectives, up to which samples are counted exactly. */
  readonly limitsMs?: readonly number[];
  /** Takes each sample, to find rows that other files hold too; nothing else is then recorded of samples. */
  readonly rows?: RowSpan;
}

/** What an adapter pours a file set into; turns it into one digest. */
export class Recorder {
  readonly timeline: ReportedPoint[] = [];
  readonly measures: Measure[] = [];
  readonly memoryReadings: MemoryReading[] = [];
  /** The container or process that all memory readings are of, if the file names it. */
  memorySource: string | null = null;
  readonly memoryRows: MemoryRow[] = [];
  readonly cpuReadings: CpuReading[] = [];
  readonly cpuRows: CpuRow[] = [];
  readonly history: HistorySeries[] = [];
  /** Facts about the system under test; adapters put allow-listed keys only. */
  readonly system: Record<string, string> = {};
  /** Parameters of benchmarks that the file states beside their names. */
  readonly parameters: BenchmarkParameters[] = [];
  /** The commit that was measured, where the file names it. */
  commit: string | null = null;
  /** True where times are offsets from an unknown start. */
  isRelativeTime = false;
  /** Start and length as the tool states them; samples with times decide where there are any. */
  startedAtMs: number | null = null;
  durationSeconds: number | null = null;
  /** Seconds of that length in which a test ran, if the tests of a file ran one after another; else null. */
  activeSeconds: number | null = null;
  /** What 100% means in the processor readings. */
  cpuScale: CpuScale | null = null;
  readonly #budget: ExactBudget;
  readonly #names: Naming;
  readonly #fromMs: number;
  readonly #ofSeries: SeriesOptions;
  /** Takes the rows; null where they are recorded. An adapter that knows threads names them there. */
  readonly rows: RowSpan | null;
  readonly #files: FileAccount[] = [];
  readonly #currentFile = { index: 0 };
  readonly #requests = new SeriesByName();
  readonly #transactions = new SeriesByName();
  readonly #reported: EndpointDigest[] = [];
  readonly #reportedTransactions: EndpointDigest[] = [];
  readonly #reportedPooled: EndpointDigest[] = [];
  readonly #digested: Digest[] = [];

  constructor(options: RecorderOptions = {}) {
    this.#budget = options.budget ?? { left: exactValueBudget };
    this.#names = options.names ?? asInFile;
    this.#fromMs = options.fromMs ?? -Infinity;
    this.rows = options.rows ?? null;
    this.#ofSeries = {
      fromMs: this.#fromMs,
      // A table is read to its end before the next is opened.
      lineNow: () => this.#files.at(-1)?.line ?? null,
      file: this.#currentFile,
      rows: this.rows,
      limitsMs: options.limitsMs ?? [],
      refuse: (reason) => this.#files.at(-1)?.refuseInstead(reason),
    };
  }

  /** Opens the account of one file: its rows, refused rows, warnings and version. */
  file(raw: RawFile, format: string, tool: string): FileAccount {
    const account = new FileAccount(raw, format, tool);
    this.#files.push(account);
    this.#currentFile.index = this.#files.length;
    return account;
  }

  /**
   * The series that samples of this endpoint are added to. Keep it: looking it up costs more than adding. A label that
   * lacks the method may have requests of several: give the method, so that they can be distinguished.
   */
  requests(scenario: string | null, endpoint: string, method: string | null = null): Series {
    return this.#open(this.#requests, scenario, endpoint, method);
  }

  /** As `requests`, for transactions whose calls are in the file as well: they never add to totals. */
  transactions(scenario: string | null, endpoint: string): Series {
    return this.#open(this.#transactions, scenario, endpoint);
  }

  /**
   * A series that counts nowhere yet, for rows whose meaning only the rest of the file tells (transactions,
   * sub-results). Give it to `adopt`, or drop it.
   */
  detached(scenario: string | null, endpoint: string): Series {
    return new Series(
      this.#names.scenario(scenario),
      this.#names.endpoint(endpoint),
      this.#budget,
      this.#ofSeries,
    );
  }

  /** Counts a detached series as requests or as transactions, under a label of its own where one is given. */
  adopt(series: Series, as: 'requests' | 'transactions', label: string | null = null): void {
    if (series.count === 0 && series.leftOut === 0) return;
    if (label !== null) series.endpoint = this.#names.endpoint(label);
    (as === 'requests' ? this.#requests : this.#transactions).add(series);
  }

  /** Adds what is no time of a call; its benchmark goes by the run's name. */
  measure(measure: Measure): void {
    this.measures.push(namedMeasure(measure, this.#names));
  }

  /** Adds figures that the tool printed. Rows that repeat others (totals) must not be added. */
  reported(row: ReportedRow): void {
    this.#reported.push(this.#named(row));
  }

  /** As `reported`, for transactions and groups whose calls are rows as well. */
  reportedTransaction(row: ReportedRow): void {
    this.#reportedTransactions.push(this.#named(row));
  }

  /** As `reported`, for a tool's figures of all requests of a scenario beside those of its endpoints: never added. */
  reportedPooled(row: Omit<ReportedRow, 'endpoint'>): void {
    this.#reportedPooled.push({ ...this.#named({ ...row, endpoint: allEndpoints }), endpoint: allEndpoints });
  }

  /** Points of a course that a tool reports; endpoints go by their ids. */
  reportedPoints(points: readonly ReportedPoint[]): void {
    append(this.timeline, namedPoints(points, this.#names));
  }

  /** Adds what is a digest already: its samples merge with those of the same scenario and endpoint. */
  digested(digest: Digest): void {
    // The file that holds the digest is the source here; it tells of the others itself.
    this.#digested.push({ ...namedDigest(digest, this.#names), sources: [] });
    if (digest.endpoints.some(({ firstStartMs }) => firstStartMs !== null && firstStartMs < this.#fromMs))
      this.#files
        .at(-1)
        ?.warn(
          'warm-up-kept',
          'Single samples cannot be removed from a digest, so it still contains the warm-up.',
        );
  }

  #named(row: ReportedRow): EndpointDigest {
    const possible = possibleRow(row, (code, message) => this.#files.at(-1)?.warn(code, message));
    return reportedEndpoint(namedRow(possible, this.#names));
  }

  #open(all: SeriesByName, fromFile: string | null, label: string, ofTag: string | null = null): Series {
    const scenario = this.#names.scenario(fromFile);
    const { endpoint, method } = endpointOf(label, ofTag, this.#names);
    const known = all.find({ scenario, endpoint, method });
    if (known !== null) return known;
    if (all.isFull && endpoint !== otherEndpoints) {
      this.#files
        .at(-1)
        ?.warn(
          'too-many-endpoints',
          `More than ${mostEndpoints} different labels: samples of further ones are grouped as "${otherEndpoints}". Collapse ids in labels with "endpoints" in project.json, or in the tool.`,
        );
      return this.#open(all, fromFile, otherEndpoints);
    }
    const opened = new Series(scenario, endpoint, this.#budget, { ...this.#ofSeries, method });
    all.add(opened);
    return opened;
  }

  /** Everything recorded. Call once, at the end: digesting joins slices in place. */
  async digest(): Promise<Digest> {
    const recorded = await this.#recorded();
    return this.#digested.length === 0
      ? recorded
      : mergeDigests([recorded, ...this.#digested], usersTogether);
  }

  #warnOfFarRows(timed: readonly Series[]): void {
    const account = this.#files.at(-1);
    const warnings = farRowWarnings(timed.flatMap(({ slices }) => slices.stretches));
    // A line is one of the only file; of several, nothing says which.
    for (const { line, ...warning } of warnings)
      account?.warnAt(line === undefined || this.#files.length > 1 ? warning : { ...warning, line });
  }

  async #recorded(): Promise<Digest> {
    const timed = [...this.#requests.filled, ...this.#transactions.filled].flat();
    const first = smallest(timed.map((series) => series.firstStartMs));
    const last = largest(timed.map((series) => series.lastEndMs));
    const isTimed = Number.isFinite(first);
    if (isTimed && !this.isRelativeTime) this.#warnOfFarRows(timed);
    for (const message of contradictingTotals(this.#reportedPooled, this.#reported))
      this.#files.at(-1)?.warn('contradicting-total', message);
    return {
      version: digestVersion,
      sources: await Promise.all(this.#files.map(async (file) => file.source())),
      isRelativeTime: this.isRelativeTime,
      startedAtMs: momentOf(isTimed && !this.isRelativeTime ? first : this.startedAtMs),
      durationSeconds: isTimed ? (last - first) / 1_000 : this.durationSeconds,
      ...(!isTimed && this.activeSeconds !== null && { activeSeconds: this.activeSeconds }),
      leftOut: this.#requests.leftOut,
      endpoints: [...this.#requests.digests(), ...this.#reported],
      pooled: [...this.#requests.pooled(allEndpoints), ...this.#reportedPooled],
      transactions: [...this.#transactions.digests(), ...this.#reportedTransactions],
      timeline: this.timeline,
      measures: this.measures,
      memoryReadings: this.memoryReadings,
      ...(this.memorySource !== null && { memorySource: this.memorySource }),
      memoryRows: this.memoryRows,
      cpuScale: this.cpuScale,
      cpuReadings: this.cpuReadings,
      cpuRows: this.cpuRows,
      history: this.history,
      system: this.system,
      ...(this.parameters.length > 0 && { parameters: this.parameters }),
      ...(this.commit !== null && { commit: this.commit }),
    };
  }
}

/** Null for what no clock can show: a damaged time. */
const momentOf = (epochMs: number | null): number | null =>
  epochMs !== null && Math.abs(epochMs) <= 8.64e15 ? epochMs : null;
