import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alertsOf } from '../../src/history/alerts/alerts.ts';
import { diffMarkdown } from '../../src/diff/markdown/diff-markdown.ts';
import { diffTwoRuns } from '../../src/diff/diff-runs.ts';
import { projectSchema } from '../../src/model/documents/project.ts';
import { commitLine } from '../../src/project/commit-line.ts';
import { alertsText } from '../../src/report/words/alert-text.ts';
import { commitAll } from '../commands/git-folder.ts';
import { makeReports, makeRun } from '../history/make-run.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-line-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function commit(path: string): string {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), `${Math.random()}`);
  return commitAll(folder);
}
const paths = () => ({ data: join(folder, 'perf/data'), content: join(folder, 'perf/content') });

/** Four commits of code; two of data between them. */
function history(): string[] {
  const first = commit('app.ts');
  commit('perf/data/a/run.json');
  const second = commit('app.ts');
  const third = commit('app.ts');
  const data = commit('perf/data/b/run.json');
  return [first, second, third, data, commit('app.ts')];
}

describe('commits between two runs', () => {
  it('are counted without those of data, but with the measured one', async () => {
    const [first = '', second = '', third = '', data = '', fourth = ''] = history();
    const { countBetween } = await commitLine(paths(), true);
    expect(countBetween(first, fourth)).toBe(3);
    expect(countBetween(first.slice(0, 7), second.slice(0, 12).toUpperCase())).toBe(1);
    expect(countBetween(third, data)).toBe(1);
    expect(countBetween(first, data)).toBe(3);
    expect([countBetween(fourth, first), countBetween(first, first), countBetween(first, null)]).toEqual([
      null,
      null,
      null,
    ]);
    expect(countBetween('a'.repeat(40), fourth)).toBeNull();
  });

  it('are unknown without git, or where nothing asks for them', async () => {
    const [first = '', , , , fourth = ''] = history();
    expect((await commitLine(paths(), false)).countBetween(first, fourth)).toBeNull();
    rmSync(join(folder, '.git'), { recursive: true });
    expect((await commitLine(paths(), true)).countBetween(first, fourth)).toBeNull();
  });

  it('are linked and counted by alerts and comparisons', async () => {
    const [first = '', , , , fourth = ''] = history();
    const project = projectSchema.parse({ repository: 'https://codeberg.org/example/shop' });
    const runs = [0, 1, 2, 3].map((day) =>
      makeRun({
        day,
        manifest: { commit: day < 2 ? first : fourth, session: `${day}` },
        endpoints: { pay: { p50: 100 }, ...(day < 2 ? { browse: { p50: 20 } } : {}) },
      }),
    );
    const earlier = makeRun({
      id: 'earlier',
      day: -1,
      manifest: { version: '0' },
      endpoints: { pay: { p50: 100 }, browse: { p50: 20 } },
    });
    const reports = makeReports([earlier, ...runs], { project });
    const line = await commitLine(paths(), true);
    const found = alertsOf({ reports, trends: [], project, annotations: [], nowMs: 0, line });
    const url = `https://codeberg.org/example/shop/compare/${first}...${fourth}`;
    expect(found.alerts).toMatchObject([
      { kind: 'vanished', commits: { from: first, to: fourth, url, count: 3 } },
    ]);
    const range = `${first.slice(0, 10)}..${fourth.slice(0, 10)}`;
    expect(alertsText(found, project)).toContain(`Commits: ${range} (3 commits)\n  ${url}\n`);
    const [, , base, head] = reports;
    const diff = diffTwoRuns(base!, head!, reports, project, []);
    expect(diff.runs[0]?.commits).toEqual({ from: first, to: fourth, url });
    expect(diffMarkdown(diff)).toContain(`[compare](${url})`);
  });
});
