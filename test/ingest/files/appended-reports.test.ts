import { expect, test } from 'vitest';
import { jsonDocumentsIn, reportsIn } from '../../../src/ingest/files/appended-reports.ts';
import { inspectTexts } from '../inspect-text.ts';

const wrk = (requests: number, seconds = 10): string => `Running ${seconds}s test @ http://svc.test/a
  2 threads and 10 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     8.20ms    3.10ms  40.00ms   88.00%
    Req/Sec   100.00     10.00   120.00     70.00%
  ${requests} requests in ${seconds}.00s, 1.00MB read
Requests/sec:    ${(requests / seconds).toFixed(2)}
Transfer/sec:    102.40KB
`;

test('a report begins at its first line, not at what tells it apart', () => {
  const marks = { core: /^core/m, start: /^start/m };
  expect(reportsIn('start\na\ncore\nb\nstart\ncore\nc\n', marks)).toEqual([
    'start\na\ncore\nb\n',
    'start\ncore\nc\n',
  ]);
  expect(reportsIn('core\nb\ncore\n', marks)).toEqual(['core\nb\n', 'core\n']);
  expect(reportsIn('start\ncore\n', marks)).toHaveLength(1);
});

test('JSON documents are told apart by their braces, not those in strings', () => {
  expect(jsonDocumentsIn('{"a": "}{"}\n{"b": {}}')).toEqual(['{"a": "}{"}', '{"b": {}}']);
  expect(jsonDocumentsIn('{"a": 1}')).toBeNull();
  expect(jsonDocumentsIn('{"a": 1} and {"b": 2}')).toBeNull();
  expect(jsonDocumentsIn('{"a": 1}{"b": 2')).toBeNull();
});

test('several wrk reports in one file are rows of their own, without a rate of all', async () => {
  const { endpoints, files, total } = await inspectTexts({
    'wrk.txt': `# one\n${wrk(2_000)}\n# two\n${wrk(2_600)}`,
  });
  expect(
    endpoints.map(({ endpoint, count, requestsPerSecond }) => [endpoint, count, requestsPerSecond]),
  ).toEqual([
    ['http://svc.test/a (wrk.txt)', 2_000, 200],
    ['http://svc.test/a (wrk.txt #2)', 2_600, 260],
  ]);
  expect(total).toMatchObject({ count: 4_600, requestsPerSecond: null });
  expect(files).toHaveLength(1);
  expect(files[0]?.warnings[0]?.code).toBe('several-reports');
  expect(files[0]?.rows).toBe(2);
});

test('reports of hey, ab and YCSB that were appended are all read', async () => {
  const hey = (n: number): string =>
    `\nSummary:\n  Total:\t1.0 secs\n  Slowest:\t0.0926 secs\n  Fastest:\t0.0046 secs\n  Average:\t0.0100 secs\n  Requests/sec:\t${n}.0\n\nStatus code distribution:\n  [200]\t${n} responses\n`;
  const both = await inspectTexts({ 'hey.txt': hey(120) + hey(80) });
  expect(both.endpoints.map(({ count }) => count)).toEqual([120, 80]);
  const ycsb = (n: number): string =>
    `[OVERALL], RunTime(ms), 1000\n[OVERALL], Throughput(ops/sec), ${n}\n[READ], Operations, ${n}\n[READ], AverageLatency(us), 500\n[READ], MinLatency(us), 100\n[READ], MaxLatency(us), 900\n`;
  const phases = await inspectTexts({ 'ycsb.txt': ycsb(40) + ycsb(60) });
  expect(phases.total.count).toBe(100);
  expect(new Set(phases.endpoints.map(({ endpoint }) => endpoint)).size).toBe(2);
});

test('reports of siege (list), wrk2, HdrHistogram and k6 that were appended are all read', async () => {
  const siege = (n: number): string =>
    `Transactions:\t\t${n} hits\nAvailability:\t\t100.00 %\nElapsed time:\t\t10.00 secs\nResponse time:\t\t0.05 secs\nTransaction rate:\t${n / 10}.00 trans/sec\nSuccessful transactions:\t${n}\nFailed transactions:\t0\nLongest transaction:\t0.20\nShortest transaction:\t0.01\n \n`;
  const wrk2 = (n: number): string =>
    wrk(n).replace(
      '  Thread Stats',
      '  Thread calibration: mean lat.: 1.6ms, rate sampling interval: 10ms\n  Thread Stats',
    );
  const hgrm = (n: number): string =>
    `       Value     Percentile TotalCount 1/(1-Percentile)\n\n       1.000 0.000000000000          1           1.00\n       ${n}.000 1.000000000000        ${n}\n#[Mean    =        2.000, StdDeviation   =        1.000]\n#[Max     =        ${n}.000, Total count    =           ${n}]\n`;
  const k6 = (n: number): string =>
    `\n     ✓ checks.........: 100.00% ✓ ${n} ✗ 0\n     http_req_duration..: avg=12ms min=1ms med=10ms max=${n}ms p(90)=20ms p(95)=30ms\n     http_reqs..........: ${n} ${n / 10}/s\n     iterations.........: ${n} ${n / 10}/s\n\n`;
  const newK6 = (n: number): string =>
    `\n  █ THRESHOLDS\n\n    checks\n    ✓ 'rate>0.9' rate=100%\n\n  █ TOTAL RESULTS\n\n    checks_total.....: ${n} 10/s\n\n    HTTP\n    http_req_duration..: avg=12ms min=1ms med=10ms max=${n}ms p(90)=20ms p(95)=30ms\n    http_reqs..........: ${n} ${n / 10}/s\n\n`;
  for (const [name, report] of Object.entries({ siege, wrk2, hgrm, k6, newK6 })) {
    const { files, total, endpoints } = await inspectTexts({ 'out.txt': report(1_000) + report(500) });
    expect(files[0]?.warnings[0]?.code, name).toBe('several-reports');
    expect(total.count, name).toBe(1_500);
    expect(
      endpoints.map(({ count }) => count),
      name,
    ).toEqual([1_000, 500]);
  }
});
