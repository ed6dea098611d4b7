import { describe, expect, it } from 'vitest';
import { feedEntries } from '../../src/components/feed/feed-entries.ts';
import { gateFindings } from '../../src/diff/gate.ts';
import { contextOf } from '../../src/history/context.ts';
import { pairsOf } from '../../src/history/runs/pairs.ts';
import { trendsOf } from '../../src/history/trends/trends.ts';
import { noCommentary } from '../../src/model/documents/commentary.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import type { RunReport } from '../../src/model/run-report.ts';
import { listRuns } from '../../src/project/list-runs.ts';
import { runReport } from '../../src/report/build-report.ts';
import { runJson } from '../../src/report/run-json.ts';
import { headline } from '../../src/report/words/headline.ts';
import { inShort } from '../../src/report/words/in-short.ts';
import { reportHead } from '../../src/report/words/report-head.ts';
import { makeRun } from '../history/make-run.ts';

/** Eight pairs on a machine that is every second time four times as slow: the geometric mean of 100 and 400 is 200. */
function pairedRuns(): RunMeasures[] {
  const run = (id: string, day: number, commit: string, p50: number, pair?: string): RunMeasures =>
    makeRun({
      id,
      day,
      manifest: { commit, ...(pair !== undefined && { pair }) },
      endpoints: { pay: { p50 }, find: { p50: commit === 'newcommit' ? p50 / 2.05 : p50 / 1.99 } },
    });
  const pairs = Array.from({ length: 8 }, (_, i) => {
    const machine = i % 2 === 0 ? 1 : 4;
    return [
      run(`b${i}`, 5 + i / 100, '6151be4aaaaaaa', 100 * machine, `h${i}`),
      run(`h${i}`, 5 + i / 100 + 0.001, 'newcommit', 110 * machine),
    ];
  });
  return [run('before', 1, 'old', 144), ...pairs.flat()];
}

function reportsOf(runs: readonly RunMeasures[]): RunReport[] {
  return runs.map((run, i) => {
    const words = new Map();
    const earlier = runs.slice(0, i);
    const context = contextOf(run, earlier, words, defaultProject, [], pairsOf(run, runs));
    return runReport(run, noCommentary, context, defaultProject);
  });
}

const reports = reportsOf(pairedRuns());
const head = reports.at(-1)!;
const spaced = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('a report that pairs decide', () => {
  it('names the pairs and their base, and no run that was not compared', () => {
    expect(head.context.paired).toEqual({ count: 8, base: '6151be4aaa' });
    expect(reportHead(head).facts).toContain('compared with 8 interleaved pairs (base 6151be4aaa)');
    expect(runJson(head).comparison?.paired).toEqual({ count: 8, base: '6151be4aaa' });
  });

  it('says that the values of a change are means, beside values of this run', () => {
    // Geometric means by hand: sqrt(100 x 400) = 200, and 200 x 1.1 = 220. This run's 95th percentile: 2 x 440.
    // Of the other endpoint, 200 / 1.99 = 100.5 and 220 / 2.05 = 107.3.
    expect(spaced(headline(head))).toBe(
      'Median response time of pay in shop rose from 200 to 220 ms (means of 8 pairs)',
    );
    const answers = Object.fromEntries(inShort(head).map(({ label, text }) => [label, spaced(text)]));
    expect(answers.Slowest).toContain('880 ms in this run');
    expect(answers.Regressions).toMatch(/find in shop, 101 → 107 ms/);
    expect(answers.Regressions).toContain('Values are means of 8 pairs.');
  });

  it('blocks with the pairs as the base', () => {
    const [first] = gateFindings(head, defaultProject, []).filter(({ text }) => text.includes('Median'));
    expect(spaced(first?.text ?? '')).toContain(
      'compared with 8 interleaved pairs (base 6151be4aaa): 200 → 220 ms (means of 8 pairs)',
    );
  });
});

describe('base runs of pairs', () => {
  const bases = reports.filter(({ id }) => id.startsWith('b') && id !== 'before');

  it('are in no list of runs and in no feed', () => {
    const listed = listRuns(
      { reports, undated: new Set(), project: defaultProject, annotations: [] },
      (path) => path,
    ).runs.map(({ id }) => id);
    expect(listed).toHaveLength(9);
    expect(listed).not.toContain('b0');
    const entries = feedEntries({ reports, trends: [], project: defaultProject }, (path) => path);
    expect(entries.map(({ key }) => key).filter((key) => key.startsWith('run b'))).toEqual(['run before']);
  });

  it('lead to the report of their head from trends', () => {
    const [series] = trendsOf(reports, defaultProject, []);
    const slugOf = (run: string): string | undefined =>
      series?.points.find((point) => point.run === run)?.slug;
    expect(bases.map(({ id }) => slugOf(id))).toEqual(bases.map(({ id }) => id.replace('b', 'h')));
    expect(slugOf('before')).toBe('before');
  });
});
