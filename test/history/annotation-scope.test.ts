import { expect, it } from 'vitest';
import { annotationFor, isAbout, isAboutRun } from '../../src/history/runs/annotation-scope.ts';
import type { Annotation } from '../../src/model/documents/annotations.ts';

const annotation = (over: Partial<Annotation> = {}): Annotation => ({
  action: 'accept',
  run: 'r1',
  reason: 'planned',
  ...over,
});
const place = { metric: 'response.p95', scenario: 'shop', endpoint: '/pay' } as const;

it('an annotation holds for each metric, scenario and endpoint that it leaves open', () => {
  const holds = (over: Partial<Annotation>): boolean => isAbout(annotation(over), place);
  expect(
    [{}, { metric: 'response.p95' }, { scenario: 'shop' }, { endpoint: '/pay' }, place].map(holds),
  ).toEqual(Array(5).fill(true));
  expect(holds({ metric: 'response.p50' })).toBe(false);
  expect(holds({ scenario: 'load' })).toBe(false);
  expect(holds({ endpoint: '/list' })).toBe(false);
  expect(holds({ ...place, scenario: 'load' })).toBe(false);
  // Hosts are not part of an endpoint's name.
  expect(holds({ endpoint: 'http://svc.test/pay' })).toBe(true);
});

it('an annotation is about the whole run if it names no part of it', () => {
  expect(isAboutRun(annotation())).toBe(true);
  expect(
    [{ metric: 'response.p95' }, { scenario: 'shop' }, { endpoint: '/pay' }].map((part) =>
      isAboutRun(annotation(part as Partial<Annotation>)),
    ),
  ).toEqual([false, false, false]);
});

it('the last of several annotations of one kind counts', () => {
  const some = [
    annotation({ reason: 'first' }),
    annotation({ reason: 'second' }),
    annotation({ reason: 'other run', run: 'r2' }),
    annotation({ reason: 'other kind', action: 'explain' }),
    annotation({ reason: 'other scenario', scenario: 'load' }),
  ];
  expect(annotationFor(some, 'accept', 'r1', place)?.reason).toBe('second');
  expect(annotationFor(some, 'explain', 'r1', place)?.reason).toBe('other kind');
  expect(annotationFor(some, 'reset', 'r1', place)).toBeNull();
});
