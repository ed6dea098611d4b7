import { expect } from 'vitest';
import type { Digest } from '../../../../src/model/documents/digest.ts';

/** Expects of an engine's digest that it is Perfolio's, but for exact quantiles and the last digits of means. */
export function expectEqual(bySql: Digest, own: Digest): void {
  expect(bySql.endpoints.map(({ endpoint }) => endpoint)).toEqual(
    own.endpoints.map(({ endpoint }) => endpoint).toSorted(),
  );
  expect([bySql.startedAtMs, bySql.durationSeconds]).toEqual([own.startedAtMs, own.durationSeconds]);
  for (const row of bySql.endpoints) {
    const ours = own.endpoints.find(({ endpoint }) => endpoint === row.endpoint)!;
    const { count, errors, errorTypes, firstStartMs, lastEndMs, maxUsers } = ours;
    expect(row).toMatchObject({ count, errors, errorTypes, firstStartMs, lastEndMs, maxUsers });
    for (const part of ['latency', 'latencyOk', 'latencyFailed'] as const) {
      const [a, b] = [row[part]!, ours[part]!];
      expect(a.histogram).toEqual(b.histogram);
      expect([a.count, a.min, a.max]).toEqual([b.count, b.min, b.max]);
      expect(a.mean! / b.mean!).toBeCloseTo(1, 12);
      expect(a.m2! / b.m2!).toBeCloseTo(1, 9);
    }
    expect(row.slices).toEqual(ours.slices);
  }
}
