import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Problem } from '../../model/problem.ts';
import { topOf } from '../../project/find-project.ts';

/**
 * Problems with paths from the top of the git repository, where CI services look for them; `shownFrom` is the folder that
 * their paths are relative to. Outside of a repository they stay as they are.
 */
export function fromTop(problems: readonly Problem[], shownFrom: string): Problem[] {
  const top = topOf(shownFrom);
  if (!existsSync(join(top, '.git'))) return [...problems];
  return problems.map((one) => {
    const path = relative(top, resolve(shownFrom, one.file)).replaceAll('\\', '/');
    // Files of a ref are named from the top already.
    const isFromTop = !existsSync(join(top, path)) && existsSync(join(top, one.file));
    return isFromTop || path.startsWith('../') ? one : { ...one, file: path };
  });
}
