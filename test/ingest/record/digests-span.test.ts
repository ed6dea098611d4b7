import { describe, expect, it } from 'vitest';
import { secondsOf } from '../../../src/ingest/record/digests-span.ts';

const startedAtMs = Date.UTC(2026, 10, 20, 10);

describe('secondsOf', () => {
  it('keeps the digits of one length: start + length - start would lose them', () => {
    const durationSeconds = 0.1234567891;
    expect((startedAtMs + durationSeconds * 1_000 - startedAtMs) / 1_000).not.toBe(durationSeconds);
    expect(secondsOf([{ startedAtMs, durationSeconds }])).toBe(durationSeconds);
    expect(
      secondsOf([
        { startedAtMs, durationSeconds },
        { startedAtMs, durationSeconds: 0.1 },
      ]),
    ).toBe(durationSeconds);
  });

  it('reaches from the first start to the last end', () => {
    const later = { startedAtMs: startedAtMs + 5_000, durationSeconds: 10 };
    expect(secondsOf([later, { startedAtMs, durationSeconds: 12 }])).toBe(15);
    expect(secondsOf([later, { startedAtMs, durationSeconds: 60 }])).toBe(60);
  });

  it('is the longest length where nothing has a clock, and null without any', () => {
    expect(
      secondsOf([
        { startedAtMs: null, durationSeconds: 3 },
        { startedAtMs: null, durationSeconds: 7 },
      ]),
    ).toBe(7);
    expect(secondsOf([{ startedAtMs, durationSeconds: null }])).toBeNull();
    expect(secondsOf([])).toBeNull();
  });
});
