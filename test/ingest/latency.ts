import { expect } from 'vitest';
import type { Latency } from '../../src/model/documents/inspection.ts';

const unknown = {
  min: null,
  max: null,
  mean: null,
  stddev: null,
  p50: null,
  p90: null,
  p95: null,
  p99: null,
  p999: null,
};

/** Figures as a tool printed them: what is not named must be null. */
export const reportedLatency = (figures: Partial<Latency>): Latency => ({
  source: 'reported',
  relativeError: null,
  ...unknown,
  ...figures,
});

/** The exact figures of the four samples 1, 2, 3 and 4 times `unitMs`, by hand (Hyndman-Fan 7, n - 1). */
export const oneToFour = (unitMs: number): Latency => {
  const near = (value: number): number => expect.closeTo(value * unitMs, 9) as number;
  return {
    source: 'exact',
    relativeError: 0,
    min: near(1),
    max: near(4),
    mean: near(2.5),
    stddev: near(Math.sqrt(5 / 3)),
    p50: near(2.5),
    p90: near(3.7),
    p95: near(3.85),
    p99: near(3.97),
    p999: near(3.997),
  };
};
