import { expect, it } from 'vitest';
import { commentarySchema, type Commentary } from '../../src/model/documents/commentary.ts';
import { runJson, shortRunJson, type RunJson } from '../../src/report/run-json.ts';
import { makeReports, makeRun } from '../history/make-run.ts';

const said = (...recommendations: object[]): Commentary => commentarySchema.parse({ recommendations });
const cache = {
  id: 'cache',
  priority: 'high',
  text: 'Cache the price list.',
  expectedImpact: { metric: 'response.p50', endpoint: 'pay', change: -0.5 },
};
const index = {
  id: 'index',
  priority: 'low',
  text: 'Add an index.',
  status: 'rejected',
  reason: 'Too dear.',
};

/** Four runs of a version in as many sessions, the next version with half the median, and a run of another version. */
function documents(): RunJson[] {
  const medians = [100, 101, 99, 100, 50, 51];
  const versions = ['1', '1', '1', '1', '2', '3'];
  const runs = medians.map((p50, day) =>
    makeRun({ id: `r${day + 1}`, day, manifest: { version: versions[day]! }, endpoints: { pay: { p50 } } }),
  );
  const words = new Map([
    ['r3', said(cache, index)],
    ['r5', said({ ...cache, doneIn: 'r5' })],
  ]);
  return makeReports(runs, { words }).map((report) => runJson(report));
}

it('states what became of each recommendation as of the run', () => {
  const [, , proposed, later, done, after] = documents();
  expect(proposed!.recommendations).toEqual([
    { ...cache, status: 'open', doneIn: null, effect: null },
    { ...index, doneIn: null, effect: null },
  ]);
  expect(later).toMatchObject({
    recommendations: [],
    earlierRecommendations: [{ ...cache, from: 'r3', status: 'open', doneIn: null, effect: null }],
  });
  const effect = { relative: -0.5, verdict: 'as expected' };
  expect(done!.recommendations).toMatchObject([{ id: 'cache', status: 'done', doneIn: 'r5', effect }]);
  expect(done).not.toHaveProperty('earlierRecommendations');
  expect(after!.earlierRecommendations).toMatchObject([
    { id: 'cache', from: 'r5', status: 'done', doneIn: 'r5', effect },
  ]);
  expect(after!.earlierRecommendations![0]!.effect).toEqual(done!.recommendations[0]!.effect);
});

it('leaves recommendations out of the document of a retired run', () => {
  const runs = [0, 1].map((day) => makeRun({ id: `r${day}`, day, endpoints: { pay: { p50: 100 } } }));
  const [, last] = makeReports(runs, { words: new Map([['r0', said(cache)]]) });
  expect(runJson(last!)).toHaveProperty('earlierRecommendations');
  expect(shortRunJson(last!)).toMatchObject({ retired: true, recommendations: [] });
  expect(shortRunJson(last!)).not.toHaveProperty('earlierRecommendations');
});
