import { expect, test } from 'vitest';
import { judgeTargets } from '../../src/report/targets/targets.ts';
import { projectSchema } from '../../src/model/documents/project.ts';
import { workspaceOf } from './two-runs.ts';

/** The report of ab, of four requests in a fifth of a second. */
const abText = (requests: number): string => `This is ApacheBench, Version 2.3 <$Revision: 1913912 $>

Server Software:
Server Hostname:        127.0.0.1
Server Port:            8080

Document Path:          /orders
Document Length:        351 bytes

Concurrency Level:      2
Time taken for tests:   0.200 seconds
Complete requests:      ${requests}
Failed requests:        0
Total transferred:      271270 bytes
HTML transferred:       185146 bytes
Requests per second:    ${(requests / 0.2).toFixed(2)} [#/sec] (mean)
Time per request:       10.000 [ms] (mean)

Connection Times (ms)
              min  mean[+/-sd] median   max
Connect:        0    0   0.0      0       0
Processing:    10   25  28.0     21     190
Waiting:       10   25  28.0     21     190
Total:         10   25  28.0     21     190

Percentage of the requests served within a certain time (ms)
  50%     21
  90%     29
  95%     30
 100%    190 (longest request)
`;

const start = 'Fri Nov 20 10:00:00 2026';
const samples = `starttime\tseconds\tctime\tdtime\tttime\twait
${[10, 20, 30, 40].map((ms) => `${start}\t1795168800\t0\t${ms}\t${ms}\t${ms}`).join('\n')}
`;

test('samples without a rate have that of the report of the same requests', async () => {
  const files = { 'web/ab.txt': abText(4), 'web/requests.tsv': samples };
  const { measures } = (await workspaceOf('ab', [files])).reports[0]!;
  expect(measures.throughput[0]).toMatchObject({
    totalRequests: 4,
    requestsPerSecond: 20,
    isReported: true,
    maxUsers: 2,
  });
  const rate = measures.metricValues.find(({ metric }) => metric === 'throughput.requestsPerSecond')!;
  expect(rate).toMatchObject({ value: 20, source: 'reported', relativeError: null });
  const rules = projectSchema.parse({
    targets: [{ id: 'rate', metric: 'throughput.requestsPerSecond', atLeast: 10 }],
  });
  expect(judgeTargets(rules, measures.metricValues)[0]).toMatchObject({ verdict: 'met', asReported: true });
});

test('but not that of a report of other requests', async () => {
  const files = { 'web/ab.txt': abText(500), 'web/requests.tsv': samples };
  const { measures } = (await workspaceOf('other', [files])).reports[0]!;
  expect(measures.throughput[0]).toMatchObject({ totalRequests: 4, requestsPerSecond: null });
});

test('a rate of samples is computed, one of a summary is reported', async () => {
  const requests = `timestamp,endpoint,duration_ms,ok
2026-11-20T10:00:00Z,pay,100,true
2026-11-20T10:00:01Z,pay,1000,true
`;
  const { measures } = (await workspaceOf('samples', [{ 'web/requests.csv': requests }])).reports[0]!;
  expect(measures.throughput[0]!.isReported).toBeUndefined();
  const rate = measures.metricValues.find(({ metric }) => metric === 'throughput.requestsPerSecond')!;
  expect(rate).toMatchObject({ value: 1, source: 'exact' });
});

test('a report says where a summary and its samples disagree', async () => {
  const requests = `timestamp,endpoint,duration_ms,ok
2026-11-20T10:00:00Z,pay,100,true
2026-11-20T10:00:01Z,pay,100,true
`;
  const summary = (count: number): string =>
    JSON.stringify({ responseTime: [{ endpoint: 'pay', count, errors: 0, latencyMs: { mean: 100 } }] });
  const twinOf = async (name: string, count: number): Promise<string> => {
    const files = { 'web/requests.csv': requests, 'web/summary.json': summary(count) };
    const workspace = await workspaceOf(name, [files]);
    return workspace.twinMarkdown(workspace.reports[0]!);
  };
  expect(await twinOf('apart', 500)).toContain(
    'web/summary.json: Scenario "web": the number of requests that the tool reports (500) differs by more than 1% from the samples (2). Only the samples are counted.',
  );
  expect(await twinOf('alike', 2)).not.toContain('that the tool reports');
});
