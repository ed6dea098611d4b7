import type { AtLeastOne } from '../model/checked.ts';
import type { SourceClass } from '../model/source-class.ts';
import type { ReportMarks } from './files/appended-reports.ts';
import type { Head, RawFile } from './files/raw-file.ts';
import type { Recorder } from './record/recorder.ts';

/** What the manifest says of a set of files. */
export interface ReadOptions {
  /** IANA zone of times that carry none; null means UTC, with a warning. */
  readonly timeZone: string | null;
  /** Epoch milliseconds at which the file starts, for formats without a date or clock. */
  readonly startedAtMs: number | null;
}

/** Which files of one format are read together. */
export type FileSets =
  /** Each file stands for itself: summaries. */
  | 'each'
  /** All files of the format in one scenario: sample logs of several generators. */
  | 'together'
  /** Files with equal keys: a tool that writes several files a run. The path is a hint here, never a proof. */
  | ((path: string) => string);

/** Reads one raw format. One file of code, one line in the registry, one fixture. */
export interface Adapter {
  /** Stable, kebab-case; shown by `inspect` and named by the manifest's `format`. */
  readonly id: string;
  readonly tool: string;
  /** What the format is called, for docs/formats.md. */
  readonly title: string;
  /** What identifies it, in a sentence: the words for what `sniff` looks at. */
  readonly identifiedBy: string;
  /** The best class of figures that it can give. */
  readonly sourceClass: SourceClass;
  /**
   * `benchmarks`: timings of code, whose tool chose how often it ran. `resources`: readings of memory, processors and other
   * gauges, which say nothing of requests. Requests under load where left out.
   */
  readonly results?: 'benchmarks' | 'resources';
  /** What a reader should know: units, what a percentile means there, what is left out. Short sentences. */
  readonly notes: readonly string[];
  readonly sets: FileSets;
  /** The folders that the tool itself made for these files, as the end of their path: they are no scenarios. */
  readonly ownFolders?: (files: AtLeastOne<RawFile>) => string;
  /** For text reports that people append to one file: how to distinguish them. Each is then read by itself. */
  readonly reports?: ReportMarks;
  /** True for logs of single samples without a clock: several are read as one only where they ran at once. */
  readonly isClockless?: boolean;
  /**
   * What a scenario named in the file is: a `column` of it outranks the folder that the file is in, a `tag` that the
   * tool sets by itself does not. A column where left out.
   */
  readonly scenarioSource?: 'column' | 'tag';
  /**
   * Knows the format by its content. A string that begins with "but" says why a file that looks like it is not; an IngestError is thrown for
   * one that is, and cannot be read.
   */
  readonly sniff: (head: Head) => boolean | string;
  /**
   * Reads a set in one pass. Calls `recorder.file` for each file first, counts every row as accepted or refused, and
   * throws an IngestError for a file that cannot be read at all.
   */
  readonly read: (files: AtLeastOne<RawFile>, recorder: Recorder, options: ReadOptions) => Promise<void>;
}
