import { z } from 'zod';
import { parseNumber } from '../../fields/number-fields.ts';
import { cleanText } from '../../fields/text.ts';

const entrySchema = z.looseObject({
  commit: z.looseObject({ id: z.string().nullish(), url: z.string().nullish() }).nullish(),
  date: z.number().refine((date) => !Number.isNaN(new Date(date).getTime())),
  tool: z.string(),
  benches: z.array(z.unknown()),
});
const benchSchema = z.looseObject({ name: z.string(), value: z.unknown(), unit: z.string().nullish() });

/** One value of an entry, by a name that is unique among those of its unit. */
export interface GhaBench {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  /** 2 or more: the entry has other values of the same name and unit before this one. */
  readonly occurrence: number;
}

/** One run in the history of a suite. */
export interface GhaEntry {
  readonly at: string;
  readonly tool: string;
  readonly commit: string | null;
  readonly commitUrl: string | null;
  readonly benches: readonly GhaBench[];
  /** Values that could not be read: the 0-based place in the entry, and why. */
  readonly unread: readonly { readonly place: number; readonly reason: string }[];
  /** Values that repeat another one of the entry and were left out. */
  readonly folded: number;
}

function numberOf(value: unknown): number | null {
  if (typeof value === 'string') return parseNumber(value);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** A version of the action put all that follows the first value of a Go benchmark into its unit. */
const unitOf = (unit: string | null | undefined): string => cleanText((unit ?? '').split('\t')[0] ?? '');

/** A bench that was read, or the reason why not. */
function readBench(bench: unknown): Omit<GhaBench, 'occurrence'> | string {
  const { success, data } = benchSchema.safeParse(bench);
  if (!success) return 'a benchmark needs a `name` and a `value`';
  const value = numberOf(data.value);
  const name = cleanText(data.name);
  if (value !== null) return { name, unit: unitOf(data.unit), value };
  const found = cleanText(JSON.stringify(data.value) ?? 'nothing').slice(0, 40);
  return `\`value\` of ${name.slice(0, 60)} must be a number, got ${found}`;
}

/**
 * Go benchmarks with several values are written once as `BenchmarkX` and once more as `BenchmarkX - ns/op`, with the
 * same value and unit: the second is left out.
 */
function withoutRepeats(benches: readonly Omit<GhaBench, 'occurrence'>[]): Omit<GhaBench, 'occurrence'>[] {
  const keyOf = (name: string, unit: string, value: number): string => JSON.stringify([name, unit, value]);
  const known = new Set(benches.map(({ name, unit, value }) => keyOf(name, unit, value)));
  return benches.filter(({ name, unit, value }) => {
    const suffix = ` - ${unit}`;
    return !(name.endsWith(suffix) && known.has(keyOf(name.slice(0, -suffix.length), unit, value)));
  });
}

/** An entry as it is used; null where it is none. Nothing in it makes the rest of a history unreadable. */
export function readGhaEntry(given: unknown): GhaEntry | null {
  const { success, data } = entrySchema.safeParse(given);
  if (!success) return null;
  const read = data.benches.map(readBench);
  const benches = read.filter((bench) => typeof bench !== 'string');
  const distinct = withoutRepeats(benches);
  const seen = new Map<string, number>();
  const { id, url } = data.commit ?? {};
  return {
    at: new Date(data.date).toISOString(),
    tool: data.tool,
    commit: id ? cleanText(id) : null,
    commitUrl: url && /^https?:\/\//i.test(url) ? cleanText(url) : null,
    benches: distinct.map((bench) => {
      const key = JSON.stringify([bench.name, bench.unit]);
      const occurrence = (seen.get(key) ?? 0) + 1;
      seen.set(key, occurrence);
      return { ...bench, occurrence };
    }),
    unread: read.flatMap((bench, place) => (typeof bench === 'string' ? { place, reason: bench } : [])),
    folded: benches.length - distinct.length,
  };
}
