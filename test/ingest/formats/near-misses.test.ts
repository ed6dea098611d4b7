import { expect, test } from 'vitest';
import { adapterById } from '../../../src/ingest/format-registry.ts';

function isKnown(format: string, json: unknown): boolean {
  const text = JSON.stringify(json);
  const bytes = Buffer.from(text);
  const found = adapterById(format)?.sniff({ text, lines: text.split('\n'), isWhole: true, bytes, json });
  return found === true;
}

const googleContext = { context: { num_cpus: 2 } };
const mitata = { runs: [] };
/** A document with each of its keys left out in turn. */
const lacking = (document: object): object[] =>
  Object.keys(document).map((left) =>
    Object.fromEntries(Object.entries(document).filter(([key]) => key !== left)),
  );
const oha = { summary: { successRate: 1 }, latencyPercentiles: {}, statusCodeDistribution: {} };
const ghz = { latencyDistribution: [], statusCodeDistribution: {}, count: 1, rps: 1 };
const newman = { collection: {}, run: { executions: [] } };
const session = { num_users: 1, messages_per_user: 1, user_response_times: [] };
const custom = { name: 'a', unit: 's', value: 1 };
const nighthawk = { statistics: [], counters: [] };
const machineSummary = { results: { metrics: [] }, metadata: {}, config: {} };
const samples = { sampleCount: 5, errorCount: 0, pct1ResTime: 9 };

/** What identifies a document, and documents that lack one part of it or have it in another shape. */
const documents: readonly (readonly [
  format: string,
  known: readonly unknown[],
  others: readonly unknown[],
])[] = [
  [
    'mitata-json',
    [{ layout: [], benchmarks: [mitata] }],
    [
      { benchmarks: [mitata] },
      { layout: [], benchmarks: [] },
      { layout: [], benchmarks: [{}] },
      { layout: [] },
      { layout: [], benchmarks: [null] },
    ],
  ],
  [
    'hyperfine-json',
    [{ results: [{ command: 'a', mean: 1, user: 0 }] }],
    [
      { results: [] },
      { results: [{ mean: 1, user: 0 }] },
      { results: [{ command: 'a', user: 0 }] },
      { results: [{ command: 'a', mean: 1 }] },
      { results: 1 },
      [],
    ],
  ],
  [
    'benchmarkdotnet-json',
    [
      { Benchmarks: [], Title: '' },
      { Benchmarks: [], HostEnvironmentInfo: {} },
    ],
    [{ Benchmarks: [] }, { Title: '' }, { Benchmarks: {}, Title: '' }, [], 1],
  ],
  [
    'julia-benchmarktools',
    [[{ BenchmarkTools: '1' }, []]],
    [[{ BenchmarkTools: '1' }], [{}, []], [[], []], [], { 0: { BenchmarkTools: '1' } }],
  ],
  [
    'google-benchmark-json',
    [
      { ...googleContext, benchmarks: [] },
      { context: {}, benchmarks: [{ name: 'a', time_unit: 'ns' }] },
      { context: {}, benchmarks: [{ name: 'a', run_type: 'iteration' }] },
    ],
    [
      { context: {}, benchmarks: [] },
      { benchmarks: [{ name: 'a', time_unit: 'ns' }] },
      { context: {}, benchmarks: [{ name: 'a' }] },
      { context: {}, benchmarks: [{ time_unit: 'ns' }] },
      { context: {}, benchmarks: [null] },
      googleContext,
    ],
  ],
  [
    'jmeter-statistics-json',
    [{ Total: samples }],
    [
      [samples],
      {},
      { Total: null },
      { Total: { ...samples, sampleCount: undefined } },
      { Total: { ...samples, pct1ResTime: undefined } },
    ],
  ],
  [
    'prometheus-query-range',
    [
      { status: 'success', data: { resultType: 'matrix', result: [] } },
      { status: 'error', errorType: 'bad_data' },
    ],
    [
      { status: 'success', data: { resultType: 'matrix' } },
      { status: 'success', data: { result: [] } },
      { data: { resultType: 'matrix', result: [] } },
      { status: 'error' },
      { status: 'success', errorType: 'bad_data' },
      [],
    ],
  ],
  [
    'vegeta-report-json',
    [{ latencies: {}, status_codes: {}, bytes_in: {}, success: 1 }],
    [...lacking({ latencies: {}, status_codes: {}, bytes_in: {}, success: 1 }), null, 1],
  ],
  [
    'fortio-json',
    [{ ActualQPS: 1, ActualDuration: 1, DurationHistogram: {} }],
    [...lacking({ ActualQPS: 1, ActualDuration: 1, DurationHistogram: {} }), null, 1],
  ],
  ['oha-json', [oha], [...lacking(oha), { ...oha, summary: {} }, { ...oha, summary: null }, null]],
  ['ghz-json', [ghz], [...lacking(ghz), null, 1]],
  ['newman-json', [newman], [...lacking(newman), { ...newman, run: {} }, { ...newman, run: null }, null]],
  ['session-loadtest-json', [session], [...lacking(session), null, 1]],
  [
    'memory-profile-json',
    [{ memory_usage: [{ label: 'a', total_memory_mb: 1 }] }],
    [
      { memory_usage: [{ label: 'a' }] },
      { memory_usage: [{ total_memory_mb: 1 }] },
      { memory_usage: [] },
      {},
    ],
  ],
  [
    'gha-benchmark-custom-json',
    [[custom], [custom, custom]],
    [[], custom, [null], ...lacking(custom).map((one) => [custom, one])],
  ],
  [
    'nighthawk-json',
    [{ results: [nighthawk] }],
    [{ results: [] }, { results: [null] }, {}, ...lacking(nighthawk).map((one) => ({ results: [one] }))],
  ],
  [
    'tinybench-json',
    [
      [{ name: 'a', result: { latency: {} } }],
      [{ name: 'a', result: { hz: 1 } }],
      [{ name: 'a', result: { state: 'x' } }],
    ],
    [
      [{ result: { hz: 1 } }],
      [{ name: 'a', result: {} }],
      [{ name: 'a', result: null }],
      [{ name: 'a' }],
      [null],
      [],
    ],
  ],
  [
    'pytest-benchmark-json',
    [
      { machine_info: {}, benchmarks: [] },
      { machine_info: {}, benchmarks: [{ fullname: 'a' }] },
    ],
    [
      { benchmarks: [] },
      { machine_info: {} },
      { machine_info: {}, benchmarks: [{}] },
      { machine_info: {}, benchmarks: [null] },
    ],
  ],
  [
    'jmh-json',
    [[{ benchmark: 'a', primaryMetric: {} }]],
    [[{ benchmark: 'a' }], [{ primaryMetric: {} }], [null], [], { benchmark: 'a', primaryMetric: {} }],
  ],
  [
    'k6-machine-summary',
    [machineSummary],
    [
      ...lacking(machineSummary),
      { ...machineSummary, results: {} },
      { ...machineSummary, results: null },
      null,
    ],
  ],
  [
    'bencher-bmf',
    [
      { a: { latency: { value: 1 } } },
      { a: { x: { value: 1, lower_value: 0, upper_value: 2 } }, b: { y: { value: 3 } } },
    ],
    [
      {},
      { a: {} },
      { a: 1 },
      { a: { latency: 1 } },
      { a: { latency: { lower_value: 0 } } },
      { a: { latency: { value: 1, unit: 's' } } },
      { a: { latency: { value: 1 } }, b: 1 },
      [{ value: 1 }],
    ],
  ],
  [
    'asv-results',
    [
      { commit_hash: 'c1', results: {} },
      { version: 1, machine: 'a', cpu: 'b' },
      { version: 2, 'a.time_b': { name: 'a.time_b', param_names: [], params: [] } },
      { version: 1, 'a.time_b': { name: 'a.time_b', code: '', type: 'time', unit: 's' } },
    ],
    [
      { commit_hash: 'c1' },
      { results: {} },
      { commit_hash: 'c1', results: [] },
      { machine: 'a', cpu: 'b' },
      { version: 1, machine: 'a', color: 'b' },
      { version: 2 },
      { version: 2, a: { name: 'a', param_names: [] } },
      { version: 2, a: { param_names: [], params: [] } },
      ...lacking({ code: '', type: 'time', unit: 's' }).map((one) => ({
        version: 1,
        a: { name: 'a', ...one },
      })),
      { version: 2, a: { name: 'a', param_names: [], params: [] }, b: 1 },
    ],
  ],
  [
    'iostat-json',
    [
      { sysstat: { hosts: [{ statistics: [{ disk: [] }] }] } },
      { sysstat: { hosts: [{ statistics: [{ 'avg-cpu': {}, timestamp: 'x' }] }] } },
    ],
    [
      { sysstat: { hosts: [{ statistics: [{ 'avg-cpu': {}, timestamp: {} }] }] } },
      { sysstat: { hosts: [{ statistics: [{}] }] } },
      { sysstat: { hosts: [] } },
      {},
    ],
  ],
];

test.each(documents)('%s is identified by all of its parts', (format, known, others) => {
  for (const one of known) expect(isKnown(format, one), JSON.stringify(one)).toBe(true);
  for (const one of others) {
    // A key without a value is not in the file.
    expect(isKnown(format, JSON.parse(JSON.stringify(one))), JSON.stringify(one)).toBe(false);
  }
});
