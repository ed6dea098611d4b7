import { expect, test } from 'vitest';
import { defaultProject } from '../../../src/model/documents/project.ts';
import { noFiles } from '../../../src/report/sections/section-rule.ts';
import { testOverview } from '../../../src/report/sections/test-overview.ts';
import { makeReports, makeRun } from '../../history/make-run.ts';

/** The duration that a report of scenarios with these durations states, if their files share no clock. */
function durationOf(...seconds: readonly (number | null)[]): string | undefined {
  const run = makeRun({ day: 1 });
  const scenarios = seconds.flatMap((durationSeconds) =>
    run.scenarios.map((one) => ({ ...one, durationSeconds })),
  );
  const [report] = makeReports([{ ...run, durationSeconds: null, scenarios }]);
  if (report === undefined) throw new Error('A run has a report.');
  const blocks = testOverview.blocks({ report, project: defaultProject, files: noFiles });
  const facts = blocks.flatMap((block) => (block.kind === 'facts' ? block.facts : []));
  return facts.find(({ label }) => label === 'Duration')?.value.text.replaceAll('\u00a0', ' ');
}

test('tests without a common clock have their own durations', () => {
  expect(durationOf(120, 9.12)).toBe('9.12 s to 2 min per scenario');
  expect(durationOf(60, null, 60)).toBe('1 min per scenario');
  expect(durationOf(null)).toBe('not recorded');
});
