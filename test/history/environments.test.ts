import { expect, it } from 'vitest';
import { environmentsOf } from '../../src/history/runs/environments.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import { makeRun } from './make-run.ts';

const run = (day: number, cpu?: string, workers?: number): RunMeasures =>
  makeRun({
    day,
    manifest: {
      ...(cpu !== undefined && { system: { cpu } }),
      ...(workers !== undefined && { scenarios: [{ id: 'shop', parameters: { workers } }] }),
    },
  });
/** The environment of each run, and what is known of each environment. */
const sorted = (...runs: RunMeasures[]): [(number | undefined)[], (readonly string[])[]] => {
  const { all, of } = environmentsOf(runs, 'shop', defaultProject);
  return [runs.map((one) => of.get(one)), all.map(({ facts }) => facts)];
};

it('runs that may be compared are of one environment, also after a run elsewhere', () => {
  expect(sorted(run(1, 'Ryzen'), run(2, 'Xeon'), run(3, 'Ryzen'), run(4, 'Xeon'))).toEqual([
    [0, 1, 0, 1],
    [['cpu Ryzen'], ['cpu Xeon']],
  ]);
});

it('what is not recorded is an environment of its own', () => {
  expect(sorted(run(1), run(2, 'Xeon'), run(3))).toEqual([
    [0, 1, 0],
    [['environment not recorded'], ['cpu Xeon']],
  ]);
});

it('parameters of the scenario belong to it', () => {
  const [places, facts] = sorted(run(1, 'Xeon', 4), run(2, 'Xeon', 8));
  expect(places).toEqual([0, 1]);
  expect(facts.map((known) => known.filter((fact) => /^(?:cpu|workers) /.test(fact)))).toEqual([
    ['cpu Xeon', 'workers 4'],
    ['cpu Xeon', 'workers 8'],
  ]);
});

it('no runs are of no environment', () => {
  expect(sorted()).toEqual([[], []]);
});
