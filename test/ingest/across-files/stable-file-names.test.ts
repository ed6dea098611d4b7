import { expect, test } from 'vitest';
import { stableFileName } from '../../../src/ingest/across-files/stable-file-names.ts';

test.each([
  ['mprofile_20261102100000.dat', 'mprofile.dat'],
  ['node/mprofile_20261102100000.dat', 'node/mprofile.dat'],
  ['2026-11-02_10-00-00.123456/stats.csv', 'stats.csv'],
  ['hey-2026-11-02T10:00:00Z.txt', 'hey.txt'],
  ['02.11.2026-memory.csv', 'memory.csv'],
  ['orders (2026-11-02) retry.csv', 'orders retry.csv'],
  ['results-11234567890-orders.csv', 'results-orders.csv'],
  ['wrk_1793613600.txt', 'wrk.txt'],
  ['heap.pid4711.csv', 'heap.csv'],
  ['bench-3f2a9c1.json', 'bench.json'],
  ['top-1b4e28ba-2fa1-11d2-883f-0016d3cca427.log', 'top.log'],
])('%s keeps what lasts', (path, name) => {
  expect(stableFileName(path)).toBe(name);
});

test.each([
  'docker-stats.csv',
  '/results/docker-stats.csv',
  'users-10000.txt',
  'sort-100000000.json',
  'sort-10000000000.json',
  'http2-tls1.3.txt',
  'node-12.csv',
  'v2.11.0.txt',
  'deadbeef.txt',
])('%s stays as it is', (path) => {
  expect(stableFileName(path)).toBe(path);
});

test('a number of users after a date stays', () => {
  expect(stableFileName('20261102-2000-users.txt')).toBe('2000-users.txt');
});

test('a name of nothing but a time has none that lasts', () => {
  expect(stableFileName('2026-11-02.csv')).toBeNull();
  expect(stableFileName('1793613612345')).toBeNull();
});
