import { describe, expect, it } from 'vitest';
import { sidesOf } from '../../src/history/compare/compared-sides.ts';
import { errorsOfOneEndpoint } from '../../src/history/compare/other-causes/errors-of-one-endpoint.ts';
import type { OtherCause } from '../../src/history/compare/other-causes/other-cause.ts';
import { HistoryAnalyses } from '../../src/history/trends/history-analysis.ts';
import { present } from '../../src/model/checked.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { Called } from '../../src/model/metrics/called.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import type { MetricChange } from '../../src/model/run-report.ts';
import { metricValuesOf } from '../../src/report/measure/metric-values.ts';
import { makeRun } from './make-run.ts';

/** A run of 2,000 requests of each of two endpoints, and of other requests, of which so many failed. */
function run(day: number, failed: { pay: number; browse: number; others?: number }): RunMeasures {
  const { pay, browse, others = 0 } = failed;
  const endpoints = { pay: { p50: 100, errors: pay }, browse: { p50: 40, errors: browse } };
  const made = makeRun({ day, manifest: { commit: `c${day}` }, endpoints });
  const [errors, count] = [pay + browse + others, 6_000];
  const whole = {
    scenario: 'shop',
    count,
    errors,
    rate: errors / count,
    interval: null,
    types: [],
    files: [],
  };
  const withErrors = { ...made, errors: [{ ...whole, source: 'counted' as const }] };
  return { ...withErrors, metricValues: metricValuesOf(withErrors) };
}

const change = (endpoint: string, rest: Partial<MetricChange> = {}): Called<MetricChange> => ({
  metric: 'errors.rate',
  scenario: 'shop',
  endpoint,
  base: 0.01,
  head: 0.04,
  relative: 0.03,
  interval: null,
  certainty: 'confirmed',
  basis: { evidence: 'history of 8 runs' },
  ...rest,
  verdict: 'worse',
});
const whole = change('*');

/** What explains the scenario's error rate: in eight runs 20 requests of each endpoint failed. */
function causeOf(
  failed: Parameters<typeof run>[1],
  changes: readonly MetricChange[],
  of: Called<MetricChange> = whole,
): OtherCause | null {
  const history = Array.from({ length: 8 }, (_, day) => run(day, { pay: 20, browse: 20, others: 20 }));
  const [base, head] = [present(history.at(-1), 'a base'), run(9, failed)];
  const comparison = { base, head, history, besides: [], project: defaultProject, annotations: [] };
  const sides = present(sidesOf({ ...comparison, analyses: new HistoryAnalyses() }, 'shop'), 'sides');
  const toCompare = ['*', 'pay', 'browse'].map((endpoint) => ({
    place: { metric: 'errors.rate' as const, scenario: 'shop', endpoint },
    sides,
  }));
  return errorsOfOneEndpoint(of, { base, head, project: defaultProject, changes, toCompare });
}

describe('the error rate of a scenario', () => {
  const onlyPay = { pay: 400, browse: 20, others: 20 };

  it('is explained by the one endpoint whose errors changed', () => {
    expect(causeOf(onlyPay, [whole, change('pay')])).toEqual({
      verdict: 'no-change-shown',
      reason: { id: 'errors-of-one-endpoint', text: 'explained by pay' },
      isExplained: true,
    });
  });

  it('is a change of its own if it changed without that endpoint, too', () => {
    expect(causeOf({ pay: 400, browse: 20, others: 400 }, [whole, change('pay')])).toBeNull();
    // Without that endpoint it fell, which explains no rise.
    const fell = { pay: 1_900, browse: 0, others: 0 };
    expect(causeOf(fell, [whole, change('pay')])?.isExplained).toBe(true);
  });

  it('stands for all if several endpoints changed', () => {
    expect(causeOf({ pay: 400, browse: 400 }, [whole, change('pay'), change('browse')])).toBeNull();
  });

  it('is not explained by an endpoint that changed the other way, elsewhere, or in another metric', () => {
    for (const other of [
      { ...change('pay'), verdict: 'better' as const },
      change('pay', { scenario: 'batch' }),
      change('pay', { metric: 'errors.count' }),
    ])
      expect(causeOf(onlyPay, [whole, other])).toBeNull();
    expect(causeOf(onlyPay, [whole])).toBeNull();
  });

  it('is the only metric with this rule', () => {
    expect(causeOf(onlyPay, [whole, change('pay')], change('pay'))).toBeNull();
    const count = change('*', { metric: 'errors.count' });
    expect(causeOf(onlyPay, [count, change('pay')], count)).toBeNull();
  });
});
