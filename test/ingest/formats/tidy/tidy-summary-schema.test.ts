import { expect, it } from 'vitest';
import { tidySummarySchema } from '../../../../src/ingest/formats/tidy/tidy-summary-schema.ts';

const isValid = (section: string, row: object): boolean =>
  tidySummarySchema.safeParse({ [section]: [row] }).success;

const required = {
  responseTime: { endpoint: 'pay' },
  throughput: {},
  memory: { operation: 'Import' },
  cpu: {},
  errors: {},
} as const;

it.each([
  ['responseTime', ['count', 'errors']],
  ['throughput', ['count', 'maxUsers']],
  ['errors', ['count', 'errors']],
] as const)('%s: counts are whole numbers from 0 up, or null', (section, keys) => {
  for (const key of keys) {
    const of = (value: unknown): boolean => isValid(section, { ...required[section], [key]: value });
    expect([of(0), of(5), of(null), of(undefined)], key).toEqual([true, true, true, true]);
    expect([of(-1), of(0.5), of('5')], key).toEqual([false, false, false]);
  }
});

it.each([
  ['responseTime', ['requestsPerSecond', 'mean', 'p95', 'min', 'max']],
  ['throughput', ['requestsPerSecond']],
  ['memory', ['baseMb', 'peakMb', 'finalMb']],
  ['cpu', ['averagePercent', 'peakPercent', 'coresUsed', 'busiestPercent']],
] as const)('%s: values are numbers from 0 up, or null', (section, keys) => {
  for (const key of keys) {
    const of = (value: unknown): boolean => isValid(section, { ...required[section], [key]: value });
    expect([of(0), of(0.5), of(null)], key).toEqual([true, true, true]);
    expect([of(-0.5), of('0.5')], key).toEqual([false, false]);
  }
});

it('memory may fall, and garbage collection may recover less than nothing', () => {
  expect(isValid('memory', { operation: 'Import', deltaMb: -1, gcRecoveredMb: -1 })).toBe(true);
  expect(isValid('memory', { deltaMb: 1 })).toBe(false);
});

it('a processor has one core at least', () => {
  expect([1, 0, 1.5].map((cores) => isValid('cpu', { cores }))).toEqual([true, false, false]);
  expect(isValid('cpu', { scale: 'host' })).toBe(true);
  expect(isValid('cpu', { scale: 'machine' })).toBe(false);
});

it('errors of a type are counted, and no other keys are known', () => {
  const types = (count: number): boolean => isValid('errors', { errorTypes: [{ type: '500', count }] });
  expect([types(0), types(3), types(-1), types(0.5)]).toEqual([true, true, false, false]);
  expect(isValid('errors', { erors: 3 })).toBe(false);
  expect(tidySummarySchema.safeParse({ response: [] }).success).toBe(false);
  expect(
    tidySummarySchema.safeParse({ startedAt: '2026-11-20T10:00:00Z', durationSeconds: 60 }).success,
  ).toBe(true);
  expect(tidySummarySchema.safeParse({ startedAt: '2026-11-20T11:00:00+01:00' }).success).toBe(true);
  expect(tidySummarySchema.safeParse({ startedAt: '2026-11-20T10:00:00' }).success).toBe(false);
});
