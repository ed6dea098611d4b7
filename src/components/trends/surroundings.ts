import { slug } from '../../model/text/slug.ts';
import type { TrendEnvironment } from '../../model/trend.ts';
import type { TrendSurroundings } from './trend-data.ts';

type Values = readonly (string | null)[];

const valuesOf = ({ fingerprint }: TrendEnvironment): Values => (JSON.parse(fingerprint) as [Values])[0];

/** Equal for environments that differ by the parameters of a scenario alone. */
export const surroundingsKey = (environment: TrendEnvironment): string =>
  JSON.stringify(valuesOf(environment));

const pairText = (key: string, value: string | null): string =>
  value === null ? `${key} not recorded` : `${key} ${value}`;

/** The surroundings of the given keys, each called by what tells it from the others. `keys` are the project's. */
export function surroundingsOf(found: readonly string[], keys: readonly string[]): TrendSurroundings[] {
  const all = found.map((text) => JSON.parse(text) as Values);
  const differing = keys.filter((_, i) => new Set(all.map((values) => values[i] ?? null)).size > 1);
  return all.map((values) => {
    const recorded = keys.flatMap((key, i) => (values[i] == null ? [] : pairText(key, values[i])));
    const telling = keys.flatMap((key, i) =>
      differing.includes(key) ? pairText(key, values[i] ?? null) : [],
    );
    const whole = recorded.length === 0 ? 'environment not recorded' : recorded.join(', ');
    return { id: slug(whole), name: telling.length === 0 ? whole : telling.join(', ') };
  });
}
