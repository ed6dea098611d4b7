import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { openRawStream } from '../../../src/ingest/files/raw-file.ts';
import { adapterById } from '../../../src/ingest/format-registry.ts';
import { Recorder } from '../../../src/ingest/record/recorder.ts';

const raw = (file: string): string =>
  readFileSync(join(import.meta.dirname, '../../fixtures/raw', file), 'utf8');

async function recorded(format: string, text: string): Promise<Recorder> {
  const recorder = new Recorder();
  const file = await openRawStream(Readable.from([Buffer.from(text)]), 'raw-file');
  await adapterById(format)?.read([file], recorder, { timeZone: null, startedAtMs: null });
  return recorder;
}

const machine = { kernel: 'Linux 6.8.0 x86_64', processors: '2' };

/** What each file says of the machine, and of the versions that ran. */
const files: readonly (readonly [format: string, text: string, system: object])[] = [
  [
    'mitata-json',
    '{"context":{"runtime":"node","version":"24.0.0","cpu":{"name":"Some CPU"}},"layout":[{"name":null}],"benchmarks":[]}',
    { runtime: 'node 24.0.0', cpu: 'Some CPU' },
  ],
  [
    'mitata-json',
    '{"context":{"runtime":"bun"},"layout":[{"name":null}],"benchmarks":[]}',
    { runtime: 'bun' },
  ],
  ['mitata-json', '{"layout":[{"name":null}],"benchmarks":[]}', {}],
  [
    'benchmarkdotnet-json',
    raw('benchmarkdotnet/brief.json'),
    { os: 'Linux', cpu: 'CPU NaN', runtime: '.NET 9.0' },
  ],
  [
    'pytest-benchmark-json',
    raw('pytest-benchmark/saved.json'),
    { cpu: 'Example CPU', os: 'Linux x86_64', runtime: 'CPython 3.12.1' },
  ],
  [
    'pytest-benchmark-json',
    '{"machine_info":{"cpu":{"brand":"Old CPU"},"system":"Linux"},"commit_info":{"id":"unknown"},"benchmarks":[]}',
    { cpu: 'Old CPU', os: 'Linux' },
  ],
  ['julia-benchmarktools', raw('julia-benchmarktools/group.json'), { runtime: 'Julia 1.10.0' }],
  ['jmh-json', raw('jmh/modes.json'), { runtime: 'OpenJDK 21.0.2' }],
  ['jmh-json', raw('jmh/modes.json').replaceAll(',"vmName":"OpenJDK"', ''), { runtime: 'Java 21.0.2' }],
  ['tinybench-json', raw('tinybench/tasks.json'), { runtime: 'node 24.0.0' }],
  ['go-bench', raw('go-bench/repeats.txt'), { os: 'linux/amd64', cpu: 'Some CPU @ 3.00GHz' }],
  ['go-bench', 'goos: linux\nBenchmarkA-8 \t 100\t 9000 ns/op\n', { os: 'linux' }],
  ['go-bench', 'BenchmarkA-8 \t 100\t 9000 ns/op\n', {}],
  ['sar-text', raw('sysstat/sar.txt'), machine],
  ['pidstat', raw('sysstat/pidstat.txt'), { ...machine, processors: '4' }],
  ['iostat-text', raw('sysstat/iostat.txt'), { ...machine, kernel: 'Linux 6.8.0-45 x86_64' }],
  ['iostat-json', raw('sysstat/iostat.json'), { processors: '2' }],
  ['mprof', 'CMDLINE /usr/bin/python3 app.py --token secret\nMEM 1 1796000000.0\n', { runtime: 'Python 3' }],
];

test.each(files)('%s says what ran it (%#)', async (format, text, system) => {
  expect((await recorded(format, text)).system).toEqual(system);
});

test('a commit is one only in hexadecimal digits', async () => {
  const commitOf = async (id: string): Promise<string | null | undefined> =>
    (
      await recorded(
        'pytest-benchmark-json',
        `{"machine_info":{},"commit_info":{"id":"${id}"},"benchmarks":[]}`,
      )
    ).commit;
  expect(await commitOf('0123456789abcdef0123456789abcdef01234567')).toMatch(/^0123.*67$/);
  expect(await commitOf('0123abc')).toBe('0123abc');
  for (const none of ['unknown', '0123ab', '']) expect(await commitOf(none)).toBeNull();
});
