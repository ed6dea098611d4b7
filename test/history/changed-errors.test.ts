import { describe, expect, it } from 'vitest';
import { basisText } from '../../src/model/text/basis.ts';
import { withoutOtherCauses } from '../../src/history/compare/other-causes/without-other-causes.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { MetricId } from '../../src/model/metrics/metrics.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import type { ChangeVerdict, MetricChange } from '../../src/model/run-report.ts';
import { makeRun } from './make-run.ts';

const change = (
  metric: MetricId,
  base: number,
  head: number,
  verdict: ChangeVerdict,
  endpoint = 'list',
): MetricChange => ({
  metric,
  scenario: 'peak',
  endpoint,
  base,
  head,
  relative: head / base - 1,
  interval: null,
  verdict,
  certainty: 'confirmed',
  basis: { evidence: 'history of 9 runs' },
});

/** A run whose successes alone take so long; null for a tool that does not tell them apart. */
function runWhoseSuccessesTake(p50: number | null): RunMeasures {
  const run = makeRun({ day: 1, scenario: 'peak', endpoints: { list: { p50: 37 } } });
  const response = run.response.map((row) => ({
    ...row,
    latencyOkMs: p50 === null ? null : { ...row.latencyMs!, p50, p95: p50 },
  }));
  return { ...run, response };
}

/** As told by runs whose successes took the same time. */
const masked = (
  changes: readonly MetricChange[],
  before: number | null = 30,
  after: number | null = 30,
): readonly MetricChange[] =>
  withoutOtherCauses({
    base: runWhoseSuccessesTake(before),
    head: runWhoseSuccessesTake(after),
    project: defaultProject,
    toCompare: [],
    changes,
  });

const verdictsOf = (changes: readonly MetricChange[]): ChangeVerdict[] =>
  changes.map(({ verdict }) => verdict);

describe('response times beside errors', () => {
  it('a run that fails more is not called faster, one that fails less is not called slower', () => {
    const failsMore = [change('errors.rate', 0, 0.22, 'worse'), change('response.p50', 37, 4, 'better')];
    expect(verdictsOf(masked(failsMore))).toEqual(['worse', 'cannot-tell']);
    expect(basisText(masked(failsMore, null, null)[1]!.basis)).toBe(
      'history of 9 runs; more requests fail (0% to 22%), so there is less load',
    );
    const failsLess = [change('errors.rate', 0.22, 0, 'better'), change('response.p95', 4, 37, 'worse')];
    expect(verdictsOf(masked(failsLess))).toEqual(['better', 'cannot-tell']);
  });

  it('errors elsewhere, too few of them, or going the same way change nothing', () => {
    const kept = [
      [change('errors.rate', 0, 0.22, 'worse', 'other'), change('response.p50', 37, 4, 'better')],
      [change('errors.rate', 0, 0.005, 'worse'), change('response.p50', 37, 4, 'better')],
      [change('errors.rate', 0, 0.22, 'worse'), change('response.p50', 4, 37, 'worse')],
    ];
    for (const changes of kept) expect(masked(changes)).toEqual(changes);
  });

  it('what the successes alone say too is said, unless the tool does not tell them apart', () => {
    const changes = [change('errors.rate', 0, 0.22, 'worse'), change('response.p50', 37, 4, 'better')];
    expect(verdictsOf(masked(changes, 30, 6))).toEqual(['worse', 'better']);
    expect(verdictsOf(masked(changes, 30, 29))).toEqual(['worse', 'cannot-tell']);
    expect(verdictsOf(masked(changes, null, null))).toEqual(['worse', 'cannot-tell']);
  });

  it('leaves what is not called, and other metrics, as it is', () => {
    const failsMore = change('errors.rate', 0, 0.22, 'worse');
    const others = [
      change('response.p50', 37, 36, 'same'),
      change('response.p95', 37, 20, 'no-change-shown'),
      change('throughput.requestsPerSecond', 40, 80, 'better', '*'),
    ];
    const pooled = change('errors.rate', 0, 0.22, 'worse', '*');
    expect(masked([failsMore, pooled, ...others])).toEqual([failsMore, pooled, ...others]);
  });

  it('the successes are those of the same scenario and endpoint', () => {
    const changes = [change('errors.rate', 0, 0.22, 'worse'), change('response.p50', 37, 4, 'better')];
    const besides = (p50: number): RunMeasures => {
      const run = runWhoseSuccessesTake(p50);
      const others = [
        { scenario: 'calm', endpoint: 'list' },
        { scenario: 'peak', endpoint: 'show' },
      ];
      const rows = others.map((place) => ({ ...run.response[0]!, ...place, latencyOkMs: null }));
      return { ...run, response: [...rows, ...run.response] };
    };
    const runs = { base: besides(30), head: besides(6) };
    const found = withoutOtherCauses({ ...runs, project: defaultProject, toCompare: [], changes });
    expect(verdictsOf(found)).toEqual(['worse', 'better']);
  });

  it('successes that changed by less than the error rate moved carried another load: nothing is called', () => {
    const changes = [change('errors.rate', 0.22, 0, 'better'), change('response.p50', 4, 37, 'worse')];
    expect(verdictsOf(masked(changes, 30, 36))).toEqual(['better', 'cannot-tell']);
    const [, told] = masked(changes, 30, 38);
    expect(told).toMatchObject({ verdict: 'worse', certainty: 'confirmed' });
    expect(told!.basis.reasons).toEqual([
      { id: 'changed-errors', text: 'successful requests only: 30\u00a0ms to 38\u00a0ms' },
    ]);
  });

  it('processor use that follows the number of successes is not called changed', () => {
    const cpu = (base: number, head: number, verdict: ChangeVerdict): MetricChange => ({
      ...change('cpu.average', base, head, verdict),
      endpoint: null,
    });
    const failsLess = change('errors.rate', 0.2, 0, 'better', '*');
    // 1.5 x the processor for 1 / 0.8 = 1.25 x the successes: 20% more each, and a fifth failed before.
    expect(verdictsOf(masked([failsLess, cpu(10, 14.9, 'worse')]))).toEqual(['better', 'cannot-tell']);
    expect(verdictsOf(masked([failsLess, cpu(10, 20, 'worse')]))).toEqual(['better', 'worse']);
    const failsMore = change('errors.rate', 0, 0.2, 'worse', '*');
    expect(verdictsOf(masked([failsMore, cpu(10, 8, 'better')]))).toEqual(['worse', 'cannot-tell']);
    expect(verdictsOf(masked([failsMore, cpu(60, 11, 'better')]))).toEqual(['worse', 'better']);
  });
});
