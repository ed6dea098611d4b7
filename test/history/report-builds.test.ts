import { expect, it } from 'vitest';
import { buildsOf } from '../../src/history/report-builds.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { RunReport, Verdict } from '../../src/model/run-report.ts';

const run = (id: string, version: string, verdict: Verdict, cpu = '2 cores'): RunReport =>
  ({
    id,
    verdict,
    measures: { id, manifest: { version, system: { cpu } }, systemFromFiles: {}, scenarios: [] },
  }) as unknown as RunReport;

it('repeats of a version are one build, whose verdict is the worst of theirs', () => {
  const builds = buildsOf(
    [run('a1', '1', 'met'), run('a2', '1', 'not met'), run('b1', '2', 'met')],
    defaultProject,
  );
  expect(builds.map(({ runs, verdict }) => [runs.map(({ id }) => id).join(), verdict])).toEqual([
    ['a1,a2', 'not met'],
    ['b1', 'met'],
  ]);
});

it('a version on another machine is a build of its own', () => {
  const builds = buildsOf(
    [run('a1', '1', 'met'), run('a2', '1', 'met', '1 core'), run('a3', '1', 'met')],
    defaultProject,
  );
  expect(builds.map(({ runs }) => runs.map(({ id }) => id).join())).toEqual(['a2', 'a1,a3']);
});
