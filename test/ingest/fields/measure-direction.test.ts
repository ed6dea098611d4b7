import { expect, test } from 'vitest';
import { directionOf } from '../../../src/ingest/fields/measure-direction.ts';

test.each(
  `ops/s ops/ms ops/us ops/µs ops/\u03BCs ops/ns ops/min ops/h iter/sec MB/s MiB/sec req/s elements/s Kelem/s rows/second
  queries/minute fps FPS Mbps kbps Gbps rps qps tps IOPS GFLOPS MFLOPS flops MHz Hz GB/s KiB/s H/s kH/s items_per_second
  bytes_per_second`.split(/\s+/),
)('more %s is better', (unit) => expect(directionOf(unit)).toBe('higher'));

test.each(['requests per second', 'ops per minute', 'Mbit/s', 'ops / sec'])('more %s is better', (unit) =>
  expect(directionOf(unit)).toBe('higher'),
);

test.each(
  `ps ns us µs \u03BCs ms s sec seconds min ns/op ms/op s/op sec/op ns/iter µs/op B/op KiB/op allocs/op bytes B kB MB MiB GB
  build-user-ns/op text-bytes p99-µs/op total_bytes
  cycles instructions cycles/op cycles/byte errors/s page-faults errors cache-misses allocs`.split(/\s+/),
)('less %s is better', (unit) => expect(directionOf(unit)).toBe('lower'));

test.each([
  '',
  '%',
  'ratio',
  'score',
  'x',
  'count',
  'items',
  'points/game',
  'ms/s',
  'dB',
  'percent',
  'free-bytes',
])('nothing says which way "%s" improves', (unit) => expect(directionOf(unit)).toBe('unknown'));

test.each([
  ['BM_Gemm/256: GFLOPS', 'higher'],
  ['FPS', 'higher'],
  ['load_ms', 'lower'],
  ['heap_bytes', 'lower'],
  ['rows_per_second', 'higher'],
  ['HitRate', 'unknown'],
  ['items', 'unknown'],
  ['BM_Copy/8', 'unknown'],
])('without a unit, a name that ends in one decides: %s', (name, direction) =>
  expect(directionOf('', name)).toBe(direction),
);

test('a stated unit is final: its name does not change what it means', () => {
  expect(directionOf('%', 'gpu_ms')).toBe('unknown');
});
