import { expect, it } from 'vitest';
import { contextOf } from '../../src/history/context.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { MetricChange } from '../../src/model/run-report.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import { dice, makeRun, noisy, type EndpointSpec } from './make-run.ts';

const run = (day: number, endpoints: Record<string, EndpointSpec>): RunMeasures =>
  makeRun({ day, manifest: { commit: `c${day}` }, endpoints });

/** The median of `search` after ten runs, in which it was steady; `render` beside it varies by half of itself. */
function searchBeside(isNoisy: boolean): MetricChange {
  const next = dice(3);
  const render = (): Record<string, EndpointSpec> =>
    isNoisy ? { render: { p50: 12 * Math.exp(1.2 * (next() - 0.5)) } } : {};
  const history = Array.from({ length: 10 }, (_, day) =>
    run(day, { search: { p50: noisy(21, next) }, ...render() }),
  );
  const { changes } = contextOf(
    run(20, { search: { p50: 27 }, ...render() }),
    history,
    new Map(),
    defaultProject,
    [],
  );
  return changes.find(({ endpoint, metric }) => endpoint === 'search' && metric === 'response.p50')!;
}

it('calls the change of a steady endpoint beside a noisy one', () => {
  expect(searchBeside(false)).toMatchObject({ verdict: 'worse', certainty: 'confirmed' });
  expect(searchBeside(true)).toMatchObject({ verdict: 'worse', certainty: 'confirmed' });
});

/** What does not vary at all, such as a count: one endpoint of six steps in run 8, another in run 9. */
it('calls a step of one exact value after that of another', () => {
  const of = (day: number): RunMeasures =>
    run(
      day,
      Object.fromEntries(
        Array.from({ length: 6 }, (_, i) => {
          const step = (i === 3 && day >= 8) || (i === 5 && day >= 9) ? 3 : 0;
          return [`e${i}`, { p50: 20 + i + step }];
        }),
      ),
    );
  const history = Array.from({ length: 9 }, (_, day) => of(day));
  const { changes } = contextOf(of(9), history, new Map(), defaultProject, []);
  const worse = changes.filter(({ metric, verdict }) => metric === 'response.p50' && verdict === 'worse');
  expect(worse).toMatchObject([{ endpoint: 'e5', certainty: 'confirmed', interval: { lower: 3 / 25 } }]);
});
