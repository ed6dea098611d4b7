import { at } from '../../model/checked.ts';
import type { EndpointDigest } from '../../model/documents/digest.ts';
import { seriesDigest, type Series } from './series.ts';

/** Endpoints kept apart per set of files; samples of further labels are grouped under one, with a warning. */
export const mostEndpoints = 1_000;

const keyOf = ({ scenario, endpoint, method }: Pick<Series, 'scenario' | 'endpoint' | 'method'>): string =>
  [scenario ?? '', endpoint, method ?? ''].join('\u0000');

/** Series by scenario, endpoint and method; several of one name become one row. */
export class SeriesByName {
  readonly #all = new Map<string, Series[]>();

  /** The first series of this name; null where there is none. */
  find(name: Pick<Series, 'scenario' | 'endpoint' | 'method'>): Series | null {
    return this.#all.get(keyOf(name))?.[0] ?? null;
  }

  add(series: Series): void {
    const key = keyOf(series);
    const known = this.#all.get(key);
    if (known === undefined) this.#all.set(key, [series]);
    else known.push(series);
  }

  get isFull(): boolean {
    return this.#all.size >= mostEndpoints;
  }

  /** Samples of all series that started too early to count. */
  get leftOut(): number {
    return [...this.#all.values()].flat().reduce((sum, series) => sum + series.leftOut, 0);
  }

  /** The series of each name, without those that nothing was added to. */
  get filled(): Series[][] {
    return [...this.#all.values()]
      .map((parts) => parts.filter((series) => series.count > 0))
      .filter((parts) => parts.length > 0);
  }

  /** One digest a name. Call once, at the end: digesting joins slices in place. */
  digests(): EndpointDigest[] {
    return this.filled.map((parts) => {
      const { scenario, endpoint, method } = at(parts, 0);
      return seriesDigest(scenario, endpoint, parts, method);
    });
  }

  /** One digest a scenario, of all its series together, under the given name. */
  pooled(endpoint: string): EndpointDigest[] {
    const scenarios = Map.groupBy(this.filled.flat(), (series) => series.scenario);
    return [...scenarios].map(([scenario, parts]) => seriesDigest(scenario, endpoint, parts));
  }
}
