import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { TableBlock } from '../../src/model/section.ts';
import type { Workspace } from '../../src/project/workspace.ts';
import { runJson } from '../../src/report/run-json.ts';
import { workspaceOf } from './two-runs.ts';

const fixtures = join(import.meta.dirname, '../fixtures/raw');
const fixture = (path: string): string => readFileSync(join(fixtures, path), 'utf8');

/** The targets' section of the only run, and the text of its notes. */
async function shownOf(name: string, files: Readonly<Record<string, string>>) {
  const workspace: Workspace = await workspaceOf(name, [files]);
  const [report] = workspace.reports;
  const sections = workspace.sections(report!);
  const blocksOf = (id: string) => sections.find((section) => section.id === id)?.blocks ?? [];
  const table = blocksOf('performance-compared-to-target').find(
    (block): block is TableBlock => block.kind === 'table' && block.id === 'tool-targets',
  );
  const rows = (some: TableBlock['rows'] = []) =>
    some.map((cells) => [cells.condition?.text, cells.tool?.text, cells.verdict?.text]);
  return {
    verdict: report!.verdict,
    json: runJson(report!),
    rows: rows(table?.rows),
    folded: rows(table?.folded?.rows),
    notes: JSON.stringify(blocksOf('additional-notes')),
    problems: workspace.problems.map(({ message }) => message),
  };
}

it('thresholds of k6 are beside the targets, with those that failed first, and decide nothing', async () => {
  const shown = await shownOf('k6-export', { 'summary.json': fixture('k6/summary-export.json') });
  // In this export a threshold that is `true` failed.
  expect(shown.rows).toEqual([
    ['http_req_duration: p(95)<100', 'k6', 'not met, as reported'],
    ['http_req_failed: rate<0.01', 'k6', 'not met, as reported'],
  ]);
  expect(shown.folded).toEqual([['http_req_duration: p(95)<500', 'k6', 'met, as reported']]);
  expect(shown.verdict).toBe('not measured');
  expect(shown.notes).not.toContain('p(95)');
  expect(shown.problems.join()).toContain('Thresholds of the script failed: http_req_duration: p(95)<100');
});

it('so are those that k6 prints, and those of handleSummary', async () => {
  const printed = await shownOf('k6-console', { 'k6.txt': fixture('k6/console-1.0.txt') });
  expect(printed.rows).toEqual([['http_req_duration: p(95)<200', 'k6', 'not met, as reported']]);
  expect(printed.folded.map(([condition]) => condition)).toEqual([
    'checks: rate>0.9',
    'http_req_duration: p(99)<2000',
    'http_req_duration{name:cart}: p(95)<200',
  ]);
  const handled = await shownOf('k6-handle', { 'summary.json': fixture('k6/handle-summary.json') });
  expect(handled.folded).toContainEqual(['http_reqs{name:login}: count>=0', 'k6', 'met, as reported']);
});

it('so are assertions of Gatling', async () => {
  const files = ['assertions.json', 'global_stats.json', 'stats.json'];
  const shown = await shownOf(
    'gatling',
    Object.fromEntries(files.map((file) => [`js/${file}`, fixture(`gatling/js/${file}`)])),
  );
  expect(shown.rows).toEqual([
    ['Global: 95th percentile of response time is less than 50.0', 'Gatling', 'not met, as reported'],
  ]);
  expect(shown.folded).toHaveLength(1);
  expect(shown.notes).not.toContain('Assertions of the simulation');
});

it('all of them are in the public JSON, beside its targets', async () => {
  const { json } = await shownOf('k6-json', { 'summary.json': fixture('k6/summary-export.json') });
  const place = { file: 'summary.json', tool: 'k6' };
  expect(json.toolTargets).toHaveLength(3);
  expect(json.toolTargets).toContainEqual({
    ...place,
    condition: 'http_req_duration: p(95)<100',
    verdict: 'not met',
  });
  expect(json.toolTargets).toContainEqual({
    ...place,
    condition: 'http_req_duration: p(95)<500',
    verdict: 'met',
  });
  expect([json.targets, json.verdict]).toEqual([[], 'not measured']);
  const without = await shownOf('no-k6-json', {
    'requests.csv': 'timestamp,endpoint,duration_ms,ok\n0,pay,5,true\n',
  });
  expect(without.json).not.toHaveProperty('toolTargets');
});
