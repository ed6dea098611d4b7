import { describe, expect, it } from 'vitest';
import { unjudged } from '../../src/diff/unjudged.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import { makeRun, type RunSpec } from '../history/make-run.ts';

const clauses = (head: RunMeasures, base: readonly RunMeasures[]): string[] =>
  unjudged(head, null, { base, others: [], project: defaultProject });

const run = (
  day: number,
  scenario: string,
  names: readonly string[],
  rest: Partial<RunSpec> = {},
): RunMeasures =>
  makeRun({
    day,
    scenario,
    endpoints: Object.fromEntries(names.map((name) => [name, { p50: 1 }])),
    ...rest,
  });

describe('a run whose scenarios have new names', () => {
  it('has half of the endpoints of the base at least', () => {
    expect(clauses(run(2, 'store', ['a', 'x', 'y']), [run(1, 'shop', ['a', 'b', 'c'])])).toEqual([]);
    expect(clauses(run(2, 'store', ['a', 'b', 'x']), [run(1, 'shop', ['a', 'b', 'c'])])).toHaveLength(1);
  });

  it('is one of the same environment', () => {
    const manifest = (cpu: string): Partial<RunSpec> => ({ manifest: { system: { cpu } } });
    const base = run(1, 'shop', ['a', 'b'], manifest('8 cores'));
    expect(clauses(run(2, 'store', ['a', 'b'], manifest('8 cores')), [base])).toHaveLength(1);
    expect(clauses(run(2, 'store', ['a', 'b'], manifest('4 cores')), [base])).toEqual([]);
  });

  it('has endpoints in common, not none beside none', () => {
    const users = { requestsPerSecond: 5 };
    expect(clauses(run(2, 'store', [], users), [run(1, 'shop', [], users)])).toEqual([]);
  });

  it('names three scenarios, and counts the others', () => {
    const named = (day: number, ids: readonly string[]): RunMeasures => {
      const one = run(day, 'x', ['a', 'b']);
      const scenarios = one.scenarios.flatMap((scenario) => ids.map((id) => ({ ...scenario, id })));
      return { ...one, scenarios };
    };
    const base = named(1, ['a', 'b', 'c']);
    expect(clauses(named(2, ['k', 'l', 'm', 'n', 'o']), [base])).toEqual([
      'its scenarios (k, l, m and 2 more) are new, and those of run-001 (a, b, c) have no data',
    ]);
  });
});
