import { expect, it } from 'vitest';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { RunReport } from '../../src/model/run-report.ts';
import { trendsFromPreviousTests } from '../../src/report/sections/trends-from-previous-tests.ts';
import { makeReports, makeRun, type RunSpec } from '../history/make-run.ts';

/** The sentence on the history of the newest run. */
function historyOf(...specs: readonly RunSpec[]): string {
  const report = makeReports(specs.map(makeRun)).at(-1)!;
  const blocks = trendsFromPreviousTests.blocks({ report, project: defaultProject } as never);
  const text = blocks.flatMap((block) => (block.kind === 'text' ? [block.text] : []))[0] ?? '';
  return text.slice(text.indexOf('The history has'));
}

const run = (day: number, manifest: RunSpec['manifest'] = {}): RunSpec => ({
  day,
  manifest: { commit: `c${day}`, ...manifest },
  endpoints: { pay: { p50: 100 } },
});

it('gives the history of a report as its verdicts count it', () => {
  expect(historyOf(run(1), run(2), run(3))).toBe('The history has 2 earlier runs.');
  const text = historyOf(run(1), run(2, { branch: 'audit' }), run(3), run(4, { commit: 'c5' }), run(5));
  expect(text).toMatch(
    /^The history has 2 earlier runs\. 1 further run is a repeat of this build and is pooled with this run\. 1 other earlier run does not count \(on a branch, /,
  );
});

it('says with what a run is compared, or why with nothing', () => {
  const [, report] = makeReports([run(1), run(2)].map(makeRun)) as [RunReport, RunReport];
  const textOf = (context: Partial<RunReport['context']>): string => {
    const changed = { ...report, context: { ...report.context, ...context } };
    const [first] = trendsFromPreviousTests.blocks({ report: changed, project: defaultProject } as never);
    return first?.kind === 'text' ? first.text : '';
  };
  expect(textOf({ earlierRuns: 0 })).toBe('');
  expect(textOf({ baseline: null, noBaseline: null })).toBe(
    'No comparison: there is no baseline among 1 earlier run.',
  );
  expect(textOf({ baseline: null, noBaseline: 'the environment differs' })).toBe(
    'No comparison: the environment differs.',
  );
  const baseline = { id: 'run-001', why: 'the newest' };
  expect(textOf({ baseline })).toBe('Compared with run-001 (the newest). The history has 1 earlier run.');
  const paired = textOf({ baseline, paired: { count: 5, base: 'v1' } });
  expect(paired).toMatch(/^Compared with .*v1.*\. .* compared with run-001 \(the newest\)\.$/);
  // 9 earlier runs: 5 count, 2 are repeats, and 2 count in neither way.
  expect(textOf({ baseline, earlierRuns: 9, comparedRuns: 5, repeats: 2 })).toMatch(
    /The history has 5 earlier runs\. 2 further runs are repeats .* this run\. 2 other earlier runs do not count/,
  );
  expect(textOf({ baseline, earlierRuns: 7, comparedRuns: 5, repeats: 2 })).not.toContain('not count');
});
