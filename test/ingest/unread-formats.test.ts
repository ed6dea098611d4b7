import { expect, test } from 'vitest';
import { inspectText } from './inspect-text.ts';

/** The first lines that each tool prints, and what its owner is told to do. */
const texts: readonly (readonly [tool: string, text: string | Uint8Array, instead: string])[] = [
  [
    'vegeta',
    new TextEncoder().encode(
      '\x76\xff\x81\x03\x01\x01\x06Result\x01\xff\x82\0\x01\x0a\x01\x06Attack\x01\x0c\0\x01\x03Seq\x01\x06\0\x01\x04Code\x01\x06\0',
    ),
    'vegeta encode',
  ],
  ['ghz', '\nSummary:\n  Count:\t200\n  Total:\t181.57 ms\n  Requests/sec:\t1101.53\n', 'json'],
  ['Nighthawk', 'Nighthawk - A layer 7 protocol benchmarking tool.\n\nCounter  Value  Per second\n', 'json'],
  ['goose', ' === PER REQUEST METRICS ===\n ----\n Name  |  # reqs |  # fails |\n', 'report.json'],
  [
    'Git LFS',
    'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n',
    'git lfs pull',
  ],
  [
    'perf stat',
    "\n Performance counter stats for './app':\n\n     1,000.50 msec task-clock\n",
    'perf stat -x',
  ],
  ['Catch2', 'benchmark name    samples   iterations   est run time\n', '--reporter xml'],
  ['PHPBench', 'PHPBench (1.2.15) running benchmarks... #standwithukraine\n', '--dump-file=results.xml'],
  ['mitata', 'benchmark      avg (min … max) p75 / p99\n', "format: 'json'"],
  [
    'Python profiler',
    '   ncalls  tottime  percall  cumtime  percall filename:lineno(function)\n',
    'attachments',
  ],
  ['SQLite, Excel', 'SQLite format 3\0\u0010\0\u0001\u0001', 'CSV'],
  ['SQLite, Excel', 'PK\u0003\u0004\u0014\0\u0006\0', 'CSV'],
];

test.each(texts)('%s is recognised, and its owner told what to give instead', async (tool, text, instead) => {
  const { files } = await inspectText(text);
  expect(files[0]?.error).toMatchObject({ code: 'recognised-not-read' });
  expect(files[0]?.error?.message).toMatch(
    new RegExp(`^Recognised as ${tool} .*which Perfolio does not read`),
  );
  expect(files[0]?.error?.hint).toContain(instead);
});

test('a text of nothing in particular stays unrecognised', async () => {
  expect((await inspectText('Summary:\n  all is well\n')).files[0]?.error?.code).toBe('unknown-format');
});
