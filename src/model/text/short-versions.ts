const withoutPatch = /^(v?\d+\.\d+)\.0$/;

/** As git shortens commits. Digits alone may be a date. */
const shortCommit = /^(?=\d*[a-f])[0-9a-f]{7}(?=[0-9a-f]{1,33}$)/;

/**
 * Names of builds as they stand beside each other along an axis: without ".0" where all are versions that end in it.
 * "1.4.0", "1.5.0" are "1.4", "1.5"; beside "1.5.1" they keep their zero. Commits have seven digits, unless two of them
 * would be called alike.
 */
export function shortVersions(names: readonly string[]): string[] {
  const versions = names.map((name) => withoutPatch.exec(name)?.[1]);
  if (versions.every((name) => name !== undefined)) return versions;
  const short = names.map((name) => shortCommit.exec(name)?.[0] ?? name);
  return new Set(short).size === new Set(names).size ? short : [...names];
}
