import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inspectFiles } from '../../../../src/ingest/inspect.ts';
import { addSample, K6CustomMetrics } from '../../../../src/ingest/formats/k6/k6-custom.ts';
import { Recorder } from '../../../../src/ingest/record/recorder.ts';
import type { Inspection } from '../../../../src/model/documents/inspection.ts';

const time = '2026-11-01T10:00:00Z';
const point = (metric: string, value: number): string =>
  JSON.stringify({ metric, type: 'Point', data: { time, value, tags: {} } });
const define = (metric: string, type: string, contains = 'default'): string =>
  JSON.stringify({ type: 'Metric', data: { name: metric, type, contains }, metric });

describe('metrics of a k6 script', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'perfolio-k6-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const measuresOf = async (file: string, text: string): Promise<Inspection['measures']> => {
    const diskPath = join(folder, file);
    writeFileSync(diskPath, text);
    const files = [{ diskPath, shownPath: file, format: null }];
    return (await inspectFiles(files, { timeZone: null, startedAtMs: null })).measures;
  };
  const logOf = (lines: readonly string[]): Promise<Inspection['measures']> =>
    measuresOf('k6.ndjson', [point('http_req_duration', 5), ...lines].join('\n'));
  const without = (key: 'n', all: Inspection['measures']): object[] => all.map(({ [key]: _, ...one }) => one);

  it('are any names that k6 does not use itself', async () => {
    const names = ['http_errors', 'https_time', 'ws_lag', 'grpc_time', 'browser_score', 'webvital_mine'];
    const own = names.flatMap((name) => [define(name, 'counter'), point(name, 1)]);
    const builtIn = ['http_req_waiting', 'grpc_req_duration', 'ws_msgs_sent', 'browser_web_vital_lcp'];
    const found = await logOf([...own, ...builtIn.map((name) => point(name, 3))]);
    expect(found.map(({ name }) => name)).toEqual(names);
  });

  it('include the share of checks that passed, and dropped iterations', async () => {
    const passed = [1, 1, 1, 0].map((value) => point('checks', value));
    const dropped = [point('dropped_iterations', 3), point('dropped_iterations', 2)];
    const defined = [define('checks', 'rate'), define('dropped_iterations', 'counter')];
    expect(await logOf([...defined, ...passed, ...dropped])).toMatchObject([
      { name: 'checks', value: 0.75, unit: 'share', direction: 'higher', n: 4 },
      { name: 'dropped_iterations', value: 5, unit: 'count', direction: 'lower' },
    ]);
  });

  it('are the same in the log and in the summary of one run', async () => {
    const log = await logOf([
      define('orders', 'counter'),
      ...[2, 3].map((value) => point('orders', value)),
      define('busy', 'gauge'),
      ...[7, 4].map((value) => point('busy', value)),
      define('ok', 'rate'),
      ...[1, 0, 1, 1].map((value) => point('ok', value)),
      define('pay', 'trend', 'time'),
      // k6 and Hyndman-Fan 7 both interpolate between the order statistics at p (n - 1).
      ...Array.from({ length: 101 }, (_, i) => point('pay', i)),
    ]);
    const figures = { avg: 50, min: 0, med: 50, max: 100, 'p(90)': 90, 'p(95)': 95, 'p(99)': 99 };
    const summary = await measuresOf(
      'summary.json',
      JSON.stringify({
        metrics: {
          http_reqs: { type: 'counter', contains: 'default', values: { count: 1, rate: 1 } },
          http_req_duration: { type: 'trend', contains: 'time', values: { avg: 5 } },
          orders: { type: 'counter', contains: 'default', values: { count: 5, rate: 5 } },
          busy: { type: 'gauge', contains: 'default', values: { value: 4, min: 4, max: 7 } },
          ok: { type: 'rate', contains: 'default', values: { rate: 0.75, passes: 3, fails: 1 } },
          pay: { type: 'trend', contains: 'time', values: figures },
        },
        state: { testRunDurationMs: 1_000 },
      }),
    );
    const byName = (all: object[]): object[] =>
      all.toSorted((a, b) => ((a as { name: string }).name < (b as { name: string }).name ? -1 : 1));
    expect(byName(without('n', log))).toEqual(byName(without('n', summary)));
    expect(log).toContainEqual({ name: 'pay p99', unit: 'ms', direction: 'lower', value: 99, n: 101 });
  });

  it('have percentiles however many values there are', async () => {
    const count = 300_000;
    const found = await logOf([
      define('wait', 'trend', 'time'),
      ...Array.from({ length: count }, (_, i) => point('wait', i / 1_000)),
    ]);
    const p95 = found.find(({ name }) => name === 'wait p95')?.value ?? NaN;
    // 0 to 299.999 evenly: 95% of them are below 285.
    expect(Math.abs(p95 / 284.999 - 1)).toBeLessThan(0.005);
  });

  it('have percentiles from a histogram past the values that are kept', () => {
    const recorder = new Recorder();
    const custom = new K6CustomMetrics({ left: 10 });
    custom.define('wait', { type: 'trend', contains: 'time' });
    for (let i = 0; i < 1_000; i++) addSample(custom.of('wait')!, i + 0.5);
    custom.record(recorder);
    const p90 = recorder.measures.find(({ name }) => name === 'wait p90')?.value ?? NaN;
    // 0.5 to 999.5 evenly.
    expect(Math.abs(p90 / 899.6 - 1)).toBeLessThan(0.005);
  });

  it('have no percentiles where values are negative', async () => {
    const found = await logOf([define('drift', 'trend'), ...[-3, 5].map((value) => point('drift', value))]);
    expect(found).toMatchObject([
      { name: 'drift', value: 1 },
      { name: 'drift max', value: 5 },
    ]);
  });
});
