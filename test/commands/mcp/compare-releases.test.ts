import { afterAll, beforeAll, expect, it } from 'vitest';
import { releaseChangesSchema, type ReleaseChanges } from '../../../src/model/documents/release-document.ts';
import { perfolio } from '../perfolio.ts';
import { writeReleaseProject } from './release-project.ts';
import { root, serveProject, type ServedProject } from './served-project.ts';

let served: ServedProject;

beforeAll(async () => {
  served = await serveProject(writeReleaseProject);
}, 60_000);
afterAll(() => served.stop());

async function ask(input: Record<string, unknown> = {}): Promise<string> {
  const answer = await served.client.callTool({ name: 'compare_releases', arguments: input });
  return (answer.content as { text: string }[])[0]!.text;
}

const places = (some: ReleaseChanges['worse']): string[] =>
  [...new Set(some.map(({ endpoint }) => endpoint ?? 'all'))].toSorted();

it('reads a valid project', { timeout: 120_000 }, async () => {
  const { err, code } = await perfolio(root, [
    'check',
    '--data',
    `${served.folder}/data`,
    '--content',
    `${served.folder}/content`,
  ]);
  expect(err).not.toContain('error');
  expect(code).toBe(0);
});

it('answers what got worse in the last release: what was planted, and nothing else', async () => {
  const changes = releaseChangesSchema.parse(JSON.parse(await ask({ format: 'json' })));
  expect(changes).toMatchObject({
    release: '1.2.0',
    former: '1.1.0',
    head: 'v1-2-0-r6',
    base: 'v1-1-0-r6',
    comparable: true,
  });
  const response = (some: ReleaseChanges['worse']): ReleaseChanges['worse'] =>
    some.filter(({ metric }) => metric.startsWith('response.'));
  expect(places(response(changes.worse))).toEqual(['pay']);
  expect(places(response(changes.better))).toEqual(['search']);
  const median = changes.worse.find(({ metric }) => metric === 'response.p50');
  expect(median?.relative).toBeCloseTo(0.6, 1);
});

it('has the level shifts of the release, with what annotations say', async () => {
  const { levelShifts } = releaseChangesSchema.parse(JSON.parse(await ask({ format: 'json' })));
  const of = (endpoint: string, metric: string) =>
    levelShifts.find((one) => one.endpoint === endpoint && one.metric === metric);
  expect(of('pay', 'response.p50')).toMatchObject({
    since: 'v1-2-0-r1',
    verdict: 'worse',
    certainty: 'confirmed',
    status: 'open',
  });
  expect(of('pay', 'response.p95')).toMatchObject({
    verdict: 'worse',
    status: 'explained',
    reason: 'The bank asks twice now.',
  });
  expect(of('search', 'response.p50')).toMatchObject({ verdict: 'better', since: 'v1-2-0-r1' });
  // Neither `browse`, nor all requests together, whose values move with those of the two.
  expect(places(levelShifts)).toEqual(['pay', 'search']);
});

it('has the recommendation that was carried out, with its measured effect', async () => {
  const { recommendations } = releaseChangesSchema.parse(JSON.parse(await ask({ format: 'json' })));
  expect(recommendations).toMatchObject([
    { id: 'index-search', doneIn: 'v1-2-0-r1', expected: -0.5, verdict: 'as expected' },
  ]);
  expect(recommendations[0]?.measured).toBeCloseTo(-0.5, 1);
});

it('says the same in Markdown', async () => {
  const text = await ask();
  expect(text).toMatch(/^Release `1\.2\.0` compared with `1\.1\.0`, by their last runs `v1-2-0-r6`/);
  expect(text).toMatch(/\| Median response time +\| `pay` .*\| regression +\| `v1-2-0-r1`/);
  expect(text).toContain('explained: The bank asks twice now.');
  expect(text).toMatch(/Add an index for the search\. +\| `v1-2-0-r1` +\| +−50% \| .*as expected/);
});

it('answers for an earlier release, with or without its v, in which nothing changed', async () => {
  const changes = releaseChangesSchema.parse(JSON.parse(await ask({ format: 'json', release: 'v1.1.0' })));
  expect(changes).toMatchObject({ release: '1.1.0', former: '1.0.0', worse: [], levelShifts: [] });
  expect(await ask({ release: '1.1.0' })).toContain('No level shift begins with this release.');
});

it('says why there is no answer', async () => {
  expect(await ask({ release: '1.0.0' })).toBe('1.0.0 is the first release, with 6 runs.');
  expect(await ask({ release: '9' })).toBe('Unknown release "9". Releases: 1.0.0, 1.1.0, 1.2.0.');
});
