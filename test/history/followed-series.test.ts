import { expect, it } from 'vitest';
import { followedSeries } from '../../src/history/compare/compared-places.ts';
import { projectSchema } from '../../src/model/documents/project.ts';
import type { TrendSeries } from '../../src/model/trend.ts';
import { series } from '../components/make-series.ts';

const project = projectSchema.parse({});
const followed = (...some: TrendSeries[]): (string | null)[] =>
  followedSeries(some, project, 'load').map(({ metric, endpoint }) => `${metric} ${endpoint ?? ''}`.trim());
const p95 = (endpoint: string): TrendSeries => series('response.p95', endpoint, []);

it('leaves out all requests of a scenario beside its endpoints, as reports do', () => {
  expect(followed(p95('pay'), p95('*'))).toEqual(['response.p95 pay']);
  expect(followed(p95('*'), series('response.p50', 'pay', []))).toEqual([
    'response.p95 *',
    'response.p50 pay',
  ]);
  expect(followed(p95('*'), { ...p95('pay'), scenario: 'Selling' })).toHaveLength(2);
});

it('has them where nothing finer was measured last, a target names them, or they are errors', () => {
  const former = p95('pay');
  expect(followed({ ...former, points: former.points.slice(0, 4) }, p95('*'))).toHaveLength(2);
  const target = { id: 'all', label: 'All', op: 'below', value: 1 } as const;
  expect(followed(p95('pay'), { ...p95('*'), targets: [target] })).toHaveLength(2);
  expect(followed(series('errors.rate', 'pay', []), series('errors.rate', '*', []))).toHaveLength(2);
});

it('has the metrics that reports follow alone', () => {
  expect(followed(series('response.max', 'pay', []))).toEqual([]);
});
