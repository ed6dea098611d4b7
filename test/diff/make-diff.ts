import type { Diff, DiffMetric, DiffRun } from '../../src/model/documents/diff.ts';

/** The 95th percentile of an endpoint, a quarter worse. */
export const metric = (rest: Partial<DiffMetric> = {}): DiffMetric => ({
  metric: 'response.p95',
  scenario: 'shop',
  endpoint: 'pay',
  base: 200,
  head: 250,
  relative: 0.25,
  interval: [0.2, 0.3],
  verdict: 'worse',
  certainty: 'confirmed',
  basis: 'history of 12 runs',
  ...rest,
});

/** One that did not change. */
export const calm = (endpoint: string): DiffMetric =>
  metric({ endpoint, head: 201, relative: 0.005, interval: [-0.02, 0.03], verdict: 'same', certainty: null });

/** The largest change that is not called, although its interval excludes 0. */
export const uncalled = (rest: Partial<DiffMetric> = {}): DiffMetric =>
  metric({
    verdict: 'cannot-tell',
    certainty: null,
    largestUnconfirmed: true,
    reasons: [{ id: 'many-metrics', text: 'the interval excludes 0, but that may be chance' }],
    ...rest,
  });

/** A run with a regression, an improvement and a bit of everything else. */
export const aRun = (rest: Partial<DiffRun> = {}): DiffRun => ({
  base: 'run-1',
  head: 'run-2',
  comparable: true,
  reasons: ['latest comparable earlier run on the main line'],
  verdict: 'worse',
  targets: [
    { id: 'p95-below-220', base: 'met', head: 'not met', margin: -0.136 },
    { id: 'few-errors', base: 'met', head: 'met', margin: 0.5 },
  ],
  metrics: [
    metric(),
    metric({
      metric: 'errors.rate',
      base: 0.01,
      head: 0.004,
      relative: -0.6,
      interval: [-0.8, -0.3],
      verdict: 'better',
      certainty: 'suspected',
    }),
    calm('browse'),
    calm('search'),
    metric({
      endpoint: 'new',
      base: null,
      relative: null,
      interval: null,
      verdict: 'cannot-tell',
      certainty: null,
      basis: 'not measured in the baseline',
    }),
  ],
  configuration: [{ key: 'system.runtime', from: '24', to: null }],
  findings: { new: [{ id: 'tail-pay', text: 'The slowest of 100 is far above the median.' }], gone: [] },
  recommendations: [{ id: 'cache', text: 'Cache prices. Expected −30%, measured −12%: less than expected' }],
  words: [{ id: 'conclusion', text: 'Slower.' }],
  ...rest,
});

/** A diff of such runs. */
export const aDiff = (...runs: DiffRun[]): Diff => ({ schemaVersion: 1, verdict: 'worse', runs });
