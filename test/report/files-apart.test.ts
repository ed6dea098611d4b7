import { describe, expect, it } from 'vitest';
import { additionalNotes } from '../../src/report/sections/additional-notes.ts';
import type { RunReport } from '../../src/model/run-report.ts';
import { projectOf } from '../project/small-projects.ts';

const header = 'timestamp,endpoint,duration_ms,ok\n';
/** Two hundred requests in a minute from this moment on. */
const requests = (from: string, endpoint = 'pay'): string =>
  header +
  Array.from({ length: 200 }, (_, i) => `${String(Date.parse(from) + i * 300)},${endpoint},50,true\n`).join(
    '',
  );

let projects = 0;
async function warningsOf(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { problems } = await projectOf(`apart-${String(projects++)}`, files);
  return problems.map(({ message }) => message);
}

describe('files of one run', () => {
  it('that lie months apart are named with their dates, in check and in the report', async () => {
    const workspace = await projectOf('months-apart', {
      'r1/load/one.csv': requests('2026-06-01T10:00:00Z'),
      'r1/stress/two.csv': requests('2026-10-01T10:00:00Z'),
    });
    // From 1 June to 1 October are 122 days, but for the minute that the first test took: 121 whole days.
    const text =
      'The raw files are 121 days apart: load/one.csv ends on 2026-06-01, stress/two.csv begins on 2026-10-01.';
    expect(workspace.problems).toMatchObject([
      { severity: 'warning', message: text, hint: expect.stringContaining('run of their own') as string },
    ]);
    const [report] = workspace.reports as [RunReport];
    expect(report.measures.pauses).toEqual([text]);
    expect(JSON.stringify(additionalNotes.blocks({ report } as never))).toContain(text);
  });

  it('that are read together are named together', async () => {
    const files = {
      'r1/one.csv': requests('2026-06-01T10:00:00Z'),
      'r1/two.csv': requests('2026-10-01T10:00:00Z'),
    };
    expect(await warningsOf(files)).toEqual([
      'The samples of one.csv, two.csv are 121 days apart: some end on 2026-06-01, others begin on 2026-10-01.',
    ]);
  });

  it('of some days, or of one long test, are no reason to warn', async () => {
    const files = (from: string): Record<string, string> => ({
      'r1/load/one.csv': requests('2026-10-01T10:00:00Z'),
      'r1/stress/two.csv': requests(from),
    });
    expect(await warningsOf(files('2026-10-01T18:00:00Z'))).toEqual([]);
    expect(await warningsOf(files('2026-10-02T09:00:00Z'))).toEqual([]);
    expect(await warningsOf(files('2026-10-05T09:00:00Z'))).toEqual([]);
    expect(await warningsOf(files('2026-10-09T10:00:00Z'))).toHaveLength(1);
  });

  it('are left out where their times are offsets from an unknown start', async () => {
    // hey writes seconds since its own start.
    const hey =
      'response-time,DNS+dialup,DNS,Request-write,Response-delay,Response-read,status-code,offset\n' +
      '0.0500,0.0010,0.0000,0.0000,0.0480,0.0010,200,0.1000\n'.repeat(20);
    const warnings = await warningsOf({
      'r1/load/one.csv': requests('2026-10-01T10:00:00Z'),
      'r1/other/hey.csv': hey,
    });
    expect(warnings.filter((text) => text.includes('apart'))).toEqual([]);
  });
});
