import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bisectSchema, type Bisect } from '../../../src/model/documents/bisect.ts';
import { commitAll } from '../git-folder.ts';
import { perfolio, type Ran } from '../perfolio.ts';

let folder = '';
let commits: string[] = [];

const day = (n: number): string => new Date(Date.UTC(2026, 10, 1 + n, 10)).toISOString();

/** A run whose requests all take about as long; the median is the given one. */
function addRun(id: string, n: number, p50: number, manifest: object): void {
  const rows = [-2, -1, 0, 1, 2].map(
    (step, i) => `${new Date(Date.parse(day(n)) + i * 1_000).toISOString()},pay,${p50 + step},true`,
  );
  mkdirSync(join(folder, 'perf/data', id), { recursive: true });
  writeFileSync(
    join(folder, 'perf/data', id, 'requests.csv'),
    `timestamp,endpoint,duration_ms,ok\n${rows.join('\n')}\n`,
  );
  writeFileSync(
    join(folder, 'perf/data', id, 'run.json'),
    JSON.stringify({ startedAt: day(n), ...manifest }),
  );
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-bisect-'));
  mkdirSync(join(folder, 'perf/data'), { recursive: true });
  const project = { name: 'Shop', repository: 'https://github.com/example/shop' };
  writeFileSync(join(folder, 'perf/data/project.json'), JSON.stringify(project));
  commits = Array.from({ length: 9 }, (_, i) => {
    writeFileSync(join(folder, 'app.ts'), `version ${i}`);
    const commit = commitAll(folder);
    // A commit of data is no candidate.
    writeFileSync(join(folder, 'perf/data/README.md'), `${i}`);
    commitAll(folder);
    return commit;
  });
  const noise = [0, 2, -2, 1, -1, 0];
  noise.forEach((step, i) => addRun(`old-${i}`, i, 100 + step, { commit: commits[0] }));
  noise.forEach((step, i) => addRun(`new-${i}`, 6 + i, 130 + step, { commit: commits[8]!.slice(0, 10) }));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bisect = (...argv: string[]): Promise<Ran> =>
  perfolio(folder, [
    'bisect',
    ...argv,
    ...['--data', join(folder, 'perf/data'), '--content', join(folder, 'perf/content')],
  ]);
const document = async (...argv: string[]): Promise<Bisect> =>
  bisectSchema.parse(JSON.parse((await bisect('response.p50', '--endpoint', 'pay', '--json', ...argv)).out));

describe('perfolio bisect', () => {
  it('plans the commit in the middle, then the one that is left', async () => {
    const first = await document();
    expect(first).toMatchObject({
      change: { base: 'old-5', since: 'new-0', before: 100, after: 130, certainty: 'confirmed' },
      commits: { count: 8, url: expect.stringContaining('/compare/') as string },
      unknown: null,
      sessionsPerCommit: 1,
      next: [{ commit: commits[4], sessions: 1 }],
      firstBad: null,
    });
    expect(first.candidates.map(({ commit }) => commit)).toEqual(commits.slice(1));
    // Three runs decide between eight commits: the sixth one changed it.
    const changedAt = 6;
    for (const n of [20, 21, 22]) {
      const [wanted] = (await document()).next;
      const i = commits.indexOf(wanted!.commit);
      addRun(`try-${n}`, n, i < changedAt ? 101 : 129, { commit: wanted!.commit, branch: 'bisect' });
    }
    const last = await document();
    expect(last.firstBad?.commit).toBe(commits[changedAt]);
    expect(last.firstBad?.probability).toBeGreaterThan(0.99);
    expect(last.next).toEqual([]);
    // Runs off the main line do not move the levels.
    expect(last.change).toEqual(first.change);
    const { out } = await bisect('response.p50', '--endpoint', 'pay');
    expect(out).toContain(`The first commit with the change is ${commits[changedAt]!} (`);
    expect(out).toMatch(/\(over 99\.9% sure, if one commit changed the level\)/);
  });

  it('says how to record what it plans', async () => {
    const { out, code } = await bisect('response.p50', '--endpoint', 'pay', '--at-once', '3');
    expect(code).toBe(0);
    expect(out).toMatch(/^Median response time of pay: 100\sms → 130\sms \(confirmed\)\.\n/);
    expect(out).toContain(`Measure next:\n  ${commits[2]!} in 1 session\n  ${commits[4]!}`);
    expect(out).toContain(`--branch bisect --commit ${commits[2]!}`);
    expect(out).toContain('To find this change in 80% of cases, measure a commit in 1 session.');
  });

  it('reports commits that are on neither level', async () => {
    addRun('try', 20, 115, { commit: commits[4], branch: 'bisect' });
    const { candidates } = await document();
    expect(candidates.filter((one) => one.isOnNeitherLevel).map(({ commit }) => commit)).toEqual([
      commits[4],
    ]);
    expect(candidates.map(({ value }) => value)).toEqual([null, null, null, 115, null, null, null, null]);
    expect((await bisect('response.p50', '--endpoint', 'pay')).out).toContain(
      `On neither level: ${commits[4]!.slice(0, 10)}.`,
    );
  });

  it('gives the reason where the commits are unknown', async () => {
    rmSync(join(folder, '.git'), { recursive: true });
    const found = await document();
    expect(found).toMatchObject({ candidates: [], next: [], firstBad: null, commits: { count: null } });
    expect(found.unknown).toContain('git does not have the commit');
  });

  it('refuses what names no level shift', async () => {
    expect(await bisect('response.p51x')).toMatchObject({ code: 2 });
    const none = await bisect('cpu.average');
    expect([none.code, none.err]).toEqual([
      1,
      expect.stringContaining('cpu.average has no level shift here.'),
    ]);
    const run = await bisect('response.p50', '--run', 'new-1');
    expect(run.err).toContain(
      'No level of response.p50 begins with the run "new-1".\n  Did you mean `new-0`?',
    );
  });
});
