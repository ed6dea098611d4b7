import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { exampleRecommendation } from '../../src/components/recommendations/example-recommendation.ts';
import { commentarySchema } from '../../src/model/documents/commentary.ts';
import type { RunReport } from '../../src/model/run-report.ts';
import { makeReports, makeRun } from '../history/make-run.ts';

const read = (reports: readonly RunReport[]): unknown =>
  commentarySchema.parse(parse(exampleRecommendation(reports).replaceAll('---', ''))).recommendations?.[0];

test('the example is about the slowest endpoint of the latest report, and valid as it stands', () => {
  const endpoints = { pay: { p50: 100 }, 'GET /a?b: #c': { p50: 300 } };
  const [report] = makeReports([makeRun({ day: 1, endpoints })]);
  expect(read([report!])).toMatchObject({
    id: 'cache-answers',
    text: 'Cache the answers of GET /a?b: #c.',
    expectedImpact: { endpoint: 'GET /a?b: #c', change: -0.3 },
  });
});

test('benchmarks have no answers to cache', () => {
  const [report] = makeReports([makeRun({ day: 1, endpoints: { 'Sort/10': { p50: 0.1 } } })]);
  const benchmarks = { ...report!, measures: { ...report!.measures, kind: 'benchmark' as const } };
  expect(read([benchmarks])).toMatchObject({
    text: 'Allocate less in Sort/10.',
    expectedImpact: { metric: 'response.p50', endpoint: 'Sort/10' },
  });
});

test('without a report the example is made up', () => {
  expect(read([])).toMatchObject({ expectedImpact: { metric: 'response.p95', endpoint: 'search' } });
});
