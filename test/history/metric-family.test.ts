import { expect, it } from 'vitest';
import { familyOf } from '../../src/history/compare/metric-family.ts';
import type { Place } from '../../src/history/runs/annotation-scope.ts';
import type { MetricId } from '../../src/model/metrics/metrics.ts';

const family = (metric: MetricId, scenario: string | null, endpoint: string | null): string =>
  familyOf({ metric, scenario, endpoint } satisfies Place);
const pay = (metric: MetricId): string => family(metric, 'shop', 'pay');

it('all response times of an endpoint are one family, with its Apdex and its measures', () => {
  expect(new Set([pay('response.p50'), pay('response.p99'), pay('apdex'), pay('measure.ops')]).size).toBe(1);
  expect(pay('response.p50')).not.toBe(family('response.p50', 'shop', 'browse'));
  expect(pay('response.p50')).not.toBe(family('response.p50', 'batch', 'pay'));
});

it('a measure of a whole scenario is a family of its own', () => {
  expect(family('measure.ops', 'shop', null)).not.toBe(family('measure.bytes', 'shop', null));
  expect(family('measure.ops', 'shop', null)).not.toBe(family('measure.ops', 'batch', null));
  expect(family('measure.ops', 'shop', null)).not.toBe(family('response.p50', 'shop', null));
});

it('errors of a scenario are one family, those of all its endpoints included', () => {
  expect(pay('errors.rate')).toBe(family('errors.count', 'shop', '*'));
  expect(pay('errors.rate')).not.toBe(family('errors.rate', 'batch', 'pay'));
  expect(pay('errors.rate')).not.toBe(pay('response.p50'));
});

it('readings of memory are a family for each operation, throughput and CPU for each scenario', () => {
  expect(family('memory.peak', null, 'analysis')).toBe(family('memory.growth', null, 'analysis'));
  expect(family('memory.peak', null, 'analysis')).not.toBe(family('memory.peak', null, 'batch'));
  expect(family('cpu.average', 'shop', null)).toBe(family('cpu.peak', 'shop', null));
  expect(family('cpu.average', 'shop', null)).not.toBe(family('throughput.requestsPerSecond', 'shop', null));
  expect(family('cpu.average', 'shop', null)).not.toBe(family('cpu.average', 'batch', null));
});
