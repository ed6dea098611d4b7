import { captured } from '../../model/checked.ts';
import { parseNonNegative } from './number-fields.ts';
import { scaled } from './units.ts';

/** Milliseconds in one of each unit of time that benchmark tools name. */
const msOf: Readonly<Record<string, number>> = {
  ps: 1e-9,
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1_000,
  sec: 1_000,
  seconds: 1_000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
};

/** Milliseconds of a number in a named unit of time; null where the unit is none. */
export function inMs(value: number, unit: string): number | null {
  const each = msOf[unit.trim()];
  return each === undefined ? null : scaled(value, each);
}

export const bytesPerMb = 2 ** 20;

/** Bytes in one of each unit of memory: `kB`, `MB` are powers of 1000, `KiB`, `MiB` of 1024. */
const bytesOf: Readonly<Record<string, number>> = {
  b: 1,
  bytes: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};

/** MB of 2^20 bytes of `102.1MiB`, `18 kB`; `unit` is null where the text has none, and the number is then as it is. */
export function parseMemory(text: string): { value: number; unit: string | null } | null {
  const match = /^([\d.]+)\s*([A-Za-z]*)$/.exec(text.trim());
  const value = match === null ? null : parseNonNegative(captured(match, 1));
  if (match === null || value === null) return null;
  const unit = captured(match, 2);
  if (unit === '') return { value, unit: null };
  const bytes = bytesOf[unit.toLowerCase()];
  return bytes === undefined ? null : { value: (value * bytes) / bytesPerMb, unit };
}
