import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** How the rows of a log lie in several: logs that follow each other, or those of load generators of one time. */
export type Split = 'following' | 'at-once';

/** The paths of four files that together hold the rows of a JTL file, written when they are not there yet. */
export function jtlParts(path: string, split: Split): string[] {
  const folder = join(dirname(path), `${basename(path, '.csv')}-${split}`);
  const paths = [0, 1, 2, 3].map((part) => join(folder, `part-${part}.csv`));
  if (paths.every((one) => existsSync(one))) return paths;
  mkdirSync(folder, { recursive: true });
  const [header = '', ...rows] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const quarter = Math.ceil(rows.length / paths.length);
  for (const [part, to] of paths.entries()) {
    const own =
      split === 'following'
        ? rows.slice(part * quarter, (part + 1) * quarter)
        : rows.filter((_, i) => i % paths.length === part);
    writeFileSync(to, `${[header, ...own].join('\n')}\n`);
  }
  return paths;
}
