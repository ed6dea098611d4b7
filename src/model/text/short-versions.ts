const withoutPatch = /^(v?\d+\.\d+)\.0$/;

/**
 * Names of builds as they stand beside each other along an axis: without ".0" where all are versions that end in it.
 * "1.4.0", "1.5.0" are "1.4", "1.5"; beside "1.5.1" they keep their zero.
 */
export function shortVersions(names: readonly string[]): string[] {
  const short = names.map((name) => withoutPatch.exec(name)?.[1]);
  return short.every((name) => name !== undefined) ? short : [...names];
}
