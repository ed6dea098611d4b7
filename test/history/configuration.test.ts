import { describe, expect, it } from 'vitest';
import { configurationChanges } from '../../src/history/compare/configuration.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import { makeRun } from './make-run.ts';

/** A run whose manifest states these users of its scenario, and whose samples show those. */
function run(day: number, stated: number | null, observed: number | null): RunMeasures {
  const scenarios = stated === null ? [] : [{ id: 'shop', users: stated }];
  const made = makeRun({ day, manifest: { scenarios } });
  return { ...made, throughput: made.throughput.map((row) => ({ ...row, maxUsers: observed })) };
}

const changes = (base: RunMeasures, head: RunMeasures): object[] => configurationChanges(base, head);

describe('users of a scenario', () => {
  it('are no change where one manifest leaves them out and both loads had as many', () => {
    expect(changes(run(1, null, 24), run(2, 24, 24))).toEqual([]);
    expect(changes(run(1, 24, 24), run(2, null, 24))).toEqual([]);
  });

  it('are a change where the loads differ, or where nobody saw one of them', () => {
    const change = { key: 'scenarios.shop.users', from: null, to: '24' };
    expect(changes(run(1, null, 20), run(2, 24, 24))).toEqual([change]);
    expect(changes(run(1, null, null), run(2, 24, 24))).toEqual([change]);
    expect(changes(run(1, null, null), run(2, 24, null))).toEqual([change]);
  });

  it('are a change where both manifests state others, whatever was seen', () => {
    expect(changes(run(1, 20, 24), run(2, 24, 24))).toEqual([
      { key: 'scenarios.shop.users', from: '20', to: '24' },
    ]);
  });
});
