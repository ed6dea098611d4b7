/** A glob that matches a path literally: special characters become `?`. */
export const literalGlob = (path: string): string => path.replace(/[*?[\]{}()!+@|^$\\]/g, '?');
