import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { metricKey } from '../../../src/model/metrics/metric-value.ts';
import type { RunReport } from '../../../src/model/run-report.ts';
import { openWorkspace } from '../../../src/project/workspace.ts';
import { dice } from '../../charts/example-report.ts';
import { commitAll, gitIn } from '../git-folder.ts';
import { perfolio, type Ran } from '../perfolio.ts';
import { checkoutPaths } from '../../../src/store/paths.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-compact-test-'));
  write(
    'data/project.json',
    JSON.stringify({ targets: [{ id: 'fast', metric: 'response.p95', below: 500 }] }),
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, content: string | Buffer): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

const compact = (...argv: readonly string[]): Promise<Ran> =>
  perfolio(folder, ['compact', ...argv, '--data', 'data', '--content', 'content']);

/** The one run of the project and the errors of `check`, as pages would get them. */
async function report(): Promise<RunReport> {
  const { reports, problems } = await openWorkspace(
    checkoutPaths({
      shownFrom: folder,
      data: join(folder, 'data'),
      content: join(folder, 'content'),
    }),
  );
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return reports[0]!;
}

/** Samples of two endpoints over 100 s; a few fail, a few are slow. */
function requests(seed: number, count = 4_000, offsetMs = 0): string {
  const random = dice(seed);
  const rows = Array.from({ length: count }, (_, i) => {
    const duration = (20 + 80 * random() + 900 * random() ** 20).toFixed(2);
    return `${1_790_000_000_000 + offsetMs + i * 25},${i % 3 === 0 ? 'search' : 'list'},${duration},${random() > 0.02},12`;
  });
  return ['timestamp,endpoint,duration_ms,ok,users', ...rows, ''].join('\n');
}

const isPercentile = (metric: string): boolean => metric.startsWith('response.p');

/** Holds all figures of two reports against each other: percentiles within a share, everything else to rounding. */
function expectAgreement(before: RunReport, after: RunReport, share: number): void {
  const now = new Map(after.measures.metricValues.map((one) => [metricKey(one), one.value]));
  expect(now.size).toBe(before.measures.metricValues.length);
  for (const one of before.measures.metricValues) {
    const off = Math.abs(now.get(metricKey(one))! - one.value);
    expect(off, metricKey(one)).toBeLessThanOrEqual(
      (isPercentile(one.metric) ? share : 1e-9) * Math.abs(one.value),
    );
  }
}

describe('compact', () => {
  it('puts a digest in the place of a sample file, and the figures stay the same', async () => {
    write('data/run-1/load/requests.csv', requests(1));
    write(
      'data/run-1/memory.csv',
      'operation,base_mb,peak_mb,final_mb,gc_recovered_mb\nImport,100,140,120,\n',
    );
    const commit = commitAll(folder);
    const before = await report();
    const bytes = statSync(join(folder, 'data/run-1/load/requests.csv')).size;
    const { out, err, code } = await compact('run-1');
    expect({ err, code }).toEqual({ err: '', code: 0 });
    expect(readdirSync(join(folder, 'data/run-1/load'))).toEqual(['requests.csv.digest.json']);
    const left = statSync(join(folder, 'data/run-1/load/requests.csv.digest.json')).size;
    expect(out).toContain(`Saved ${bytes - left} bytes`);
    expect(left).toBeLessThan(bytes);
    expect(out).toContain('memory.csv\n  unchanged: it contains no individual samples');
    expect(out).toContain('4,000 individual samples');
    expect(out).toContain(`git checkout ${commit.slice(0, 12)} -- data/run-1`);
    const after = await report();
    expectAgreement(before, after, 0);
    expect(after.measures.response.map(({ latencyMs }) => latencyMs?.source)).toEqual(['exact', 'exact']);
    expect(after.measures.timelines).toEqual(before.measures.timelines);
    gitIn(folder, 'checkout', '--quiet', commit.slice(0, 12), '--', 'data/run-1');
    expect(readFileSync(join(folder, 'data/run-1/load/requests.csv'), 'utf8')).toBe(requests(1));
  });

  it('makes a digest of each generator; merged, their percentiles are within the stated error', async () => {
    write('data/run-1/a.csv', requests(1));
    write('data/run-1/b.csv', requests(2, 6_000, 7));
    write('data/run-1/c.csv.gz', gzipSync(requests(3, 500, 13)));
    commitAll(folder);
    const before = await report();
    const { out, code } = await compact('run-1');
    expect(code).toBe(0);
    expect(readdirSync(join(folder, 'data/run-1'))).toEqual([
      'a.csv.digest.json',
      'b.csv.digest.json',
      'c.csv.gz',
    ]);
    expect(out).toContain('c.csv.gz\n  unchanged: its digest would not be smaller');
    expect(out).toContain('Exact percentiles in 2 response-time rows.');
    const after = await report();
    expectAgreement(before, after, 0.005);
    expect(after.measures.response.map(({ latencyMs }) => latencyMs?.source)).toEqual([
      'histogram',
      'histogram',
    ]);
    const p95 = (one: RunReport): number[] => one.measures.response.map(({ latencyMs }) => latencyMs!.p95!);
    expect(p95(after)).not.toEqual(p95(before));
  });

  it('keeps what the manifest says: warm-up, scenario, acceptance of refused rows', async () => {
    write(
      'data/run-1/requests.csv',
      requests(1).replace('\n', '\n1790000000000,list,never,true,12\n'.repeat(40)),
    );
    write('data/run-1/k6.json', '{"metrics": {}}');
    write(
      'data/run-1/run.json',
      JSON.stringify({
        tester: 'me',
        scenarios: [
          { id: 'checkout', warmupSeconds: 30, files: ['req*.csv'] },
          { id: 'other', files: ['*.json'] },
        ],
        files: [{ match: '*.csv', acceptRejected: true }],
        attachments: [{ file: 'k6.json' }],
      }),
    );
    commitAll(folder);
    const before = await report();
    expect(before.measures.scenarios[0]).toMatchObject({ id: 'checkout', warmupRequests: 1_200 });
    const { out, code } = await compact('run-1');
    expect(code).toBe(0);
    expect(out).toContain('Changed data/run-1/run.json to match.');
    expect(JSON.parse(readFileSync(join(folder, 'data/run-1/run.json'), 'utf8'))).toEqual({
      tester: 'me',
      scenarios: [
        { id: 'checkout', warmupSeconds: 30, files: ['requests.csv.digest.json'] },
        { id: 'other', files: ['*.json'] },
      ],
      files: [{ match: 'requests.csv.digest.json', acceptRejected: true }],
      attachments: [{ file: 'k6.json' }],
    });
    const after = await report();
    expectAgreement(before, after, 0);
    expect(after.measures.scenarios[0]).toMatchObject({
      id: 'checkout',
      warmupSeconds: 30,
      warmupRequests: 1_200,
    });
    expect(after.measures.sources[0]).toMatchObject({ rows: 4_040, refused: { count: 40 } });
  });

  it('compacts a run that is one file', async () => {
    write('data/nightly.csv', requests(3));
    commitAll(folder);
    const before = await report();
    expect((await compact('nightly')).code).toBe(0);
    expect(readdirSync(join(folder, 'data'))).toEqual(['nightly.csv.digest.json', 'project.json']);
    const after = await report();
    expect(after.id).toBe('nightly');
    expectAgreement(before, after, 0);
  });

  describe('a log of errors beside that of all requests', () => {
    const start = 1_790_000_000_003;
    const isFailed = (i: number): boolean => i % 100 === 7;
    /** 4,000 requests, of which 40 failed an assertion; as Taurus writes them into two files. */
    const taurus = (): void => {
      const rows = Array.from(
        { length: 4_000 },
        (_, i) => [start + i * 25, 20 + (i % 90), isFailed(i)] as const,
      );
      const kpi = rows.map(([ts, t, failed]) => `${ts},${t},Home,200,OK,U 1-1,${!failed},12`);
      const errors = rows
        .filter(([, , failed]) => failed)
        .map(
          ([ts, t]) =>
            `<httpSample t="${t}" ts="${ts}" s="false" lb="Home" rc="200" rm="OK" tn="U 1-1"><assertionResult><failureMessage>No price</failureMessage></assertionResult></httpSample>`,
        );
      const head = 'timeStamp,elapsed,label,responseCode,responseMessage,threadName,success,allThreads';
      write('data/run-1/kpi.jtl', [head, ...kpi, ''].join('\n'));
      write('data/run-1/error.jtl', `<testResults version="1.2">\n${errors.join('\n')}\n</testResults>\n`);
    };

    it('counts once: its digest names both, and what failed', async () => {
      taurus();
      commitAll(folder);
      const before = await report();
      const { out, err, code } = await compact('run-1');
      expect({ err, code }).toEqual({ err: '', code: 0 });
      expect(out).toContain('removed: kpi.jtl.digest.json includes its rows');
      expect(readdirSync(join(folder, 'data/run-1'))).toEqual(['kpi.jtl.digest.json']);
      const after = await report();
      expectAgreement(before, after, 0);
      expect(after.measures.response[0]).toMatchObject({
        count: 4_000,
        errors: 40,
        errorTypes: [{ type: 'No price', count: 40 }],
      });
      expect(after.measures.sources[0]?.warnings).toMatchObject([{ code: 'error-log' }]);
    });

    it('stays, with that of all requests, if it is published', async () => {
      taurus();
      write('data/run-1/run.json', JSON.stringify({ files: [{ match: 'error.jtl', publish: true }] }));
      commitAll(folder);
      const { err } = await compact('run-1');
      expect(err).toContain('its rows are also in error.jtl, which is published as a raw file');
      expect(readdirSync(join(folder, 'data/run-1'))).toEqual(['error.jtl', 'kpi.jtl', 'run.json']);
    });
  });

  it('changes nothing with --dry-run', async () => {
    write('data/run-1/requests.csv', requests(1));
    commitAll(folder);
    const { out, code } = await compact('run-1', '--dry-run');
    expect(code).toBe(0);
    expect(out).toContain('Would save');
    expect(gitIn(folder, 'status', '--porcelain')).toBe('');
  });
});

describe('compact refuses', () => {
  const isUntouched = (): void => expect(existsSync(join(folder, 'data/run-1/requests.csv'))).toBe(true);

  it('files that are not committed, and says how to commit them', async () => {
    write('data/run-1/requests.csv', requests(1));
    expect((await compact('run-1')).err).toContain('is not committed to a git repository');
    gitIn(folder, 'init', '--quiet');
    expect((await compact('run-1')).code).toBe(1);
    gitIn(folder, 'add', 'data/project.json');
    gitIn(folder, 'commit', '--quiet', '--message=none of the run');
    const untracked = await compact('run-1');
    expect(untracked.err).toContain(
      'Files are not committed, so the samples could not be restored: requests.csv.',
    );
    expect(untracked.err).toContain('git add data/run-1 && git commit');
    gitIn(folder, 'add', '--all');
    expect((await compact('run-1')).err).toContain('Files are not committed');
    gitIn(folder, 'commit', '--quiet', '--message=run');
    write('data/run-1/requests.csv', requests(2));
    expect((await compact('run-1')).err).toContain('Files are not committed');
    write('.gitignore', 'data/run-2/\n');
    write('data/run-2/requests.csv', requests(2));
    expect((await compact('run-2')).err).toContain('Files are not committed');
    isUntouched();
  });

  it('unknown runs, runs with nothing to compact, runs that fail check', async () => {
    write('data/run-1/requests.csv', requests(1, 5));
    write('data/run-2/requests.csv', `${requests(1, 50)}1790000100000,a,never,true,1\n`);
    commitAll(folder);
    expect((await compact('run-3')).err).toMatch(
      /Unknown run "run-3" in data\.\n {2}Did you mean `run-[12]`\?/,
    );
    const small = await compact('run-1');
    expect(small.err).toContain('Nothing to compact in run-1.');
    expect(small.err).toContain('requests.csv: its digest would not be smaller.');
    const broken = await compact('run-2');
    expect(broken.err).toContain('requests.csv:52: Row rejected');
    expect([small.code, broken.code]).toEqual([1, 1]);
    isUntouched();
  });
});
