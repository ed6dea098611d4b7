import type { Head } from './files/raw-file.ts';

/** A format that is recognised, so that its owner learns what to give instead. */
export interface UnreadFormat {
  readonly tool: string;
  /** What of the tool this is, after its name: `console text`, `JSON report`. */
  readonly what: string;
  /** What to do, in a sentence or two. */
  readonly instead: string;
  readonly sniff: (head: Head) => boolean;
}

const has =
  (...patterns: readonly RegExp[]) =>
  ({ text }: Head): boolean =>
    patterns.every((pattern) => pattern.test(text));

const latin = (head: Head): string => Buffer.from(head.bytes.subarray(0, 400)).toString('latin1');

/** Recognised after all formats that are read, in this order. Each pattern needs words that no other tool prints. */
export const unreadFormats: readonly UnreadFormat[] = [
  {
    tool: 'vegeta',
    what: 'binary results, gob',
    instead: 'Turn them into text: `vegeta encode --to csv results.bin > results.csv`.',
    sniff: (head) => head.bytes.includes(0) && /Result.*Attack.*Seq.*Code/s.test(latin(head)),
  },
  {
    tool: 'ghz',
    what: 'console text',
    instead: 'Run ghz with `--format json`.',
    sniff: has(/^Summary:/m, /^[^\S\r\n\u2028\u2029]*Count:/m, /^[^\S\r\n\u2028\u2029]*Requests\/sec:/m),
  },
  {
    tool: 'Nighthawk',
    what: 'console text',
    instead: 'Run nighthawk_client with `--output-format json`.',
    sniff: has(/^Nighthawk - A layer 7 protocol benchmarking tool/m),
  },
  {
    tool: 'goose',
    what: 'console text, HTML or Markdown report',
    instead: 'Run goose with `--report-file report.json`.',
    sniff: has(
      /^[^\S\r\n\u2028\u2029]*=== PER REQUEST METRICS ===|<title>Goose Attack Report|^# Goose Attack Report/m,
    ),
  },
  {
    tool: 'Catch2',
    what: 'console text',
    instead: 'Run the benchmarks with `--reporter xml`.',
    sniff: has(/^benchmark name\s+samples\s+iterations\s+est/m),
  },
  {
    tool: 'perf stat',
    what: 'text',
    instead: 'Run `perf stat -x, -o perf.csv`.',
    sniff: has(/^[^\S\r\n\u2028\u2029]*Performance counter stats for /m),
  },
  {
    tool: 'PHPBench',
    what: 'console text',
    instead: 'Run phpbench with `--dump-file=results.xml`.',
    sniff: has(/^PHPBench \([^)]+\) running benchmarks/m),
  },
  {
    tool: 'mitata',
    what: 'console text',
    instead: "Call `run({ format: 'json' })`.",
    sniff: has(/^benchmark\s+(?:avg \(min … max\)|time \(avg\))/m),
  },
  {
    tool: 'Python profiler (cProfile)',
    what: 'statistics',
    instead: 'Profiles are not measurements of a run. List the file in "attachments" of run.json.',
    sniff: has(/^[^\S\r\n\u2028\u2029]*ncalls\s+tottime\s+percall\s+cumtime\s+percall\s+filename/m),
  },
  {
    tool: 'Git LFS',
    what: 'pointer to a file',
    instead: 'Fetch the file: `git lfs pull`, or `lfs: true` for actions/checkout.',
    sniff: has(/^version https:\/\/git-lfs\.github\.com\/spec\//),
  },
  {
    tool: 'SQLite, Excel or another program',
    what: 'binary file',
    instead: 'Export the table as CSV.',
    sniff: (head) => /^(?:SQLite format 3\0|PK\u0003\u0004)/.test(latin(head)),
  },
];

/** The unread format of a file; undefined where it is none. */
export const unreadFormatOf = (head: Head): UnreadFormat | undefined =>
  unreadFormats.find((one) => one.sniff(head));
