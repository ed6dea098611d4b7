/** What has a time in epoch milliseconds, or none. */
interface MaybeTimed {
  readonly atMs: number | null;
}

/** True where the time is known. */
export const isTimed = <T extends MaybeTimed>(one: T): one is T & { readonly atMs: number } =>
  one.atMs !== null;

/** By time where all have one, else in the given order. */
export const inTimeOrder = <T extends MaybeTimed>(all: readonly T[]): readonly T[] =>
  all.every(isTimed) ? all.toSorted((a, b) => a.atMs - b.atMs) : all;
