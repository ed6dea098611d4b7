/** Any list of numbers that can be indexed and iterated. */
export type Numbers = ArrayLike<number> & Iterable<number>;

/** The value at an index inside the list. NaN outside it, so that a wrong index shows in every result. */
export const numberAt = (values: ArrayLike<number>, index: number): number => values[index] ?? NaN;
