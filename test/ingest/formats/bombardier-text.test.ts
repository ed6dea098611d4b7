import { expect, test } from 'vitest';
import { inspectAs } from '../inspect-text.ts';

/** What bombardier prints for one URL, up to its codes. */
const report = (codes: string): string => `Bombarding http://shop.test/cart for 10s using 20 connection(s)
[==========================================================================] 10s
Done!
Statistics        Avg      Stdev        Max
  Reqs/sec       100.40      12.10     140.00
  Latency      199.00ms    20.50ms      1.20s
${codes}`;

test('bombardier: requests without an answer fail, even if no message describes them all', async () => {
  const codes = `  HTTP codes:
    1xx - 0, 2xx - 980, 3xx - 0, 4xx - 0, 5xx - 10
    others - 5
  Errors:
    timeout - 3
`;
  const { endpoints } = await inspectAs(report(codes), 'bombardier-text');
  // 980 + 10 + 5 requests in 10 s, of which 10 + 5 failed; "timeout" covers only 3 of the 5.
  expect(endpoints).toMatchObject([
    {
      count: 995,
      errors: 15,
      requestsPerSecond: 99.5,
      errorTypes: [
        { type: '5xx', count: 10 },
        { type: 'no response', count: 5 },
      ],
    },
  ]);
});

test('bombardier: a run without a request has no response times', async () => {
  const codes = '  HTTP codes:\n    1xx - 0, 2xx - 0, 3xx - 0, 4xx - 0, 5xx - 0\n    others - 0\n';
  const { endpoints } = await inspectAs(report(codes), 'bombardier-text');
  expect(endpoints).toMatchObject([{ count: 0, errors: 0, requestsPerSecond: 0, latencyMs: null }]);
});

test.each([
  ['of a time', 'for 10s', 10, 100],
  ['of a number of requests, which states no time', 'with 1000 request(s)', null, null],
])('bombardier: a run %s', async (_, length, seconds, rate) => {
  const codes = '  HTTP codes:\n    1xx - 0, 2xx - 1000, 3xx - 0, 4xx - 0, 5xx - 0\n    others - 0\n';
  const text = report(codes).replace('for 10s', length);
  const { durationSeconds, endpoints, total } = await inspectAs(text, 'bombardier-text');
  expect([durationSeconds, endpoints[0]?.requestsPerSecond, total.maxUsers]).toEqual([seconds, rate, 20]);
});
