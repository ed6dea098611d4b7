import type { Metric } from './metric.ts';

/** What a tool measured besides the times of calls: `measure.allocs-op`, `measure.bundle-size`. */
export type MeasureMetricId = `measure.${string}`;

const prefix = 'measure.';
const longest = 80;

/** Smallest change of a measure worth reporting, unless the project says otherwise. */
export const usualEffect = 0.05;

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

/** A measure as a metric as far as its id says; null for other ids. */
export function unmeasured(id: string): Metric | null {
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
