/** Any list of numbers that can be indexed and iterated. */
export type Numbers = ArrayLike<number> & Iterable<number>;
