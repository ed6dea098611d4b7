import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Paths } from '../store/paths.ts';

/** The picture that other places show with a link to the site, if the project has one in its public folder. */
export const socialPicture = 'social.png';

export const hasSocialPicture = (paths: Pick<Paths, 'public' | 'ownPublic'>): boolean =>
  [paths.public, paths.ownPublic].some(
    (folder) => folder !== null && existsSync(join(folder, socialPicture)),
  );
