import type { MeasureDirection } from '../../model/metrics/metrics.ts';

const timeUnit =
  /^(?:ps|ns|nsec|us|µs|usec|ms|msec|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|(?:nano|micro|milli)seconds?)$/;
const rateUnit =
  /^(?:fps|[rqt]ps|rpm|i?ops|mips|bogo ?mips|[kmgtp]?flops|[kmgt]?i?bps|[kmgt]?bits?ps|[kmgt]?hz)$/;
const size = /^(?:(?:[kmgtp]i?)?b(?:ytes?)?|(?:kilo|mega|giga|tera|kibi|mebi|gibi)bytes?)$/;
/** What a program should do little of, whatever it is counted per. */
const cost =
  /^(?:cycles?|instr(?:uctions?)?|insns?|allocs?|allocations?|(?:[a-z]+[ _-])*(?:errors?|failures?|faults?|miss(?:es)?|timeouts?|drops?|retries))$/;

/**
 * Which way a measure improves, by its unit: N per unit of time is better higher, times, sizes and costs (cycles,
 * allocations, errors) are better lower. Without a unit, a name that ends in one decides (`GFLOPS`, `load_ms`).
 * Everything else is `unknown` until the project sets it: a ratio or a score can be good either way.
 */
export function directionOf(unit: string, name = ''): MeasureDirection {
  // Hashes, not hours.
  if (/^H\/s(?:ec)?$/.test(unit.trim())) return 'higher';
  const text = normalised(unit);
  return text === '' ? ofName(normalised(name)) : ofUnit(text);
}

/** One letter at the end of a name is no unit: `bench/s` may be called so for any reason. */
function ofName(name: string): MeasureDirection {
  const word = name.split(/[\s:]+/).at(-1) ?? '';
  const rate = /(?<![a-z])([a-z]+)_per_([a-z]+)$/.exec(word);
  if (rate !== null) return ofUnit(`${rate[1]}/${rate[2]}`);
  const last = word.split(/[_./-]/).at(-1) ?? '';
  return last.length < 2 ? 'unknown' : plainUnit(last);
}

/** Both micro signs are one; `a per b` is `a/b`. */
const normalised = (text: string): string =>
  text.trim().toLowerCase().replaceAll('\u03BC', 'µ').replace(' per ', '/');

function ofUnit(unit: string): MeasureDirection {
  const slash = unit.lastIndexOf('/');
  if (slash < 0) return /_per_[a-z]+$/.test(unit) ? ofName(unit) : plainUnit(unit);
  const [counted, per] = [unit.slice(0, slash).trim(), unit.slice(slash + 1).trim()];
  if (cost.test(counted)) return 'lower';
  if (!timeUnit.test(per)) return plainUnit(counted) === 'lower' ? 'lower' : 'unknown';
  // Time spent per time is a share: garbage collection or busy time, which may be good or bad.
  return timeUnit.test(counted) ? 'unknown' : 'higher';
}

/** Spare memory or time is not used up: less of it is not better. */
const spare = /\b(?:free|available|idle|spare)\b/;

function plainUnit(unit: string): MeasureDirection {
  if (spare.test(unit)) return 'unknown';
  // Units of one's own often end in a common one: `build-user-ns`, `text-bytes`.
  const last = /[-_ ]([^-_ ]{2,})$/.exec(unit)?.[1];
  const whole = knownUnit(unit);
  return whole === 'unknown' && last !== undefined ? knownUnit(last) : whole;
}

function knownUnit(unit: string): MeasureDirection {
  if (rateUnit.test(unit)) return 'higher';
  return timeUnit.test(unit) || size.test(unit) || cost.test(unit) ? 'lower' : 'unknown';
}
