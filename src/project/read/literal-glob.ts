/** A glob that matches a path as it stands: characters that mean something in globs become `?`. */
export const literalGlob = (path: string): string => path.replace(/[*?[\]{}()!+@|^$\\]/g, '?');
