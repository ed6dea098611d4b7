import { expect, test } from 'vitest';
import type { Annotation } from '../../src/model/documents/annotations.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import { runJson } from '../../src/report/run-json.ts';
import { noFiles } from '../../src/report/sections/section-rule.ts';
import { sectionsOf } from '../../src/report/sections/sections-of.ts';
import { annotationText, ignoredText } from '../../src/report/words/annotation-text.ts';
import { reportHead } from '../../src/report/words/report-head.ts';
import { makeReports, makeRun } from '../history/make-run.ts';

const ignored: Annotation = { action: 'ignore', run: 'bad', reason: 'A backup ran.' };
const accepted: Annotation = {
  action: 'accept',
  run: 'bad',
  metric: 'response.p95',
  endpoint: 'pay',
  reason: 'Encryption',
  link: 'https://example.org/42',
};

test('the reason of an annotation is in the report of its run, and nowhere else', () => {
  const runs = [makeRun({ id: 'good', day: 1 }), makeRun({ id: 'bad', day: 2 })];
  const [good, bad] = makeReports(runs, { annotations: [ignored, accepted] });
  if (good === undefined || bad === undefined) throw new Error('Two runs have two reports.');
  expect(reportHead(bad).facts).toContain('ignored: A backup ran.');
  expect(ignoredText(good)).toBeNull();
  const overview = sectionsOf({ report: bad, project: defaultProject, files: noFiles }).find(
    ({ id }) => id === 'test-overview',
  );
  const texts = overview?.blocks.flatMap((block) => (block.kind === 'text' ? block.text : []));
  expect(texts).toContain('Ignored in trends and baselines: A backup ran.');
  expect(texts).toContain(
    'Accepted (95th percentile response time of pay): Encryption. https://example.org/42',
  );
  expect(runJson(bad).annotations).toEqual([ignored, accepted]);
  expect(runJson(good).annotations).toBeUndefined();
});

test('a reason that is a sentence gets no second full stop', () => {
  expect(annotationText({ action: 'explain', run: 'r', scenario: 'shop', reason: 'Index dropped.' })).toBe(
    'Explained (shop): Index dropped.',
  );
});
