import type { FileAccount } from '../../record/file-account.ts';
import type { ResourceSamples } from '../../record/resource-samples.ts';

interface Moment {
  readonly atMs: number | null;
  all: number | null;
  readonly cores: Map<number, number>;
}

/**
 * Brings together the rows of one moment that a tool prints for the whole host and for each core, in percent in use.
 * Where only single cores are printed their mean stands for the host.
 */
export class HostCpu {
  readonly #moments = new Map<string, Moment>();

  /** Adds a row: `core` null for the whole host. Rows with the same `key` are of one moment. */
  add(key: string, atMs: number | null, core: number | null, percent: number): void {
    const moment = this.#moments.get(key) ?? { atMs, all: null, cores: new Map<number, number>() };
    this.#moments.set(key, moment);
    if (core === null) moment.all = percent;
    else moment.cores.set(core, percent);
  }

  /** True where a moment lacks the row of the whole host. */
  get lacksWhole(): boolean {
    return [...this.#moments.values()].some((moment) => moment.all === null);
  }

  /** Hands the moments over, in the order in which they came. */
  finish(samples: ResourceSamples, source = ''): void {
    for (const { atMs, all, cores } of this.#moments.values()) {
      const perCore = [...cores].sort(([a], [b]) => a - b).map(([, percent]) => percent);
      const percent = all ?? perCore.reduce((sum, one) => sum + one, 0) / perCore.length;
      samples.addCpu(atMs, source, percent, perCore.length === 0 ? null : perCore);
    }
  }
}

/**
 * True for an idle share above 100%, which sysstat prints where a counter went backwards: no reading, and no damaged
 * row. Warns once a file.
 */
export function isNoReading(idlePercent: number, account: FileAccount): boolean {
  if (idlePercent <= 100) return false;
  account.warn(
    'no-reading',
    'Rows with more than 100% idle are not readings: a counter went backwards. They are skipped.',
  );
  return true;
}

/** Percent of the processor in use: all that is not idle, to the two decimals that the tools print. */
export const usedPercent = (idlePercent: number): number => Math.round((100 - idlePercent) * 1e6) / 1e6;
