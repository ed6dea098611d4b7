import { expect, test } from 'vitest';
import { twinMarkdown } from '../../../src/report/markdown/twin.ts';
import type { TableBlock } from '../../../src/model/section.ts';
import { makeReports, makeRun } from '../../history/make-run.ts';

const row = (endpoint: string, scenario: string): TableBlock['rows'][number] => ({
  endpoint: { text: endpoint },
  scenario: { text: scenario },
});

test('rows of one group stand together in Markdown, also those that a page folds', () => {
  const [report] = makeReports([makeRun({ day: 1 })]);
  if (report === undefined) throw new Error('A run has a report.');
  const table: TableBlock = {
    kind: 'table',
    id: 'times',
    caption: 'Times',
    columns: [
      { key: 'endpoint', label: 'Endpoint', type: 'text' },
      { key: 'scenario', label: 'Scenario', type: 'text', groups: true },
    ],
    rows: [row('a1', 'a'), row('b1', 'b')],
    folded: { summary: '2 more', rows: [row('a2', 'a'), row('b2', 'b')] },
  };
  const section = { id: 'response-time', heading: 'Response time', short: 'Times', blocks: [table] };
  const text = twinMarkdown(report, [section], [{ kind: 'section', id: section.id, nodes: [] }], () => null);
  expect([...text.matchAll(/^\| ([ab]\d) /gm)].map(([, endpoint]) => endpoint)).toEqual([
    'a1',
    'a2',
    'b1',
    'b2',
  ]);
});
