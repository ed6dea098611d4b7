import { expect } from 'vitest';
import { inspectionSchema } from '../../src/model/documents/inspection.ts';
import { inspectAs } from './inspect-text.ts';

/** Every path of a value at which JSON cannot say what is there. */
function notJson(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path} is ${value}`];
  if (typeof value !== 'object' || value === null) return value === undefined ? [`${path} is undefined`] : [];
  return Object.entries(value).flatMap(([key, inner]) => notJson(inner, `${path}.${key}`));
}

/** Seconds of processor time after which a small file counts as a hang. */
const longestSeconds = 5;

/** Inspects content, whatever it is; fails where the result is no inspection, or takes too long. */
export async function checkInspection(
  bytes: string | Uint8Array,
  format: string | null = null,
): Promise<void> {
  const before = process.cpuUsage();
  const inspection = await inspectAs(bytes, format);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6, 'seconds').toBeLessThan(longestSeconds);
  expect(notJson(inspection)).toEqual([]);
  expect(inspectionSchema.safeParse(inspection).error).toBeUndefined();
  const [file] = inspection.files;
  // What is thrown for a file is an IngestError: it has a code of its own and speaks to the file's owner.
  if (file!.error === null) expect(file!.rows).toBeGreaterThanOrEqual(file!.refused.count);
  else
    expect(file!.error.message).not.toMatch(
      /\bundefined\b|is not a function|TypeError|RangeError|\bat .*:\d+:\d+/,
    );
  const counted = [...inspection.endpoints, ...inspection.transactions];
  for (const { count, errors, errorTypes, latencyMs } of counted) {
    if (count !== null && errors !== null) expect(errors).toBeLessThanOrEqual(count);
    expect(errorTypes.every((type) => type.count >= 0)).toBe(true);
    if (latencyMs?.source === 'exact') expect(latencyMs.min).toBeLessThanOrEqual(latencyMs.max!);
  }
}
