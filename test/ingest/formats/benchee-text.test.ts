import { expect, it } from 'vitest';
import { bencheeText } from '../../../src/ingest/formats/benchee-text.ts';
import { openRawStream } from '../../../src/ingest/files/raw-file.ts';
import { Recorder } from '../../../src/ingest/record/recorder.ts';
import type { Digest, LatencyDigest } from '../../../src/model/documents/digest.ts';

async function read(...lines: readonly string[]): Promise<Digest> {
  const chunks = (async function* () {
    yield await Promise.resolve(new TextEncoder().encode(lines.join('\n')));
  })();
  const recorder = new Recorder();
  const file = await openRawStream(chunks, 'out.txt');
  await bencheeText.read([file], recorder, { timeZone: null, startedAtMs: null });
  return recorder.digest();
}

const times = 'Name           ips        average  deviation         median         99th %';
const memory = 'Name    Memory usage';

/** The times of one row, after these lines. */
async function timesOf(row: string, ...before: readonly string[]): Promise<LatencyDigest | null | undefined> {
  const { endpoints } = await read(...before, times, row);
  expect(endpoints).toHaveLength(1);
  return endpoints[0]?.latency;
}

const medianOf = (latency: LatencyDigest | null | undefined): unknown =>
  latency?.quantiles?.find(({ p }) => p === 0.5);

it('the version is that of the line with the name of the tool', async () => {
  const row = 'f  2  500 ms  ±10.00%  480 ms  900 ms';
  const versioned = await read('Benchee 1.3.1', times, row);
  expect(versioned.sources[0]).toMatchObject({ tool: 'benchee', toolVersion: '1.3.1' });
  expect((await read(times, row)).sources[0]?.toolVersion).toBeNull();
});

it('the median has the interval of as many calls as fit into the measured time', async () => {
  // 5 s / 500 ms = 10 calls with a deviation of 50 ms: 1.959964 x 50 x sqrt(pi / 2 / 10) = 38.840 ms
  const ten = await timesOf('f  2  500 ms  ±10.00%  480 ms  900 ms', 'time: 5 s');
  expect(ten).toMatchObject({ mean: 500, reportedStddev: 50 });
  expect(medianOf(ten)).toEqual({
    p: 0.5,
    value: 480,
    lower: expect.closeTo(441.16, 2) as number,
    upper: expect.closeTo(518.84, 2) as number,
  });
});

it('the calls are counted from a mean of 1 ms as from any other', async () => {
  // 5,000 calls with a deviation of 0.1 ms: 1.959964 x 0.1 x sqrt(pi / 2 / 5000) = 0.003474 ms
  const median = medianOf(await timesOf('f  1 K  1 ms  ±10.00%  1 ms  2 ms', 'time: 5 s'));
  expect(median).toMatchObject({ lower: expect.closeTo(0.996526, 6) as number });
});

it('the median of two calls has an interval, that of a single one has none', async () => {
  // Two calls of 2.5 s with a deviation of 250 ms: 1.959964 x 250 x sqrt(pi / 2 / 2) = 434.24 ms
  const two = medianOf(await timesOf('f  0.4  2.5 s  ±10.00%  2.4 s  2.6 s', 'time: 5 s'));
  expect(two).toMatchObject({ value: 2_400, lower: expect.closeTo(1_965.76, 2) as number });
  const one = medianOf(await timesOf('f  0.3  2.6 s  ±10.00%  2.4 s  2.6 s', 'time: 5 s'));
  expect(one).toMatchObject({ value: 2_400, lower: null, upper: null });
});

it('the median has no interval without the measured time, or with a mean of 0', async () => {
  const untimed = await timesOf('f  2  500 ms  ±10.00%  480 ms  900 ms');
  expect(medianOf(untimed)).toMatchObject({ value: 480, lower: null });
  const zero = await timesOf('f  0  0 ns  ±10.00%  0 ns  0 ns', 'time: 5 s');
  expect(medianOf(zero)).toMatchObject({ value: 0, lower: null });
});

it('the unit of the median is that of which its last digit counts', async () => {
  const unitOf = async (unit: string): Promise<number | undefined> =>
    (await timesOf(`f  2  5 s  ±10.00%  4.80 ${unit}  9 s`))?.unitMs;
  expect([await unitOf('ns'), await unitOf('ms'), await unitOf('s')]).toEqual([1e-6, 1, 1_000]);
});

it('a mean that is no number leaves the deviation unknown', async () => {
  const latency = await timesOf('f  2  1.2.3 ms  ±10.00%  480 ms  900 ms', 'time: 5 s');
  expect(latency).toMatchObject({ mean: null, reportedStddev: null });
  expect(medianOf(latency)).toMatchObject({ value: 480, lower: null });
});

it('memory is in bytes, from units of 1,024', async () => {
  const { measures } = await read(memory, 'a  240 B', 'b  1 KB', 'c  1.50 MB', 'd  2 GB - 9x memory usage');
  // 1.5 x 1,024^2 and 2 x 1,024^3
  expect(measures.map(({ value }) => value)).toEqual([240, 1_024, 1_572_864, 2_147_483_648]);
});

it('rows that are none of their table are refused by their line, and the others read', async () => {
  const { sources, measures, endpoints } = await read(
    times,
    'f  fast',
    'g  2  5 s  ±1.00%  5 s  9 s',
    '',
    memory,
    'f  1.2.3 KB',
    'g  3 KB',
  );
  expect(sources[0]?.refused).toEqual({
    count: 2,
    first: [
      { line: 2, reason: 'a row of times must have ips, average, deviation, median and 99th %' },
      { line: 6, reason: 'a row of memory must have a size such as 625.54 KB' },
    ],
  });
  expect([endpoints.length, measures.map(({ value }) => value)]).toEqual([1, [3_072]]);
});

it('a line of more than 2,000 characters is no row', async () => {
  const row = (length: number): string => 'x  2  5 s  ±1.00%  5 s  9 s'.padEnd(length);
  expect((await read(times, row(2_000), row(2_001))).endpoints).toHaveLength(1);
});
