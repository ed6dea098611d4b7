import { expect, it } from 'vitest';
import { defaultProject } from '../../src/model/documents/project.ts';
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
