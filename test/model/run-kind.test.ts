import { expect, it } from 'vitest';
import { labelFor, nounsOf, termsOfKind } from '../../src/model/run-kind.ts';

it('speaks of iterations for benchmarks, and of requests where readings stand beside a load test', () => {
  expect(nounsOf('benchmark').allCalls).toBe('all benchmarks');
  expect(nounsOf('resource').allCalls).toBe('all requests');
  expect(labelFor('benchmark', 'Median response time')).toBe('Median time per iteration');
  expect(labelFor('benchmark', 'Fastest response')).toBe('Fastest iteration');
  for (const kind of ['load', 'resource'] as const) {
    expect(labelFor(kind, 'Median response time')).toBe('Median response time');
    expect(termsOfKind(kind, 'response.p50')).toBeUndefined();
  }
  expect(termsOfKind('benchmark', 'response.p50')?.label).toBe('Median time per iteration');
  expect(termsOfKind('benchmark', 'errors.rate')).toBeUndefined();
});
