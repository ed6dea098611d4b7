import { scaled } from './units.ts';

const msOf: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  '\u03BCs': 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

/** Milliseconds of a duration as Go prints it: `1.213s`, `55.1ms`, `1m2.5s`, `0s`; null for anything else. */
export function goDurationMs(text: string): number | null {
  if (!/^(?:\d+(?:\.\d+)?(?:ns|us|µs|\u03BCs|ms|s|m|h))+$/.test(text)) return null;
  let total = 0;
  for (const [, value = '', unit = ''] of text.matchAll(/(?<![\d.])([\d.]+)([^\d.]+)/g))
    total += Number(value) * (msOf[unit] ?? NaN);
  return scaled(total, 1);
}
