import { expect, it } from 'vitest';
import { lastRunOf, releasesOf } from '../../src/history/runs/releases.ts';
import type { Annotation } from '../../src/model/documents/annotations.ts';
import { projectSchema } from '../../src/model/documents/project.ts';
import { makeReports, makeRun } from './make-run.ts';

const versions = ['v1.0.0', '1.0.0', 'nightly', 'v1.1.0', 'v1.1.0', 'v1.2.0', 'v1.2.0'];
const reports = makeReports(
  versions.map((version, day) =>
    makeRun({ day, manifest: { version, ...(day === 4 && { branch: 'fix' }) } }),
  ),
);
const ignored: Annotation[] = [{ action: 'ignore', run: 'run-006', reason: 'The disk was full.' }];

it('are the versions that match, by their runs of the main line', () => {
  const project = projectSchema.parse({ releases: { tags: 'v*' } });
  expect(
    releasesOf(reports, project, ignored).map((one) => [
      one.name,
      one.slug,
      one.runs.length,
      lastRunOf(one).id,
    ]),
  ).toEqual([
    // With or without the v, it is one release.
    ['v1.0.0', 'v1.0.0', 2, 'run-001'],
    ['v1.1.0', 'v1.1.0', 1, 'run-003'],
    ['v1.2.0', 'v1.2.0', 1, 'run-005'],
  ]);
});

it('are those of the baseline by default, and none if nothing names them', () => {
  const project = projectSchema.parse({ baseline: { release: '1.1.*' } });
  expect(releasesOf(reports, project, []).map(({ name }) => name)).toEqual(['v1.1.0']);
  expect(releasesOf(reports, projectSchema.parse({}), [])).toEqual([]);
});

it('never have a name that leaves their folder', () => {
  const odd = makeReports([makeRun({ day: 0, manifest: { version: '../../x' } })]);
  const [one] = releasesOf(odd, projectSchema.parse({ releases: { tags: '**' } }), []);
  expect(one?.slug).toMatch(/^x-[0-9a-f]{6}$/);
});
