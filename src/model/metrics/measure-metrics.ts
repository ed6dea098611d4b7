import type { Metric } from './metric.ts';

/** What a tool measured besides the times of calls: `measure.allocs-op`, `measure.bundle-size`. */
export type MeasureMetricId = `measure.${string}`;

const prefix = 'measure.';
const longest = 80;

/** Smallest change of a measure worth reporting, unless the project says otherwise. */
const usualEffect = 0.05;

/** The id of a measure by what it is called: "allocs/op" is `measure.allocs-op`. Null where no letter or digit is left. */
export function measureId(name: string): MeasureMetricId | null {
  const kebab = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+/, '')
    .slice(0, longest)
    .replace(/-+$/, '');
  return kebab === '' ? null : `${prefix}${kebab}`;
}

export const isMeasure = (id: string): id is MeasureMetricId => id.startsWith(prefix);

/** The id of a measure as people write it: the slug, or the name itself (`measure.B/op`). Null for other metrics. */
export const writtenMeasureId = (id: string): MeasureMetricId | null =>
  isMeasure(id) ? measureId(id.slice(prefix.length)) : null;

/** What is known of a measure. */
export type MeasureDefinition = Pick<Metric, 'label' | 'unit' | 'direction'> & {
  readonly id: MeasureMetricId;
  /** Null: the usual one. */
  readonly minimumEffect: number | null;
};

/**
 * The measures of the runs that this process has read, by id. Which measures there are is known only from files, so the
 * table grows as runs are measured; one project gives one id one definition, as its newest reader has it.
 */
const known = new Map<string, Metric>();

/** Adds a measure to the table of metrics, or replaces what was known of it. */
export function defineMeasure({ id, label, unit, direction, minimumEffect }: MeasureDefinition): void {
  const before = known.get(id);
  const effect = minimumEffect ?? usualEffect;
  if (
    before?.label === label &&
    before.unit === unit &&
    before.direction === direction &&
    before.minimumEffect === effect
  )
    return;
  known.set(id, { id, label, unit, direction, of: 'endpoint', minimumEffect: effect });
}

/** A measure as a metric; one that no run has is known by its id alone. Null for other ids. */
export function measureMetric(id: string): Metric | null {
  const found = known.get(id);
  if (found !== undefined) return found;
  if (!isMeasure(id)) return null;
  const words = id.slice(prefix.length).replaceAll('-', ' ');
  return {
    id,
    label: words.charAt(0).toUpperCase() + words.slice(1),
    unit: '',
    direction: 'unknown',
    of: 'endpoint',
    minimumEffect: usualEffect,
  };
}
