/** Any list of numbers that can be indexed and iterated. */
export type Numbers = ArrayLike<number> & Iterable<number>;

/**
 * The value at an index inside the list. NaN outside it, so that a wrong index shows in every result. Loops that run
 * millions of times write `?? NaN` themselves: V8 compiles an access for the kinds of lists that reach it, and this one
 * sees all of them.
 */
export const numberAt = (values: ArrayLike<number>, index: number): number => values[index] ?? NaN;
