import { metricOf, type MetricId, type MetricTerms } from './metrics/metrics.ts';
import { lowerFirst } from './text/lower-first.ts';

/** What a run is: requests under load, benchmarks of code, or readings of resources. Pages speak of each in its own words. */
export type RunKind = 'load' | 'benchmark' | 'resource';

/** The words for what a run measured. */
export interface Nouns {
  /** What has times of its own: an endpoint, a benchmark. */
  readonly subject: string;
  /** The head of the column with their names. */
  readonly subjectHead: string;
  /** One thing that was timed: a request, an iteration. */
  readonly call: string;
  /** All of them together, where they are pooled. */
  readonly allCalls: string;
  /** The heading of the section on times. */
  readonly times: string;
  /** The heading of the section on what was measured. */
  readonly results: string;
}

const nouns: Readonly<Record<RunKind, Nouns>> = {
  load: {
    subject: 'endpoint',
    subjectHead: 'Endpoint/Function',
    call: 'request',
    allCalls: 'all requests',
    times: 'Response time',
    results: 'Response time',
  },
  benchmark: {
    subject: 'benchmark',
    subjectHead: 'Benchmark',
    call: 'iteration',
    allCalls: 'all benchmarks',
    times: 'Time per iteration',
    results: 'Benchmark results',
  },
  // Readings have no times: only a target, or a load test beside them, may speak of requests.
  resource: {
    subject: 'operation',
    subjectHead: 'Operation',
    call: 'request',
    allCalls: 'all requests',
    times: 'Response time',
    results: 'Measured values',
  },
};

/** The words for a run of this kind. */
export const nounsOf = (kind: RunKind): Nouns => nouns[kind];

/** What pages about several runs speak of: requests where any run has them, benchmarks where any other has. */
export const kindOfAll = (runs: readonly { readonly measures: { readonly kind: RunKind } }[]): RunKind =>
  kindOfMeasures(runs.map(({ measures }) => measures));

/** As `kindOfAll`, of the measures themselves. */
export const kindOfMeasures = (measures: readonly { readonly kind: RunKind }[]): RunKind =>
  measures.length === 0 || measures.some(({ kind }) => kind === 'load')
    ? 'load'
    : measures.some(({ kind }) => kind === 'benchmark')
      ? 'benchmark'
      : 'resource';

/** The label of a metric in a run of this kind: a benchmark has no responses. */
export const labelFor = (kind: RunKind, label: string): string =>
  kind !== 'benchmark'
    ? label
    : label
        .replace(/ response time$/, ` ${lowerFirst(nounsOf(kind).times)}`)
        .replace(/^(Fastest|Slowest) response$/, `$1 ${nounsOf(kind).call}`);

/** The terms of a metric of the table in a run of this kind; undefined where the table has them. */
export function termsOfKind(kind: RunKind, metric: MetricId): MetricTerms | undefined {
  if (kind !== 'benchmark' || !metric.startsWith('response.')) return undefined;
  const { label, unit, direction, minimumEffect } = metricOf(metric);
  return { label: labelFor(kind, label), unit, direction, minimumEffect };
}
