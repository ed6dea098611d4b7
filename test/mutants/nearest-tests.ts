import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The files that each file imports at run time, by path from the root. */
function importersOf(root: string, files: readonly string[]): Map<string, string[]> {
  const importers = new Map<string, string[]>();
  for (const file of files) {
    const text = readFileSync(join(root, file), 'utf8').replace(/^(?:import|export) type [^;]*;/gm, '');
    for (const [, path = ''] of text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)) {
      const imported = join(dirname(file), path);
      importers.set(imported, [...(importers.get(imported) ?? []), file]);
    }
  }
  return importers;
}

/**
 * For a source file, all tests that import it, directly or not. The fewer imports between them, the earlier; then those
 * in the folder of the same name. Tests that only start a process are not among them.
 */
export function testsByDistance(
  root: string,
  files: readonly string[],
  isTest: (file: string) => boolean,
): (source: string) => string[] {
  const importers = importersOf(root, files);
  return (source) => {
    const distance = new Map([[source, 0]]);
    // A map lists what is added while it is read.
    for (const [file, steps] of distance)
      for (const importer of importers.get(file) ?? [])
        if (!distance.has(importer)) distance.set(importer, steps + 1);
    const folder = dirname(source).split('/')[1] ?? '';
    const rank = (test: string): number =>
      (distance.get(test) ?? 0) -
      (test.startsWith(`test/${folder}/`) ? 0.3 : 0) -
      (basename(test) === basename(source).replace('.ts', '.test.ts') ? 5 : 0);
    return [...distance.keys()].filter(isTest).sort((a, b) => rank(a) - rank(b));
  };
}
