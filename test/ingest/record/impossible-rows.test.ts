import { describe, expect, it } from 'vitest';
import { inspectText } from '../inspect-text.ts';

const table = (...rows: readonly string[]): string =>
  `${['timestamp,endpoint,duration_ms,ok', ...rows].join('\n')}\n`;

const at = '2026-11-20T10:00:00Z';

describe('rows that cannot be', () => {
  it.each([
    ['a duration beyond a century', `${at},pay,1e308,true`, /longer than a century/],
    ['a start after the year 2999', `253790000000000,pay,5,true`, /timestamp|after the year 2999/],
    ['a start in the year 9999', '9999-12-31T23:59:59Z,pay,5,true', /timestamp/],
    ['a start in the year 1', '0001-01-01T00:00:00Z,pay,5,true', /timestamp/],
  ])('are rejected with their line: %s', async (_name, row, reason) => {
    const { files, endpoints, durationSeconds } = await inspectText(
      table(`${at},pay,5,true`, row, `${at},pay,7,true`),
    );
    expect(files[0]).toMatchObject({ rows: 3, refused: { count: 1, first: [{ line: 3 }] } });
    expect(files[0]?.refused.first[0]?.reason).toMatch(reason);
    expect(endpoints[0]).toMatchObject({ count: 2, latencyMs: { max: 7, mean: 6 } });
    expect(durationSeconds).toBeLessThan(1);
  });

  it('are rejected of series that count nowhere yet, too', async () => {
    const header = 'timeStamp,elapsed,label,responseCode,success,threadName,allThreads';
    const start = 1_795_168_800_000;
    const rows = [`${start},5,pay,200,true,g 1-1,1`, `${start},1e300,pay,200,true,g 1-1,1`];
    const { files } = await inspectText(`${[header, ...rows].join('\n')}\n`);
    expect(files[0]?.refused.count).toBe(1);
  });

  it('leaves out times that a tool reports beyond a century, and says so', async () => {
    const header = 'Label,# Samples,Average,Median,90% Line,95% Line,99% Line,Min,Max,Error %,Throughput';
    const { files, endpoints } = await inspectText(`${header}\npay,10,20,15,25,1e300,29,5,30,0.0%,1.0\n`);
    expect(endpoints[0]?.latencyMs).toMatchObject({ mean: 20, p50: 15, p95: null, max: 30 });
    expect(files[0]?.warnings[0]?.code).toBe('impossible-times');
  });
});
